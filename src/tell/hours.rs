use super::sentence::capital;
use super::teller::called;
use super::words::{all_of, day, days, span};
use crate::builtins::ENUMS;
use crate::hir::{Hours, Only};
use crate::value::Weekday;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursTold {
    /// Its name in the program.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What its author says of it.
    pub doc: Option<String>,
    /// Where its times are those on the wall.
    pub zone: String,
    /// Each day of the week, and when it is open then.
    pub week: Vec<(String, String)>,
    /// Days it is closed, and why.
    pub closed: Vec<(String, String)>,
    /// Days with hours of their own: the hours, and why.
    pub only: Vec<(String, String, String)>,
    /// The last day it is open at all.
    pub until: Option<String>,
}

pub(super) fn hours(of: &Hours) -> HoursTold {
    HoursTold {
        name: of.named.name.clone(),
        label: called(&of.named),
        doc: of.named.doc.clone(),
        zone: of.zone.replace('_', " "),
        week: Weekday::ALL.into_iter().map(|day| (day_name(day), opening(of, day))).collect(),
        closed: of
            .closed
            .iter()
            .map(|closure| (days(closure.from, closure.to), closure.reason.clone().unwrap_or_default()))
            .collect(),
        only: of.only.iter().map(only).collect(),
        until: of.until.map(day),
    }
}

fn day_name(day: Weekday) -> String {
    let known = ENUMS.iter().flat_map(|known| known.values).find(|value| value.word == day.word());
    known.map_or_else(|| capital(day.word()), |value| value.label.to_owned())
}

fn opening(of: &Hours, day: Weekday) -> String {
    let spans = of.open.iter().filter(|open| open.day == day).map(|open| span(open.from, open.to));
    or_closed(&spans.collect::<Vec<_>>())
}

fn only(only: &Only) -> (String, String, String) {
    let spans = only.spans.iter().map(|(from, to)| span(*from, *to)).collect::<Vec<_>>();
    (day(only.day), or_closed(&spans), only.reason.clone().unwrap_or_default())
}

fn or_closed(spans: &[String]) -> String {
    if spans.is_empty() { "closed".to_owned() } else { all_of(spans) }
}
