use super::context::Context;
use super::expr;
use super::uses::Sort;
use super::{constants, entity, enumeration, types};
use crate::hir;
use crate::syntax::ast;
use crate::types::Type;

/// Checks enums, entities and channels, and fills `enums`, `entities` and `agent`; and the constants that defaults
/// may name.
pub(super) fn declare(ctx: &mut Context<'_>) {
    enumeration::declare(ctx);
    constants::declare(ctx);
    entity::declare(ctx);
}

/// Checks `list` and `model`, and fills `lists` and `models`.
pub(super) fn declare_values(ctx: &mut Context<'_>) {
    constants::declare_lists(ctx);
    constants::declare_models(ctx);
}

/// Checks fields as written in a block: those of an entity, of a channel, or the context variables of a workstream.
pub(super) fn fields(ctx: &mut Context<'_>, fields: &[ast::Field]) -> Vec<hir::Field> {
    entity::fields(ctx, fields)
}

/// Checks parameters as written between parentheses.
pub(super) fn parameters(ctx: &mut Context<'_>, parameters: &[ast::Parameter]) -> Vec<hir::Parameter> {
    let mut seen: Vec<hir::Parameter> = Vec::new();
    for parameter in parameters {
        let ty = types::resolve(ctx, &parameter.ty, types::Use::Parameter);
        let name = &parameter.name;
        if let Some(first) = seen.iter().find(|other| other.name == name.text) {
            let first = first.span;
            enumeration::report_twice(ctx, name, first, "the parameters");
        }
        ctx.note(name.span, Sort::Parameter, name.span, String::new);
        seen.push(hir::Parameter { name: name.text.clone(), ty, span: name.span });
    }
    seen
}

/// The type that `name` means as the type of a parameter or result; `Type::Unknown` after a report.
pub(super) fn resolve_type(ctx: &mut Context<'_>, name: &ast::TypeName) -> Type {
    types::resolve(ctx, name, types::Use::Parameter)
}

/// The default of a field, if it is one its type can have.
pub(super) fn default(ctx: &mut Context<'_>, value: &ast::Expr, ty: &Type) -> Option<hir::Const> {
    expr::constant(ctx, value, ty)
}
