use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::PlainError;
use crate::check::setting::{Settings, messages};
use crate::hir::{self, AutoClose, ClosingGroup, ClosingTimes, Conduct, Effective};

/// Checks the settings for the whole program, which stand in one place.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    if let Some(first) = ctx.organisation().named.as_ref().and_then(|first| first.span) {
        ctx.report(PlainError::SecondOrganisation { span: declared.plain.header.span, first });
        return;
    }
    let limits = declared.settings.word("limits");
    ctx.make().organisation = hir::Organisation {
        named: Some(declared.named.clone()),
        limits: limits.map(|name| Effective::written(name.text.clone(), name.span)),
        conduct: conduct(&declared.settings),
        settings: declared.lines(ctx, Vec::new()),
    };
}

/// The words of `auto_close`, and what they stand for.
const GROUPS: [(&str, ClosingGroup); 6] = [
    ("live_chat", ClosingGroup::LiveChat),
    ("persistent_chat", ClosingGroup::PersistentChat),
    ("sms", ClosingGroup::Sms),
    ("social", ClosingGroup::Social),
    ("teams", ClosingGroup::Teams),
    ("voice", ClosingGroup::Voice),
];

fn conduct(settings: &Settings<'_>) -> Conduct {
    let default = Conduct::default();
    let number = |word, otherwise| settings.number(word).map_or(otherwise, |number| number.value);
    let closing = settings.block("auto_close");
    let groups = GROUPS.into_iter().filter_map(|(word, group)| Some((group, times(closing?.block(word)?))));
    Conduct {
        miss_makes_inactive: settings.is("on_miss", "inactive"),
        reject_means_do_not_disturb: settings.is("on_reject", "do_not_disturb"),
        decline_limit: number("decline_limit", default.decline_limit),
        decline_total: number("decline_total", default.decline_total),
        messages: settings.block("messages").map(messages).unwrap_or_default(),
        auto_close: groups.collect(),
    }
}

fn times(settings: &Settings<'_>) -> ClosingTimes {
    let after = |word| -> Option<AutoClose> {
        let never = settings.is(word, "never").then_some(None);
        settings.length(word).map(|length| Some(length.value)).or(never)
    };
    ClosingTimes { open: after("open"), active: after("active"), wrap_up: after("wrap_up") }
}
