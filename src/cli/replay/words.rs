use crate::cli::report::count;
use enroute::replay::{Difference, Replay, Sample, share};

/// `10,000 items: 214 move (2.14 %), 35 change otherwise, 9,751 stay as they are`
pub(super) fn headline(replay: &Replay) -> String {
    let items = count(usize::try_from(replay.items).unwrap_or(usize::MAX), "item");
    let moved = format!("{} move ({})", replay.moved, share(replay.moved, replay.items));
    let failed = if replay.failed > 0 { format!(", {} not decided", replay.failed) } else { String::new() };
    format!("{items}: {moved}, {} change otherwise, {} stay as they are{failed}", replay.changed, replay.same)
}

/// The rules that gave and give it, where rules of classification do: `a → b`, or the one that does both.
pub(super) fn responsible(difference: &Difference) -> String {
    match (&difference.old_rule, &difference.new_rule) {
        (None, None) => String::new(),
        (Some(old), Some(new)) if old == new => old.clone(),
        (old, new) => format!("{} → {}", old.as_deref().unwrap_or("none"), new.as_deref().unwrap_or("none")),
    }
}

/// So many differences of one item are told.
const TOLD: usize = 6;

/// What something was, or becomes.
pub(super) fn value(value: Option<&String>) -> &str {
    value.map_or("nothing", String::as_str)
}

/// `goes to vip instead of general`, `has another priority: normal → high`
pub(super) fn story(sample: &Sample) -> String {
    let mut parts = Vec::new();
    if sample.from != sample.to {
        parts.push(format!("{} → {}", sample.from, sample.to));
    }
    let [old, new] = sample.deciders();
    if old != new {
        parts.push(format!("by {new} instead of {old}"));
    }
    parts.extend(
        sample
            .differences
            .iter()
            .take(TOLD)
            .map(|it| format!("{}: {} → {}", it.place, value(it.from.as_ref()), value(it.to.as_ref()))),
    );
    let more = sample.differences.len().saturating_sub(TOLD);
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    if parts.is_empty() {
        let rest: Vec<_> = sample.aspects.iter().map(ToString::to_string).collect();
        parts.push(format!("another {}", rest.join(", ")));
    }
    parts.join("; ")
}
