//! Comparisons said another way.

use super::found::Action;
use super::spot::Spot;
use crate::source::Span;
use crate::syntax::ast::{Case, CompareOp, Expr, ExprKind};

/// `5 < amount` as `amount > 5`: what is asked about stands first.
pub(super) fn turned(spot: &Spot<'_>) -> Vec<Action> {
    let found = spot.expressions().into_iter().rev().find_map(|expr| {
        let ExprKind::Compare { left, op, case, right } = &expr.kind else { return None };
        let is_value = matches!(left.kind, ExprKind::Literal(_));
        let is_path = matches!(right.kind, ExprKind::Path(_));
        (is_value && is_path).then_some((left, *op, *case, right))
    });
    let Some((left, op, case, right)) = found else { return Vec::new() };
    let sign = Span { start: left.span.end, end: right.span.start, ..left.span };
    let edits = vec![
        spot.edit(left.span, spot.text(right.span)),
        spot.edit(sign, format!(" {}{} ", exactly(case), turned_sign(op))),
        spot.edit(right.span, spot.text(left.span)),
    ];
    vec![Action::refactor("put the field first", edits)]
}

fn turned_sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
        CompareOp::Lt => ">",
        CompareOp::Le => ">=",
        CompareOp::Gt => "<",
        CompareOp::Ge => "<=",
    }
}

/// `not tier == gold` as `tier != gold`, and `not tier in [gold]` as `tier not in [gold]`. Only these two: the other
/// comparisons do not hold of a missing value either way.
pub(super) fn without_not(spot: &Spot<'_>) -> Vec<Action> {
    let found = spot.expressions().into_iter().rev().find_map(|expr| {
        let ExprKind::Not(inner) = &expr.kind else { return None };
        Some((expr, positive(spot, inner)?))
    });
    let Some((expr, text)) = found else { return Vec::new() };
    vec![Action::refactor(format!("write `{text}`"), vec![spot.edit(expr.span, text)])]
}

fn positive(spot: &Spot<'_>, inner: &Expr) -> Option<String> {
    if let ExprKind::Compare { left, op, case, right } = &inner.kind {
        let sign = match op {
            CompareOp::Eq => "!=",
            CompareOp::Ne => "==",
            CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge => return None,
        };
        let (left, right) = (spot.text(left.span), spot.text(right.span));
        return Some(format!("{left} {}{sign} {right}", exactly(*case)));
    }
    let ExprKind::In { left, negated, case, set } = &inner.kind else { return None };
    let (left, set) = (spot.text(left.span), spot.text(set.span));
    Some(match (*negated, *case) {
        (true, case) => format!("{left} {}in {set}", exactly(case)),
        (false, Case::Ignored) => format!("{left} not in {set}"),
        (false, Case::Exact) => return None,
    })
}

fn exactly(case: Case) -> &'static str {
    match case {
        Case::Ignored => "",
        Case::Exact => "exactly ",
    }
}
