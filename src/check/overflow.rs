use super::context::Context;
use super::scope::Scope;
use crate::hir;
use crate::syntax::ast;

/// Whose overflow rules they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A queue's own.
    Queue,
    /// Those of a route rule, which replace the queue's on arrival.
    RouteRule,
}

/// Checks overflow rules for work of those kinds.
pub(super) fn overflow_rules(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _rules: &[ast::Rule],
    _kinds: &[hir::WorkKind],
    _owner: Owner,
) -> Vec<hir::OverflowRule> {
    Vec::new()
}

/// Checks the use of an assignment: `use anyone`, `assign skilled_first(french)`.
pub(super) fn assignment_use(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _call: &ast::Call,
) -> Option<hir::AssignmentUse> {
    None
}
