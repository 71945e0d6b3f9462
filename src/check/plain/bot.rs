use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::PlainError;
use crate::check::names::Kind;
use crate::hir::{self, AuthId};

/// Checks a bot: what it was made with allows its role.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    let settings = &declared.settings;
    let assist = settings.is("role", "assist");
    if let (true, true, Some(span)) = (assist, settings.is("kind", "copilot"), settings.span("role")) {
        let kind = settings.span("kind").unwrap_or(span);
        ctx.report(PlainError::CopilotAssists { bot: declared.named.name.clone(), span, kind });
    }
    let auth = settings.word("auth").and_then(|name| ctx.names.number(Kind::Auth, &name.text));
    let bot = hir::Bot {
        named: declared.named.clone(),
        assist,
        auth: auth.map(AuthId),
        settings: declared.lines(ctx, Vec::new()),
    };
    ctx.make().bots.push(bot);
}
