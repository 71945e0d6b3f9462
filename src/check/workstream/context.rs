use crate::check::context::Context;
use crate::check::data;
use crate::check::error::WorkstreamError;
use crate::hir::Field;
use crate::syntax::ast;
use crate::types::Type;

/// How long the name of a context variable may be (domain section 4.1).
const LONGEST_NAME: usize = 100;

/// The context variables of a workstream: single values, in one block.
pub(super) fn read(ctx: &mut Context<'_>, blocks: &[ast::Context]) -> Vec<Field> {
    let Some((first, others)) = blocks.split_first() else { return Vec::new() };
    for again in others {
        ctx.report(WorkstreamError::RepeatedBlock { word: "context", span: again.span, first: first.span });
    }
    let fields = data::fields(ctx, &first.fields);
    for field in &fields {
        if matches!(field.ty, Type::Entity(_) | Type::List(_)) {
            ctx.report(WorkstreamError::ContextNotAValue { name: field.name.clone(), span: field.span });
        }
        if field.name.chars().count() > LONGEST_NAME {
            ctx.report(WorkstreamError::ContextName { most: LONGEST_NAME, span: field.span });
        }
    }
    fields
}
