use super::context::Context;
use super::scope::Scope;
use crate::hir;
use crate::source::Span;
use crate::syntax::ast;

/// Checks the rules of a ruleset of classification. Rules without a label are called `ruleset#2`.
pub(super) fn classify_rules(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _rules: &[ast::Rule],
    _ruleset: &ast::Name,
) -> Vec<hir::ClassifyRule> {
    Vec::new()
}

/// Checks the route of a workstream of that kind. `has_bot` says where its bot is named, if it has one.
pub(super) fn route(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _route: &ast::Route,
    _kind: hir::WorkKind,
    _has_bot: Option<Span>,
) -> Option<hir::Route> {
    None
}
