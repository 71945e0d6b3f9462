use super::add::is_copied;
use super::found::Action;
use super::names;
use super::spot::Spot;
use crate::hir::{EffectiveSetting, Origin};
use crate::source::Span;
use crate::syntax::ast::{ItemKind, Setting};

/// The defaults in force in a workstream's `distribution`, written out where the cursor stands in it.
pub(super) fn written_out(spot: &Spot<'_>) -> Vec<Action> {
    written(spot).into_iter().collect()
}

fn written(spot: &Spot<'_>) -> Option<Action> {
    let ItemKind::Workstream(workstream) = &spot.item.kind else { return None };
    if is_copied(spot, workstream) {
        return None;
    }
    let block = workstream.settings.iter().find(|setting| setting.word.text == "distribution")?;
    let last = block.block.as_ref()?.last().filter(|_| spot.is_in(block.span))?;
    let known = names::workstream(spot)?;
    let missing: Vec<_> = known.settings.iter().filter_map(|line| default_of(line, block)).collect();
    if missing.is_empty() {
        return None;
    }
    let place: Span = last.span.after();
    let join = if spot.leads(last.span.start) {
        format!("\n{}", spot.indent(last.span.start))
    } else {
        ", ".to_owned()
    };
    let written: Vec<_> = missing.iter().map(|(word, value)| format!("{join}{word} {value}")).collect();
    Some(Action::refactor("write the defaults in force", vec![spot.edit(place, written.concat())]))
}

/// A setting of the block that is not written, with its default where that can be written.
fn default_of<'s>(line: &'s EffectiveSetting, block: &Setting) -> Option<(&'s str, &'s str)> {
    let word = line.address.strip_prefix("distribution.").filter(|word| !word.contains('.'))?;
    let is_written = block.block.as_ref()?.iter().any(|setting| setting.word.text == word);
    let is_default = matches!(line.origin, Origin::Default(_)) && !is_written;
    // That nothing closes by itself is said by saying nothing.
    let plain = line.value != "never"
        && line.value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    (is_default && plain).then_some((word, line.value.as_str()))
}
