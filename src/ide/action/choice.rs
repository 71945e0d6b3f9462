//! One of several values, said in either way.

use super::found::Action;
use super::names::is_value;
use super::spot::Spot;
use crate::syntax::ast::{BoolOp, Case, CompareOp, Expr, ExprKind};

/// `tier == gold or tier == platinum` as `tier in [gold, platinum]`.
pub(super) fn one_of(spot: &Spot<'_>) -> Vec<Action> {
    let found = spot.expressions().into_iter().rev().find_map(|expr| {
        let ExprKind::Chain(BoolOp::Or, parts) = &expr.kind else { return None };
        Some((expr, listed(spot, parts)?))
    });
    let Some((expr, text)) = found else { return Vec::new() };
    vec![Action::refactor(format!("write `{text}`"), vec![spot.edit(expr.span, text)])]
}

/// All parts compare the same path with values: as one list.
fn listed(spot: &Spot<'_>, parts: &[Expr]) -> Option<String> {
    let mut path = None;
    let mut values = Vec::new();
    for part in parts {
        let ExprKind::Compare { left, op: CompareOp::Eq, case: Case::Ignored, right } = &part.kind else {
            return None;
        };
        let is_path = matches!(left.kind, ExprKind::Path(_));
        let is_value = is_value(spot, right);
        let text = spot.text(left.span);
        if !is_path || !is_value || path.is_some_and(|path| path != text) {
            return None;
        }
        path = Some(text);
        values.push(spot.text(right.span));
    }
    Some(format!("{} in [{}]", path?, values.join(", ")))
}

/// `tier in [gold, platinum]` as `tier == gold or tier == platinum`.
pub(super) fn each(spot: &Spot<'_>) -> Vec<Action> {
    let found = spot.expressions().into_iter().rev().find_map(|expr| {
        let ExprKind::In { left, negated: false, case: Case::Ignored, set } = &expr.kind else { return None };
        let ExprKind::List(members) = &set.kind else { return None };
        (members.len() > 1 && members.iter().all(|member| is_value(spot, member)))
            .then_some((expr, left, members))
    });
    let Some((expr, left, members)) = found else { return Vec::new() };
    let path = spot.text(left.span);
    let parts: Vec<_> =
        members.iter().map(|member| format!("{path} == {}", spot.text(member.span))).collect();
    // Among other conditions, the choice needs its parentheses.
    let whole = spot.expressions().first().is_some_and(|root| root.span == expr.span);
    let text = if whole { parts.join(" or ") } else { format!("({})", parts.join(" or ")) };
    vec![Action::refactor("write a comparison for each value", vec![spot.edit(expr.span, text)])]
}
