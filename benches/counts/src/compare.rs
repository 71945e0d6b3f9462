//! What was counted beside what was kept.

use crate::kept::{Count, grouped};
use std::fmt::Write;

/// By so many thousandths a case may grow.
const ALLOWED: u64 = 20;

/// One line a case: its count, the kept one, the change.
pub(crate) fn table(kept: &[Count], counts: &[Count]) -> String {
    let mut text = format!("{:<24} {:>15} {:>15} {:>9}\n", "case", "instructions", "kept", "change");
    for (name, count) in counts {
        let before = before(kept, name);
        let shown = before.map_or_else(|| "-".to_owned(), grouped);
        let change = before.map_or_else(|| "new".to_owned(), |before| percent(before, *count));
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{name:<24} {:>15} {shown:>15} {change:>9}", grouped(*count));
    }
    text
}

/// A sentence for each case that grew by more than is allowed, is not kept, or was not counted.
pub(crate) fn grown(kept: &[Count], counts: &[Count]) -> Vec<String> {
    let grown = counts.iter().filter_map(|(name, count)| match before(kept, name) {
        None => Some(format!("{name} is new: keep it with `--keep`")),
        Some(before) if count * 1000 > before * (1000 + ALLOWED) => {
            Some(format!("{name} grew by more than {} %: {}", ALLOWED / 10, percent(before, *count)))
        }
        Some(_) => None,
    });
    let gone = kept.iter().filter(|(name, _)| before(counts, name).is_none());
    grown.chain(gone.map(|(name, _)| format!("{name} is kept, but was not counted"))).collect()
}

fn before(kept: &[Count], name: &str) -> Option<u64> {
    kept.iter().find(|(other, _)| other == name).map(|(_, count)| *count)
}

/// The change in percent, with two decimals: `+1.25 %`.
fn percent(before: u64, now: u64) -> String {
    let hundredths = now.abs_diff(before) * 10_000 / before.max(1);
    let sign = if now < before { '-' } else { '+' };
    format!("{sign}{}.{:02} %", hundredths / 100, hundredths % 100)
}
