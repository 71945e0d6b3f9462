use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::PlainError;
use crate::hir::{self, Effective};

/// Checks the settings for the whole program, which stand in one place.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    if let Some(first) = ctx.program.organisation.named.as_ref().and_then(|first| first.span) {
        ctx.report(PlainError::SecondOrganisation { span: declared.plain.header.span, first });
        return;
    }
    let limits = declared.settings.word("limits");
    ctx.program.organisation = hir::Organisation {
        named: Some(declared.named.clone()),
        limits: limits.map(|name| Effective::written(name.text.clone(), name.span)),
        settings: declared.lines(ctx, Vec::new()),
    };
}
