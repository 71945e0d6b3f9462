use super::limits::hold_number;
use crate::check::context::Context;
use crate::check::walk;
use crate::hir::{ClassifyAction, Expr, Guard, Place, Program, Root, RulesetKind, Step, Target};
use crate::source::Span;
use crate::types::Type;
use std::collections::BTreeSet;

/// Holds the links that rules follow against the limits: how far one path goes, and how many one rule needs.
pub(super) fn hold(ctx: &mut Context<'_>, program: &Program) {
    for (rule, asked) in rules(program) {
        let mut links = BTreeSet::new();
        for expr in asked {
            for (place, span) in walk::places(program, expr) {
                follow(ctx, program, &place, span, &mut links);
            }
        }
        hold_number(ctx, "links", i64::try_from(links.len()).unwrap_or(i64::MAX), Some(rule));
    }
}

fn follow(
    ctx: &mut Context<'_>,
    program: &Program,
    place: &Place,
    span: Span,
    links: &mut BTreeSet<Vec<(u32, u32)>>,
) {
    if !matches!(place.root, Root::Item(_)) {
        return;
    }
    let mut way = Vec::new();
    for step in place.steps.iter().take_while(|step| is_link(program, **step)) {
        way.push((step.entity.0, step.field));
        links.insert(way.clone());
    }
    hold_number(ctx, "depth", i64::try_from(way.len()).unwrap_or(i64::MAX), Some(span));
}

fn is_link(program: &Program, step: Step) -> bool {
    let entity = usize::try_from(step.entity.0).ok().and_then(|index| program.entities.get(index));
    let field = usize::try_from(step.field).ok().and_then(|index| entity?.fields.get(index));
    field.is_some_and(|field| matches!(field.ty, Type::Entity(_)))
}

/// Every rule that looks at the item on its way to a queue, with what it asks.
fn rules(program: &Program) -> Vec<(Span, Vec<&Expr>)> {
    let mut found = Vec::new();
    for rule in program.intakes.iter().flat_map(|(_, rules)| rules) {
        found.push((rule.span, condition(&rule.guard).into_iter().collect()));
    }
    for workstream in &program.workstreams {
        for ruleset in &workstream.classify {
            let RulesetKind::Rules(_, rules) = &ruleset.kind else { continue };
            for rule in rules {
                let mut asked: Vec<_> = condition(&rule.guard).into_iter().collect();
                rule.actions.iter().for_each(|action| add_action(action, &mut asked));
                found.push((rule.span, asked));
            }
        }
        for rule in workstream.route.iter().flat_map(|route| &route.rules) {
            let mut asked: Vec<_> = condition(&rule.guard).into_iter().collect();
            match &rule.target {
                Target::Table(_, arguments) => asked.extend(arguments),
                Target::Agent { who, .. } => asked.push(who),
                Target::Queue(_) | Target::Split(_) | Target::Bot => {}
            }
            found.push((rule.span, asked));
        }
    }
    found
}

fn add_action<'p>(action: &'p ClassifyAction, asked: &mut Vec<&'p Expr>) {
    match action {
        ClassifyAction::Set { value, .. } => asked.push(value),
        ClassifyAction::SetFrom { arguments, .. } => asked.extend(arguments),
        ClassifyAction::Require { .. } | ClassifyAction::Hold { .. } => {}
    }
}

fn condition(guard: &Guard) -> Option<&Expr> {
    match guard {
        Guard::When(condition) => Some(condition),
        Guard::Otherwise => None,
    }
}
