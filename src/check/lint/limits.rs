use super::limit_paths;
use crate::builtins::limits::limit;
use crate::check::clauses::kind_word;
use crate::check::context::Context;
use crate::check::error::LimitExceeded;
use crate::check::walk;
use crate::hir::{
    Const, EffectiveSetting, Expr, ExprKind, Named, Origin, OverflowRule, Place, Program, Queue, QueueFact,
    Root, RulesetKind, Target, WorkKind, Workstream,
};
use crate::source::Span;
use crate::value::Duration;

/// Holds the program against the limit profile it names, if it names one.
pub(super) fn hold(ctx: &mut Context<'_>, program: &Program) {
    if program.organisation.limits.is_none() {
        return;
    }
    let rules: Vec<_> = program.intakes.iter().flat_map(|(_, rules)| rules).map(|rule| rule.span).collect();
    count(ctx, "intake-rules", &rules);
    declines(ctx, program);
    for workstream in &program.workstreams {
        of_workstream(ctx, program, workstream);
    }
    for queue in &program.queues {
        of_queue(ctx, program, queue);
    }
    for profile in &program.profiles {
        name(ctx, &profile.named);
        hold_number(ctx, "profile", profile.limit, profile.named.span);
    }
    limit_paths::hold(ctx, program);
}

/// Reports a number outside its bounds.
pub(super) fn hold_number(ctx: &mut Context<'_>, key: &str, has: i64, span: Option<Span>) {
    if let (Some(limit), Some(span)) = (limit(key).filter(|limit| !limit.allows(has)), span) {
        ctx.report(LimitExceeded { limit, has, span });
    }
}

/// Reports too many of something, at the first that is too many.
fn count(ctx: &mut Context<'_>, key: &str, places: &[Span]) {
    let has = i64::try_from(places.len()).unwrap_or(i64::MAX);
    let most = limit(key).map_or(i64::MAX, |limit| limit.bounds.1);
    let first = usize::try_from(most).ok().and_then(|most| places.get(most)).or_else(|| places.first());
    hold_number(ctx, key, has, first.copied());
}

fn name(ctx: &mut Context<'_>, named: &Named) {
    let letters = named.label.chars().count().max(named.name.chars().count());
    hold_number(ctx, "name", i64::try_from(letters).unwrap_or(i64::MAX), named.span);
}

fn written(line: &EffectiveSetting) -> Option<Span> {
    match &line.origin {
        Origin::Written(span) => Some(*span),
        Origin::Copied { span, .. } => *span,
        Origin::Default(_) => None,
    }
}

fn declines(ctx: &mut Context<'_>, program: &Program) {
    for line in &program.organisation.settings {
        let key = match line.address.as_str() {
            "decline_total" => "decline-total",
            _ => continue,
        };
        if let Ok(number) = line.value.parse() {
            hold_number(ctx, key, number, written(line));
        }
    }
}

fn of_workstream(ctx: &mut Context<'_>, program: &Program, workstream: &Workstream) {
    name(ctx, &workstream.named);
    let rulesets: Vec<_> = workstream.classify.iter().map(|ruleset| ruleset.span).collect();
    count(ctx, "rulesets", &rulesets);
    for ruleset in &workstream.classify {
        if let RulesetKind::Rules(_, rules) = &ruleset.kind {
            let places: Vec<_> = rules.iter().map(|rule| rule.span).collect();
            count(ctx, "rules", &places);
            for rule in rules {
                outputs(ctx, rule);
            }
        }
    }
    models(ctx, program, workstream);
    of_route(ctx, program, workstream);
}

fn outputs(ctx: &mut Context<'_>, rule: &crate::hir::ClassifyRule) {
    use crate::hir::ClassifyAction::{Hold, Require, Set, SetFrom};
    let places: Vec<_> = rule
        .actions
        .iter()
        .flat_map(|action| match action {
            Set { span, .. } | Require { span, .. } | Hold { span, .. } => vec![*span],
            SetFrom { places, span, .. } => vec![*span; places.len()],
        })
        .collect();
    count(ctx, "outputs", &places);
}

fn models(ctx: &mut Context<'_>, program: &Program, workstream: &Workstream) {
    let mut effort = Vec::new();
    for ruleset in &workstream.classify {
        let RulesetKind::Model { model, inputs } = &ruleset.kind else { continue };
        let Some(model) = program.models.get(model.index()) else { continue };
        let given = i64::try_from(inputs.len()).unwrap_or(i64::MAX);
        match model.named.name.as_str() {
            "sentiment" => hold_number(ctx, "sentiment-inputs", given, Some(ruleset.span)),
            "effort" => {
                hold_number(ctx, "effort-inputs", given, Some(ruleset.span));
                effort.push(ruleset.span);
            }
            _ => {}
        }
    }
    count(ctx, "effort-rulesets", &effort);
}

fn of_route(ctx: &mut Context<'_>, program: &Program, workstream: &Workstream) {
    let Some(route) = &workstream.route else { return };
    let rules: Vec<_> = route.rules.iter().map(|rule| rule.span).collect();
    count(ctx, "route-rules", &rules);
    for rule in &route.rules {
        if let Target::Split(shares) = &rule.target {
            count(ctx, "split", &vec![rule.span; shares.len()]);
        }
        overflow(ctx, program, rule.overflow.as_deref().unwrap_or_default(), &[workstream.kind]);
    }
}

fn of_queue(ctx: &mut Context<'_>, program: &Program, queue: &Queue) {
    overflow(ctx, program, &queue.overflow, &queue.kinds);
}

fn overflow(ctx: &mut Context<'_>, program: &Program, rules: &[OverflowRule], kinds: &[WorkKind]) {
    for rule in rules {
        for kind in kinds {
            if let Some((length, _)) = rule.after {
                hold_number(ctx, &format!("after-{}", kind_word(*kind)), seconds(length), Some(rule.span));
            }
        }
        let Some(when) = &rule.when else { continue };
        let mut asked = Vec::new();
        walk::walk(program, when, &mut |expr| asked.extend(compared(expr)));
        for (key, number, span) in asked {
            hold_number(ctx, key, number, Some(span));
        }
    }
}

/// A fact of the queue that is compared with a fixed number.
fn compared(expr: &Expr) -> Option<(&'static str, i64, Span)> {
    let ExprKind::Compare { left, right, .. } = &expr.kind else { return None };
    let ExprKind::Read(Place { root: Root::Queue(fact), .. }) = &left.kind else { return None };
    match (fact, &right.kind) {
        (QueueFact::WaitingItems, ExprKind::Const(Const::Int(number))) => {
            Some(("waiting-items", *number, right.span))
        }
        (QueueFact::PredictedWait, ExprKind::Const(Const::Duration(wait))) => {
            Some(("predicted-wait", seconds(*wait), right.span))
        }
        _ => None,
    }
}

/// Whole seconds, a part of one counted as one more.
fn seconds(length: Duration) -> i64 {
    let rest = i64::from(length.0.rem_euclid(1_000_000) != 0);
    length.0.div_euclid(1_000_000).saturating_add(rest)
}
