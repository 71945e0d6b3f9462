use super::fired::workstreams;
use crate::check::context::Context;
use crate::check::walk::needs_now;
use crate::hir::{
    Argument, ClassifyAction, Expr, Guard, OverflowRule, QueueId, RulesetKind, Target, TestItem, Workstream,
};
use crate::source::Span;

/// Where the decision about an item of a test first depends on the instant, if it does.
pub(super) fn depends_on_time(ctx: &Context<'_>, item: TestItem) -> Option<Span> {
    let mut asked = Vec::new();
    if let TestItem::Record(entity) = item {
        let rules = ctx.intakes().iter().filter(|(of, _)| *of == entity).flat_map(|(_, rules)| rules);
        asked.extend(rules.filter_map(|rule| condition(&rule.guard)));
    }
    for id in workstreams(ctx, item) {
        let Some(workstream) = ctx.workstream(id) else { continue };
        add_classification(workstream, &mut asked);
        add_route(ctx, workstream, &mut asked);
    }
    asked.into_iter().find(|asked| needs_now(ctx, asked)).map(|asked| asked.span)
}

fn condition(guard: &Guard) -> Option<&Expr> {
    match guard {
        Guard::When(condition) => Some(condition),
        Guard::Otherwise => None,
    }
}

fn add_classification<'p>(workstream: &'p Workstream, asked: &mut Vec<&'p Expr>) {
    for ruleset in &workstream.classify {
        match &ruleset.kind {
            RulesetKind::Model { inputs, .. } => asked.extend(inputs),
            RulesetKind::Rules(_, rules) => {
                for rule in rules {
                    asked.extend(condition(&rule.guard));
                    rule.actions.iter().for_each(|action| add_action(action, asked));
                }
            }
        }
    }
}

fn add_action<'p>(action: &'p ClassifyAction, asked: &mut Vec<&'p Expr>) {
    match action {
        ClassifyAction::Set { value, .. } => asked.push(value),
        ClassifyAction::SetFrom { arguments, .. } => asked.extend(arguments),
        ClassifyAction::Require { .. } | ClassifyAction::Hold { .. } => {}
    }
}

fn add_route<'p>(ctx: &'p Context<'_>, workstream: &'p Workstream, asked: &mut Vec<&'p Expr>) {
    for rule in workstream.route.iter().flat_map(|route| &route.rules) {
        asked.extend(condition(&rule.guard));
        let uses = rule.assignment.iter().flat_map(|used| &used.arguments);
        asked.extend(uses.filter_map(|argument| match argument {
            Argument::Value(value) => Some(value),
            Argument::Entity(_) | Argument::Skill(_) => None,
        }));
        match &rule.target {
            Target::Table(_, arguments) => asked.extend(arguments),
            Target::Queue(queue) | Target::Agent { queue, .. } => add_overflow(ctx, *queue, asked),
            Target::Split(shares) => shares.iter().for_each(|share| add_overflow(ctx, share.queue, asked)),
            Target::Bot => {}
        }
        asked.extend(rule.overflow.iter().flatten().filter_map(on_arrival));
    }
}

fn add_overflow<'p>(ctx: &'p Context<'_>, queue: QueueId, asked: &mut Vec<&'p Expr>) {
    let rules = ctx.queue(queue).map(|queue| queue.overflow.as_slice());
    asked.extend(rules.unwrap_or_default().iter().filter_map(on_arrival));
}

fn on_arrival(rule: &OverflowRule) -> Option<&Expr> {
    rule.when.as_ref().filter(|_| rule.after.is_none())
}
