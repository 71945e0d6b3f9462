use super::action::the_action;
use super::facts::{Asked, facts, facts_are_known};
use super::possible::is_possible;
use crate::check::clauses;
use crate::check::context::Context;
use crate::check::error::OverflowError;
use crate::check::expr;
use crate::check::scope::Scope;
use crate::hir::{self, QueueId, WorkKind};
use crate::source::Span;
use crate::syntax::ast::{self, ClauseKind, Guard};
use crate::types::Type;

/// Whose overflow rules they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Owner {
    /// That queue's own.
    Queue(QueueId),
    /// Those of a route rule, which replace the queue's on arrival.
    RouteRule,
}

/// Checks overflow rules for work of those kinds (domain section 9). Rules that are wrong are reported
/// and left out.
pub(in crate::check) fn overflow_rules(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rules: &[ast::Rule],
    kinds: &[WorkKind],
    owner: Owner,
) -> Vec<hir::OverflowRule> {
    let numbered: Vec<_> = rules.iter().enumerate().collect();
    numbered_overflow_rules(ctx, scope, &numbered, kinds, owner)
}

/// The same for some rules of a list, each with its position in it.
pub(in crate::check) fn numbered_overflow_rules(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rules: &[(usize, &ast::Rule)],
    kinds: &[WorkKind],
    owner: Owner,
) -> Vec<hir::OverflowRule> {
    let scope = Scope { queue: true, ..scope.clone() };
    let place = Where { scope: &scope, kinds, owner };
    rules.iter().filter_map(|(index, rule)| overflow_rule(ctx, &place, rule, *index)).collect()
}

/// What holds for every rule of one list.
pub(super) struct Where<'a> {
    pub(super) scope: &'a Scope,
    pub(super) kinds: &'a [WorkKind],
    pub(super) owner: Owner,
}

fn overflow_rule(
    ctx: &mut Context<'_>,
    place: &Where<'_>,
    rule: &ast::Rule,
    index: usize,
) -> Option<hir::OverflowRule> {
    clauses::note_label(ctx, rule);
    let kept = clauses::allowed(ctx, rule, clauses::OVERFLOW);
    let after = kept.iter().find_map(|clause| {
        let ClauseKind::After { length, of } = &clause.kind else { return None };
        Some((length, of.as_ref(), clause.span))
    });
    let when = match &rule.guard {
        Some(Guard::When(condition)) => Some(expr::condition(ctx, place.scope, condition)?),
        Some(Guard::Otherwise(_)) | None => None,
    };
    let action = the_action(ctx, place, &kept, rule.span);
    let waits = match after {
        Some((length, of, span)) => Some(waiting(ctx, place, length, of, span)?),
        None => None,
    };
    let (action, written) = action?;
    let asked = Asked { after: after.map(|(_, _, span)| span), facts: facts(ctx, when.as_ref()) };
    let known = facts_are_known(ctx, place, &asked);
    let fits = known && is_possible(ctx, place, &asked, written);
    fits.then(|| hir::OverflowRule {
        name: clauses::rule_name(rule, "overflow", index),
        when,
        after: waits,
        action,
        span: rule.span,
    })
}

/// The length and the hours of `after`.
fn waiting(
    ctx: &mut Context<'_>,
    place: &Where<'_>,
    length: &ast::Expr,
    of: Option<&ast::Name>,
    span: Span,
) -> Option<(crate::value::Duration, Option<hir::HoursId>)> {
    if place.owner == Owner::RouteRule {
        ctx.report(OverflowError::AfterInRoute { span });
        return None;
    }
    let hours = match of {
        Some(name) => Some(ctx.names.hours(name, &mut ctx.bag)?),
        None => None,
    };
    let known = expr::constant(ctx, length, &Type::Duration)?;
    if let hir::Const::Duration(known) = known
        && known.0 > 0
    {
        return Some((known, hours));
    }
    ctx.report(OverflowError::AfterLength { span: length.span });
    None
}
