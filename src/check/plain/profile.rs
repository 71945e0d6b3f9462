use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::PlainError;
use crate::check::names::Kind;
use crate::hir::{self, ProfileId, Reset};

/// Checks a capacity profile: it may not keep itself away.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    let settings = &declared.settings;
    let mut excludes = Vec::new();
    for name in settings.words("excludes") {
        if name.text == declared.named.name {
            ctx.report(PlainError::ExcludesItself { profile: name.text.clone(), span: name.span });
        } else if let Some(number) = ctx.names.number(Kind::Profile, &name.text) {
            excludes.push(ProfileId(number));
        }
    }
    ctx.make().profiles.push(hir::Profile {
        named: declared.named.clone(),
        limit: settings.number("limit").map_or(0, |limit| limit.value),
        reset: if settings.is("reset", "end_of_day") { Reset::EndOfDay } else { Reset::Immediately },
        blocking: settings.yes_no("blocking").is_some_and(|blocking| blocking.value),
        excludes,
    });
}
