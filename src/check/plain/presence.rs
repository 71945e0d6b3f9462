use super::declare::Declared;
use crate::builtins::presence;
use crate::check::context::Context;
use crate::hir;

/// Checks a presence of the program's own: it counts as one of the built-in ones.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    let base = declared.settings.word("base").and_then(|word| presence(&word.text));
    let presence = hir::Presence {
        named: declared.named.clone(),
        base: base.unwrap_or(0),
        settings: declared.lines(ctx, Vec::new()),
    };
    ctx.make().presences.push(presence);
}
