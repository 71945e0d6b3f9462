use super::header::Header;
use crate::check::context::Context;
use crate::check::error::WorkstreamError;
use crate::check::names::Kind;
use crate::check::setting::Settings;
use crate::hir::{self, BotId};
use crate::syntax::ast::Name;

/// The bot that meets items first.
pub(super) fn bot(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header) -> Option<BotId> {
    let name = settings.word("bot")?;
    let id = find(ctx, name)?;
    if let Some(pick) = header.pick() {
        ctx.report(WorkstreamError::BotNeedsPush { span: name.span, pick });
    }
    if header.is_record() {
        ctx.report(WorkstreamError::BotOnRecord { span: name.span });
    }
    let bot = ctx.bot(id);
    if bot.is_some_and(|bot| bot.assist) {
        ctx.report(WorkstreamError::BotIsAssistant { bot: name.text.clone(), span: name.span });
    }
    report_unpublished(ctx, name, id);
    Some(id)
}

/// The bots that help agents.
pub(super) fn assist(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header) -> Vec<BotId> {
    let mut found = Vec::new();
    for name in settings.words("assist") {
        let Some(id) = find(ctx, name) else { continue };
        if ctx.bot(id).is_some_and(|bot| !bot.assist) {
            let declared = ctx.names.place(Kind::Bot, &name.text);
            ctx.report(WorkstreamError::BotNotAssistant {
                bot: name.text.clone(),
                span: name.span,
                declared,
            });
        }
        report_unpublished(ctx, name, id);
        found.push(id);
    }
    if let Some(span) = settings.span("assist").filter(|_| header.is_record()) {
        ctx.report(WorkstreamError::AssistOnRecord { span });
    }
    found
}

fn find(ctx: &Context<'_>, name: &Name) -> Option<BotId> {
    ctx.names.number(Kind::Bot, &name.text).map(BotId)
}

fn report_unpublished(ctx: &mut Context<'_>, name: &Name, id: BotId) {
    let lines = ctx.bot(id).map(|bot| bot.settings.as_slice()).unwrap_or_default();
    let published = lines.iter().find(|line| line.address == "published");
    let Some(line) = published.filter(|line| line.value == "no") else { return };
    if let hir::Origin::Written(says) = line.origin {
        ctx.report(WorkstreamError::UnpublishedBot { bot: name.text.clone(), span: name.span, says });
    }
}
