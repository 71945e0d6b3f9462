use super::written::Written;
use crate::check::assignment::assignment_use;
use crate::check::clauses::{self, entities, rule_name};
use crate::check::context::Context;
use crate::check::error::QueueError;
use crate::check::order::item_order;
use crate::check::overflow::{Owner, numbered_overflow_rules};
use crate::check::scope::Scope;
use crate::check::{expr, speaks};
use crate::hir::{self, Guard, WorkKind};
use crate::syntax::ast::{self, ClauseKind};

/// What is known of a queue while its rules are read.
pub(super) struct Desk<'a, 'q> {
    queue: &'q Written<'a>,
    /// The kinds of work it takes.
    pub(super) kinds: Vec<WorkKind>,
    /// Whether it says what it carries, well or badly.
    says_carries: bool,
    /// Where its settings come from, and what its rules may speak of.
    pub(super) scope: Scope,
}

impl<'a, 'q> Desk<'a, 'q> {
    /// What is known of `queue` before its rules.
    pub(super) fn new(queue: &'q Written<'a>, known: &hir::Queue, says_carries: bool) -> Self {
        let scope = known.carries.map_or_else(Scope::default, Scope::of_item);
        Self { queue, kinds: known.kinds.clone(), says_carries, scope }
    }

    /// The queue as written.
    pub(super) fn written(&self) -> &'q Written<'a> {
        self.queue
    }

    /// The rules that can be read without knowing what the items are; the first other is reported, unless the queue
    /// says what it carries.
    fn readable(&self, ctx: &mut Context<'_>, rules: &'a [ast::Rule]) -> Vec<(usize, &'a ast::Rule)> {
        let all = rules.iter().enumerate();
        if self.scope.item.is_some() {
            return all.collect();
        }
        let (blind, readable): (Vec<_>, Vec<_>) =
            all.partition(|(_, rule)| speaks::of_item(ctx, rule).is_some());
        let silent = self.says_carries || self.queue.item.damaged;
        if let Some(span) = blind.first().and_then(|(_, rule)| speaks::of_item(ctx, rule))
            && !silent
        {
            let (queue, declared) = (self.queue.name().text.clone(), self.queue.name().span);
            let choices = entities(ctx);
            ctx.report(QueueError::WithoutCarries { queue, span, declared, choices });
        }
        readable
    }
}

/// The rules of `overflow`.
pub(super) fn overflow(ctx: &mut Context<'_>, desk: &Desk<'_, '_>) -> Vec<hir::OverflowRule> {
    let rules = desk.queue.rules(|queue| queue.overflow.as_ref());
    let readable = desk.readable(ctx, rules);
    numbered_overflow_rules(ctx, &desk.scope, &readable, &desk.kinds, Owner::Queue(desk.queue.id))
}

/// The rules of `prioritize`.
pub(super) fn prioritize(ctx: &mut Context<'_>, desk: &Desk<'_, '_>) -> Vec<hir::PrioritizeRule> {
    let rules = desk.queue.rules(|queue| queue.prioritize.as_ref());
    let readable = desk.readable(ctx, rules);
    readable.into_iter().filter_map(|(index, rule)| prioritize_rule(ctx, &desk.scope, rule, index)).collect()
}

fn prioritize_rule(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rule: &ast::Rule,
    index: usize,
) -> Option<hir::PrioritizeRule> {
    let kept = clauses::allowed(ctx, rule, clauses::PRIORITIZE);
    let guard = guard(ctx, scope, rule);
    let order = item_order(ctx, scope, clauses::order(&kept));
    let name = rule_name(rule, "prioritize", index);
    Some(hir::PrioritizeRule { name, guard: guard?, order, span: rule.span })
}

/// The rules of `choose`.
pub(super) fn choose(ctx: &mut Context<'_>, desk: &Desk<'_, '_>) -> Vec<hir::ChooseRule> {
    let rules = desk.queue.rules(|queue| queue.choose.as_ref());
    let readable = desk.readable(ctx, rules);
    readable.into_iter().filter_map(|(index, rule)| choose_rule(ctx, &desk.scope, rule, index)).collect()
}

fn choose_rule(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rule: &ast::Rule,
    index: usize,
) -> Option<hir::ChooseRule> {
    let kept = clauses::allowed(ctx, rule, clauses::CHOOSE);
    let guard = guard(ctx, scope, rule);
    let call =
        clauses::find(&kept, |clause| if let ClauseKind::Use(call) = clause { Some(call) } else { None });
    let Some(call) = call else {
        clauses::report_missing(ctx, clauses::CHOOSE, "which assignment to use", "use skilled_first", rule);
        return None;
    };
    let assignment = assignment_use(ctx, scope, call)?;
    let name = rule_name(rule, "choose", index);
    Some(hir::ChooseRule { name, guard: guard?, assignment, span: rule.span })
}

/// When a rule holds; `None` after a report.
pub(in crate::check) fn guard(ctx: &mut Context<'_>, scope: &Scope, rule: &ast::Rule) -> Option<Guard> {
    clauses::note_label(ctx, rule);
    match rule.guard.as_ref()? {
        ast::Guard::When(condition) => expr::condition(ctx, scope, condition).map(Guard::When),
        ast::Guard::Otherwise(_) => Some(Guard::Otherwise),
    }
}
