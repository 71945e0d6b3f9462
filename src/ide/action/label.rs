use super::fired::{Change, followed};
use super::found::Action;
use super::names::quoted;
use super::spot::{Listed, Spot};
use crate::source::Span;
use crate::syntax::ast::Rule;

/// A label for a rule that has none: decisions and tests then name it by that.
pub(super) fn rule(spot: &Spot<'_>) -> Vec<Action> {
    labelled(spot).into_iter().collect()
}

fn labelled(spot: &Spot<'_>) -> Option<Action> {
    let listed = spot.rule().filter(|listed| listed.rule.label.is_none())?;
    let Listed { rule, at, list, .. } = listed;
    let label = free(list, |number| format!("Rule {}", at + number)).next()?;
    let mut edits = followed(spot, listed, Change { at, count: 1, left: 1, label: Some(&label) })?;
    let place = Span { end: rule.span.start, ..rule.span };
    edits.push(spot.edit(place, format!("{}: ", quoted(&label))));
    Some(Action::refactor("give this rule a label", edits))
}

/// Labels that no rule of the list has yet, made of the numbers from 1.
pub(super) fn free<'l>(
    list: &'l [Rule],
    label: impl Fn(usize) -> String + 'l,
) -> impl Iterator<Item = String> + 'l {
    let is_taken = |wanted: &String| {
        list.iter().any(|other| other.label.as_ref().is_some_and(|other| other.value == *wanted))
    };
    (1..).map(label).filter(move |wanted| !is_taken(wanted))
}
