use super::context::Context;
use super::scope::Scope;
use crate::hir;
use crate::syntax::ast;
use crate::types::Type;

/// Checks enums, entities and channels, and fills `enums`, `entities` and `agent`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}

/// Checks `let`, `list` and `model`, and fills `constants`, `lists` and `models`.
pub(super) fn declare_values(_ctx: &mut Context<'_>) {}

/// Checks fields as written in a block: those of an entity, of a channel, or the context variables of a workstream.
pub(super) fn fields(_ctx: &mut Context<'_>, _fields: &[ast::Field]) -> Vec<hir::Field> {
    Vec::new()
}

/// Checks parameters as written between parentheses.
pub(super) fn parameters(_ctx: &mut Context<'_>, _parameters: &[ast::Parameter]) -> Vec<hir::Parameter> {
    Vec::new()
}

/// The type that `name` means; `Type::Unknown` after a report.
pub(super) fn resolve_type(_ctx: &mut Context<'_>, _name: &ast::TypeName) -> Type {
    Type::Unknown
}

/// A scope for bodies that know only their parameters.
pub(super) fn body_scope(parameters: &[hir::Parameter]) -> Scope {
    Scope::of_parameters(parameters.to_vec())
}
