use crate::check::context::Context;
use crate::check::scope::Scope;
use crate::hir;
use crate::source::Span;
use crate::syntax::ast;
use crate::types::Type;

/// Something that holds or does not. `None` after a report.
pub(in crate::check) fn condition(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _expr: &ast::Expr,
) -> Option<hir::Expr> {
    None
}

/// Something of the type `expected` (an int is widened to a decimal). `None` after a report.
pub(in crate::check) fn value(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _expr: &ast::Expr,
    _expected: &Type,
) -> Option<hir::Expr> {
    None
}

/// Something that has a value of whatever type. `None` after a report.
pub(in crate::check) fn infer(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _expr: &ast::Expr,
) -> Option<hir::Expr> {
    None
}

/// A value of the type `expected` that is known now. `None` after a report.
pub(in crate::check) fn constant(
    _ctx: &mut Context<'_>,
    _expr: &ast::Expr,
    _expected: &Type,
) -> Option<hir::Const> {
    None
}

/// What a path reads or sets: the place, its type, and whether it may be missing. `None` after a report.
pub(in crate::check) fn place(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _path: &ast::Path,
) -> Option<(hir::Place, Type, bool)> {
    None
}

/// What is given to the parameters of `what`, standing at `span`. `None` after a report.
pub(in crate::check) fn arguments(
    _ctx: &mut Context<'_>,
    _scope: &Scope,
    _call: &ast::Call,
    _parameters: &[hir::Parameter],
    _span: Span,
) -> Option<Vec<hir::Argument>> {
    None
}

/// Checks named conditions, each after those it names, and fills `conditions`.
pub(in crate::check) fn declare_conditions(_ctx: &mut Context<'_>) {}
