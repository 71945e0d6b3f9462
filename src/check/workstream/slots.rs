use super::header::Header;
use crate::check::context::Context;
use crate::check::error::TemplateError;
use crate::check::names::Kind;
use crate::check::setting::{Found, Settings};
use crate::hir::{EffectiveSetting, NotificationId, Origin, SessionId};
use crate::source::Span;
use crate::syntax::ast::Name;

/// A notification for new items that does not assign by itself.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// The notification's name.
    pub(super) template: String,
    /// Where the workstream names it.
    pub(super) slot: Span,
    /// Where the notification says so; where it is declared if it does not say.
    pub(super) place: Span,
}

const INCOMING: [&str; 3] = ["incoming", "incoming_authenticated", "incoming_unauthenticated"];

/// Checks the templates of a workstream. Gives the first notification for new items that does not assign by itself.
pub(super) fn read(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header) -> Option<Offer> {
    report_wait(ctx, settings, header);
    let slots = settings.block("templates")?;
    report_session(ctx, slots);
    report_consult(ctx, slots);
    let incoming: Vec<_> = slots.found.iter().filter(|found| INCOMING.contains(&found.row.word)).collect();
    if let (Some(pick), Some(first)) = (header.pick(), incoming.first()) {
        ctx.report(TemplateError::OfferOnPick { span: first.setting.span, pick });
    }
    if header.is_record() {
        for found in &incoming {
            report_reject_on_record(ctx, found);
        }
    }
    incoming.iter().find_map(|found| offer(ctx, found))
}

fn offer(ctx: &Context<'_>, found: &Found<'_>) -> Option<Offer> {
    let name = found.first()?.as_word()?;
    let line = line_of(ctx, name, "auto_assign")?;
    let place = written(line).or_else(|| ctx.names.place(Kind::Notification, &name.text))?;
    (line.value == "no").then(|| Offer { template: name.text.clone(), slot: found.setting.span, place })
}

fn line_of<'c>(ctx: &'c Context<'_>, notification: &Name, address: &str) -> Option<&'c EffectiveSetting> {
    let number = ctx.names.number(Kind::Notification, &notification.text)?;
    let template = ctx.notification(NotificationId(number))?;
    template.settings.iter().find(|line| line.address == address)
}

fn written(line: &EffectiveSetting) -> Option<Span> {
    match line.origin {
        Origin::Written(span) => Some(span),
        Origin::Default(_) | Origin::Copied { .. } => None,
    }
}

fn report_session(ctx: &mut Context<'_>, slots: &Settings<'_>) {
    let Some(name) = slots.word("session") else { return };
    let number = ctx.names.number(Kind::Session, &name.text);
    let session = number.and_then(|number| ctx.session(SessionId(number)));
    let kind = session.and_then(|session| session.settings.iter().find(|line| line.address == "kind"));
    if let Some(kind) = kind.filter(|kind| kind.value == "entity").and_then(written) {
        ctx.report(TemplateError::SessionNotGeneric { session: name.text.clone(), span: name.span, kind });
    }
}

fn report_consult(ctx: &mut Context<'_>, slots: &Settings<'_>) {
    let Some(name) = slots.word("consult") else { return };
    let line = line_of(ctx, name, "auto_assign").filter(|line| line.value == "yes");
    if let Some(auto_assign) = line.and_then(written) {
        let template = name.text.clone();
        ctx.report(TemplateError::ConsultAutoAssign { template, span: name.span, auto_assign });
    }
}

fn report_reject_on_record(ctx: &mut Context<'_>, found: &Found<'_>) {
    let Some(name) = found.first().and_then(|term| term.as_word()) else { return };
    let line = line_of(ctx, name, "reject").filter(|line| line.value != "no");
    if let Some(reject) = line.and_then(written) {
        let template = name.text.clone();
        ctx.report(TemplateError::RejectOnRecord { template, span: name.span, reject });
    }
}

/// Customers of a persistent chat do not wait, so nothing is said about waiting (domain section 21).
fn report_wait(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header) {
    let (Some(persistent), Some(messages)) = (header.persistent, settings.block("messages")) else { return };
    for word in ["wait", "position"] {
        if let Some(text) = messages.text(word) {
            ctx.report(TemplateError::WaitOnPersistent { word, span: text.span, persistent });
        }
    }
}
