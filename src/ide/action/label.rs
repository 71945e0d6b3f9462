use super::found::Action;
use super::spot::{Listed, Spot};
use crate::source::Span;

/// A label for a rule that has none: decisions and tests then name it by that.
pub(super) fn rule(spot: &Spot<'_>) -> Vec<Action> {
    let Some(Listed { rule, at, list, .. }) = spot.rule() else { return Vec::new() };
    if rule.label.is_some() {
        return Vec::new();
    }
    let is_taken =
        |label: &str| list.iter().any(|other| other.label.as_ref().is_some_and(|other| other.value == label));
    let label =
        (at + 1..=at + 1 + list.len()).map(|number| format!("Rule {number}")).find(|label| !is_taken(label));
    let place = Span { end: rule.span.start, ..rule.span };
    let edit = |label| vec![spot.edit(place, format!("\"{label}\": "))];
    label.map(|label| Action::refactor("give this rule a label", edit(label))).into_iter().collect()
}
