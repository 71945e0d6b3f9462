use crate::check::context::Context;
use crate::check::error::RuleError;
use crate::check::walk::places;
use crate::hir::{ClassifyAction, ClassifyRule, Guard, Place, Policy, Program, Ruleset, RulesetKind};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// Finds rules that ask for a value before the ruleset that sets it (domain section 25, check 13). A ruleset sees the
/// item as it found it, so in a ruleset of `all` that counts for its own rules too.
pub(super) fn rulesets(ctx: &mut Context<'_>, program: &Program) {
    for workstream in &program.workstreams {
        let last = last_set(&workstream.classify);
        let mut known = HashSet::new();
        for (at, ruleset) in workstream.classify.iter().enumerate() {
            for (place, span) in asked(program, ruleset) {
                if let Some((later, by)) = last.get(&place)
                    && (*later > at || *later == at && is_all(ruleset))
                    && !known.contains(&place)
                {
                    report(ctx, span, ruleset, by);
                }
            }
            known.extend(set_by(ruleset));
        }
    }
}

/// Which ruleset sets a place last: its position and its name.
fn last_set(rulesets: &[Ruleset]) -> HashMap<Place, (usize, &str)> {
    let all = rulesets.iter().enumerate();
    all.flat_map(|(at, ruleset)| set_by(ruleset).map(move |place| (place, (at, ruleset.name.as_str()))))
        .collect()
}

fn rules(ruleset: &Ruleset) -> &[ClassifyRule] {
    match &ruleset.kind {
        RulesetKind::Rules(_, rules) => rules,
        RulesetKind::Model { .. } => &[],
    }
}

fn is_all(ruleset: &Ruleset) -> bool {
    matches!(ruleset.kind, RulesetKind::Rules(Policy::All, _))
}

fn set_by(ruleset: &Ruleset) -> impl Iterator<Item = Place> {
    let actions = rules(ruleset).iter().flat_map(|rule| &rule.actions);
    actions.flat_map(|action| match action {
        ClassifyAction::Set { place, .. } => vec![place.clone()],
        ClassifyAction::SetFrom { places, .. } => places.clone(),
        ClassifyAction::Require { .. } | ClassifyAction::Hold { .. } => Vec::new(),
    })
}

fn asked(program: &Program, ruleset: &Ruleset) -> Vec<(Place, Span)> {
    let guards = rules(ruleset).iter().filter_map(|rule| match &rule.guard {
        Guard::When(condition) => Some(condition),
        Guard::Otherwise => None,
    });
    guards.flat_map(|condition| places(program, condition)).collect()
}

fn report(ctx: &mut Context<'_>, span: Span, ruleset: &Ruleset, by: &str) {
    let path = ctx.sources.text(span).to_owned();
    let help = if by == ruleset.name {
        format!("a ruleset sees the item as it found it: put the rule that asks into a ruleset after `{by}`")
    } else {
        format!("move `classify {by}` above this ruleset, if the value it sets is meant")
    };
    ctx.report(RuleError::ReadBeforeSet { path, by: by.to_owned(), help, span });
}
