use crate::check::context::Context;
use crate::check::error::{DistributionError, WorkstreamError};
use crate::hir::{Capacity, Origin, RulesetKind, SkillMatching, Workstream};
use crate::source::Span;
use crate::syntax::ast::{Classify, ClassifyKind, ClauseKind, Rule, Text};
use crate::types::Type;
use std::collections::BTreeMap;

/// An address can be in one workstream only: it chooses the workstream.
pub(super) fn report_shared_instances(ctx: &mut Context<'_>, instances: &[(String, Vec<Text>)]) {
    let mut owners: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    for (at, (_, texts)) in instances.iter().enumerate() {
        for text in texts {
            let key = text.value.trim_end_matches('/').to_lowercase();
            let (owner, first) = *owners.entry(key).or_insert((at, text.span));
            if owner != at {
                let name = instances.get(owner).map(|(name, _)| name.clone()).unwrap_or_default();
                ctx.report(WorkstreamError::SharedInstance {
                    instance: text.value.clone(),
                    owner: name,
                    span: text.span,
                    first,
                });
            }
        }
    }
}

/// Agents have one kind of capacity or the other; both at once are hard to reckon with.
pub(super) fn report_mixed_capacity(ctx: &mut Context<'_>) {
    let places = ctx.whole().workstreams.iter().filter_map(|workstream| {
        let Origin::Written(span) = workstream.distribution.capacity.origin else { return None };
        Some((matches!(workstream.distribution.capacity.value, Capacity::Units(_)), span))
    });
    let places: Vec<_> = places.collect();
    let Some((of_first, first)) = places.first().copied() else { return };
    if let Some((_, span)) = places.iter().find(|(units, _)| *units != of_first) {
        ctx.report(DistributionError::MixedCapacity { span: *span, first });
    }
}

/// Skills that are compared must be required somewhere, and the reverse.
pub(super) fn report_skills(
    ctx: &mut Context<'_>,
    workstream: &Workstream,
    written: &[Classify],
    header: Span,
) {
    let skills = &workstream.distribution.skills;
    let required = first_requirement(ctx, workstream, written);
    match (skills.value, required) {
        (SkillMatching::Exact | SkillMatching::Closest, None) => {
            if let Origin::Written(span) = skills.origin {
                ctx.report(DistributionError::SkillsNeverRequired { span });
            }
        }
        (SkillMatching::None, Some(required)) if !ctx.own_assignments => {
            let span = if let Origin::Written(span) = skills.origin { span } else { header };
            ctx.report(DistributionError::SkillsIgnored { span, required });
        }
        (SkillMatching::None | SkillMatching::Exact | SkillMatching::Closest, _) => {}
    }
}

/// Where a skill is first required. Rules are looked at as written: a faulty one still says what was meant.
fn first_requirement(ctx: &Context<'_>, workstream: &Workstream, written: &[Classify]) -> Option<Span> {
    let by_model = || {
        workstream.classify.iter().find_map(|ruleset| {
            let RulesetKind::Model { model, .. } = &ruleset.kind else { return None };
            let result = ctx.model(*model).map(|model| &model.result);
            let is_skills = matches!(result, Some(Type::List(of)) if **of == Type::Skill);
            is_skills.then_some(ruleset.span)
        })
    };
    let clauses = written.iter().flat_map(rules_of).flat_map(|rule| &rule.clauses);
    let mut required = clauses.filter(|clause| matches!(clause.kind, ClauseKind::Require { .. }));
    required.next().map(|clause| clause.span).or_else(by_model)
}

fn rules_of(ruleset: &Classify) -> &[Rule] {
    match &ruleset.kind {
        ClassifyKind::First(rules) | ClassifyKind::All(rules) => rules,
        ClassifyKind::Model(_) => &[],
    }
}
