use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::{PlainError, SettingError};
use crate::check::names::Kind;

/// Checks a session: what goes with its kind, and the form of its id.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    let settings = &declared.settings;
    let of_entity = settings.is("kind", "entity");
    if let (true, Some(anchor)) = (of_entity, settings.span("anchor")) {
        ctx.report(PlainError::AnchorOnEntity { span: anchor });
    }
    if let (true, Some(span)) = (of_entity && !settings.is("panel", "hidden"), settings.span("panel")) {
        ctx.report(PlainError::PanelOfEntity { span });
    }
    if of_entity && !settings.mentions("entity") {
        report_missing_entity(ctx, declared);
    }
    if let (false, Some(span)) = (of_entity || settings.is_faulty("kind"), settings.span("entity")) {
        ctx.report(PlainError::EntityOnGeneric { span });
    }
    if let Some(id) = settings.text("id").filter(|id| !is_session_id(&id.value)) {
        ctx.report(PlainError::SessionId { id: id.value, span: id.span });
    }
    let template = declared.template(ctx, Vec::new());
    ctx.make().sessions.push(template);
}

fn report_missing_entity(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    ctx.report(SettingError::Missing {
        word: "entity".to_owned(),
        span: declared.plain.header.span,
        block: "session",
        does: "The record it opens for.".to_owned(),
        example: "entity Case".to_owned(),
        all: vec![format!("entity {}", ctx.names.all(Kind::Entity).next().unwrap_or("Case"))],
    });
}

/// A prefix of three to eight letters or digits, `_`, a name (domain section 20).
fn is_session_id(id: &str) -> bool {
    let Some((prefix, name)) = id.split_once('_') else { return false };
    (3..=8).contains(&prefix.len())
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !name.is_empty()
}
