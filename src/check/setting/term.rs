use crate::syntax::ast::{Expr, ExprKind, Range};

/// The members, if this is a list in `[ ]`.
pub(in crate::check) fn as_list(term: &Expr) -> Option<&[Expr]> {
    let ExprKind::List(members) = &term.kind else { return None };
    Some(members)
}

/// The ends, if this is a range that holds both.
pub(in crate::check) fn as_range(term: &Expr) -> Option<(&Expr, &Expr)> {
    let ExprKind::Range(range) = &term.kind else { return None };
    let Range { from, to, half_open } = range.as_ref();
    (!half_open).then_some((from, to))
}
