use crate::builtins::presence;
use crate::check::context::Context;
use crate::check::error::DistributionError;
use crate::check::setting::{Settings, Source};
use crate::hir::{Effective, Origin};
use crate::source::Span;
use crate::syntax::ast::Name;

/// The presences in which agents get items, as positions in the built-in enum.
pub(super) fn read(ctx: &mut Context<'_>, settings: &Settings<'_>, source: &Source) -> Effective<Vec<u32>> {
    let Some(span) = settings.span("presences") else {
        return Effective::default(Vec::new(), "no presence is written");
    };
    let words = settings.words("presences");
    if words.is_empty() {
        ctx.report(DistributionError::NoPresences { span });
    }
    report_defeated(ctx, &words);
    let mut positions: Vec<u32> = words.iter().filter_map(|word| presence(&word.text)).collect();
    positions.dedup();
    Effective { value: positions, origin: source.origin(span) }
}

/// An agent who rejected or missed an offer should get no more of them; not so if their new presence is allowed.
fn report_defeated(ctx: &mut Context<'_>, words: &[&Name]) {
    for word in words {
        let (setting, missed) = match word.text.as_str() {
            "do_not_disturb" => ("on_reject", false),
            "away" | "inactive" => ("on_miss", true),
            _ => continue,
        };
        let Some(says) = organisation_says(ctx, setting) else { continue };
        let (presence, span) = (word.text.clone(), word.span);
        ctx.report(if missed {
            DistributionError::DefeatsOnMiss { presence, span, says }
        } else {
            DistributionError::DefeatsOnReject { presence, span, says }
        });
    }
}

/// Where the organisation changes presence after an offer, if it does.
fn organisation_says(ctx: &Context<'_>, setting: &str) -> Option<Span> {
    let line = ctx.organisation().settings.iter().find(|line| line.address == setting)?;
    match line.origin {
        Origin::Written(span) if line.value != "none" => Some(span),
        Origin::Written(_) | Origin::Default(_) | Origin::Copied { .. } => None,
    }
}
