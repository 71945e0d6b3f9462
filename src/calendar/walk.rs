use super::days::Open;
use super::resolved::ResolvedCalendar;
use super::zone::{Edge, KNOWN};
use crate::value::{Date, Instant, Time};

/// The open spans of a calendar in order, none overlapping another: from when until when. Those of one day that touch are
/// one.
#[derive(Debug, Clone)]
pub struct Spans<'a> {
    calendar: &'a ResolvedCalendar,
    date: Option<Date>,
    today: std::slice::Iter<'a, Open>,
    /// The end of the last span given, before which no other begins.
    end: Instant,
}

impl<'a> Spans<'a> {
    /// The spans that end after an instant, until the calendar ends.
    pub(super) fn from(calendar: &'a ResolvedCalendar, instant: Instant) -> Self {
        let instant = instant.max(KNOWN.0).min(KNOWN.1);
        let (date, ..) = calendar.local(instant);
        let mut spans = Self { calendar, date: None, today: [].iter(), end: KNOWN.0 };
        // A span over midnight is at most a day old; one more day is for clocks that repeat a midnight.
        let first = (-2..=1).filter_map(|days| date.plus_days(days));
        for date in first {
            let hours = calendar.days().hours(date);
            let over = hours.partition_point(|open| spans.ends(date, *open) <= instant);
            if over < hours.len() {
                spans.date = Some(date);
                spans.today = hours.get(over..).unwrap_or_default().iter();
                return spans;
            }
        }
        spans.begin(date.plus_days(2));
        spans
    }

    /// The first day with hours, not before this one.
    fn begin(&mut self, date: Option<Date>) {
        let last = KNOWN.1.utc().0;
        self.date = date.and_then(|date| self.calendar.days().next_hours(date)).filter(|date| *date <= last);
        self.today = self.date.map_or(&[][..], |date| self.calendar.days().hours(date)).iter();
    }

    fn resolve(&self, date: Date, open: Open) -> Option<(Instant, Instant)> {
        let from = self.instant(date, open.from, Edge::Begin).max(self.end);
        let to = self.ends(date, open).min(KNOWN.1);
        (from < to).then_some((from, to))
    }

    fn ends(&self, date: Date, open: Open) -> Instant {
        let midnight = Time::END.0;
        let is_cut = open.to > midnight
            && date.plus_days(1).is_some_and(|next| self.calendar.days().begins_anew(next));
        self.instant(date, if is_cut { midnight } else { open.to }, Edge::End)
    }

    fn instant(&self, date: Date, time: i64, edge: Edge) -> Instant {
        self.calendar.zone().instant_at(date, Time(time), edge)
    }
}

impl Iterator for Spans<'_> {
    type Item = (Instant, Instant);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(date) = self.date {
            let Some(open) = self.today.next() else {
                self.begin(date.plus_days(1));
                continue;
            };
            if let Some(found) = self.resolve(date, *open) {
                self.end = found.1;
                return Some(found);
            }
        }
        None
    }
}
