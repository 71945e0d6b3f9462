use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::TemplateError;
use crate::hir::{self, EffectiveSetting, Origin};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, Literal};
use crate::value::Duration;

/// How many lines an offer shows (domain section 20).
const MOST_FIELDS: usize = 4;
/// How long an offer stands unless it says otherwise (domain section 20).
const COUNTDOWN: Duration = Duration(120_000_000);

/// Checks how items are offered: the settings that shut one another out, and the room there is.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    let settings = &declared.settings;
    let auto_assign = settings.yes_no("auto_assign");
    let assigns = auto_assign.as_ref().is_some_and(|auto_assign| auto_assign.value);
    if let (Some(reject), true) = (reject_button(declared), assigns) {
        let first = auto_assign.as_ref().map_or(reject, |auto_assign| auto_assign.span);
        ctx.report(TemplateError::RejectWithAutoAssign { span: reject, auto_assign: first });
    }
    if let Some(accepts) = settings.yes_no("auto_accept").filter(|auto_accept| auto_accept.value) {
        report_auto_accept(ctx, declared, accepts.span, assigns);
    }
    if let Some(fifth) = settings.all("field").nth(MOST_FIELDS) {
        let count = settings.all("field").count();
        ctx.report(TemplateError::TooManyFields { span: fifth.setting.span, count, most: MOST_FIELDS });
    }
    let reject = settings.mentions("reject");
    let notification = hir::Notification {
        named: declared.named.clone(),
        countdown: settings.length("countdown").map_or(COUNTDOWN, |length| length.value),
        auto_assign: assigns,
        reject: if reject { reject_button(declared).is_some() } else { !assigns },
        settings: declared.lines(ctx, buttons(declared, assigns)),
    };
    ctx.make().notifications.push(notification);
}

fn report_auto_accept(ctx: &mut Context<'_>, declared: &Declared<'_>, span: Span, assigns: bool) {
    if !assigns && !declared.settings.is_faulty("auto_assign") {
        let auto_assign = declared.settings.span("auto_assign");
        ctx.report(TemplateError::AutoAcceptAlone { span, auto_assign });
    } else if let Some(hidden) = declared.settings.yes_no("show_timeout").filter(|shown| !shown.value) {
        ctx.report(TemplateError::CountdownShown { span: hidden.span, auto_accept: span });
    }
}

/// Where the button to reject is asked for.
fn reject_button(declared: &Declared<'_>) -> Option<Span> {
    let found = declared.settings.get("reject")?;
    let is_no = matches!(found.first()?.kind, ExprKind::Literal(Literal::Bool(false)));
    (!is_no).then_some(found.setting.span)
}

/// The buttons, where nothing is written about them.
fn buttons(declared: &Declared<'_>, assigns: bool) -> Vec<EffectiveSetting> {
    let (accept, reject) = if assigns { ("\"Open\"", "no") } else { ("\"Accept\"", "\"Reject\"") };
    let why = "the buttons follow `auto_assign` (domain section 20)";
    [("accept", accept), ("reject", reject)]
        .into_iter()
        .filter(|(word, _)| !declared.settings.mentions(word))
        .map(|(word, value)| EffectiveSetting {
            address: word.to_owned(),
            value: value.to_owned(),
            origin: Origin::Default(why.to_owned()),
        })
        .collect()
}
