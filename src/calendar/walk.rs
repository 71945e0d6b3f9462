use super::resolved::ResolvedCalendar;
use super::shape::DaySpan;
use super::zone::{Edge, KNOWN, Stretch};
use crate::value::{Date, Instant, Time};

/// The open spans of a calendar in order, none overlapping another: from when until when.
#[derive(Debug, Clone)]
pub struct Spans<'a> {
    calendar: &'a ResolvedCalendar,
    date: Option<Date>,
    last: Date,
    today: std::slice::Iter<'a, DaySpan>,
    /// The one stretch that all instants asked for fall in, where that is known.
    calm: Option<Stretch>,
    /// The end of the last span given, before which no other begins.
    end: Instant,
}

impl<'a> Spans<'a> {
    /// The spans from some days before an instant until the calendar ends.
    pub(super) fn from(calendar: &'a ResolvedCalendar, instant: Instant) -> Self {
        let (date, ..) = calendar.local(instant.max(KNOWN.0).min(KNOWN.1));
        // A span over midnight is at most a day old; one more day is for clocks that repeat a midnight.
        Self::between(calendar, date.plus_days(-2), calendar.last_day(), None)
    }

    /// The spans of the days around an instant.
    pub(super) fn around(calendar: &'a ResolvedCalendar, instant: Instant) -> Self {
        let stretch = calendar.zone().stretch(instant);
        let (date, _) = Instant(instant.0.saturating_add(stretch.offset)).utc();
        if stretch.is_calm_around(instant) {
            return Self::between(calendar, date.plus_days(-1), date, Some(stretch));
        }
        let last = date.plus_days(1).unwrap_or(date);
        Self::between(calendar, date.plus_days(-2), last, None)
    }

    fn between(
        calendar: &'a ResolvedCalendar,
        first: Option<Date>,
        last: Date,
        calm: Option<Stretch>,
    ) -> Self {
        let today = first.map_or(&[][..], |first| calendar.spans_of(first)).iter();
        let last = last.min(KNOWN.1.utc().0);
        Self { calendar, date: first, last, today, calm, end: KNOWN.0 }
    }

    /// The next day, if there is one to look at.
    fn advance(&mut self, date: Date) -> Option<()> {
        self.date = date.plus_days(1).filter(|date| *date <= self.last);
        let next = self.date?;
        self.today = self.calendar.spans_of(next).iter();
        Some(())
    }

    fn resolve(&self, date: Date, span: DaySpan) -> Option<(Instant, Instant)> {
        let (mut last_day, mut to) = (date, span.to);
        if span.to <= span.from {
            last_day = date.plus_days(1)?;
            if self.calendar.begins_anew(last_day) {
                to = Time::MIDNIGHT;
            }
        }
        let from = self.instant(date, span.from, Edge::Begin).max(self.end);
        let to = self.instant(last_day, to, Edge::End).min(KNOWN.1);
        (from < to).then_some((from, to))
    }

    fn instant(&self, date: Date, time: Time, edge: Edge) -> Instant {
        match self.calm {
            Some(stretch) => Instant(Instant::from_utc(date, time).0.saturating_sub(stretch.offset)),
            None => self.calendar.zone().instant_at(date, time, edge),
        }
    }
}

impl Iterator for Spans<'_> {
    type Item = (Instant, Instant);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(date) = self.date {
            let Some(span) = self.today.next() else {
                self.advance(date)?;
                continue;
            };
            if let Some(found) = self.resolve(date, *span) {
                self.end = found.1;
                return Some(found);
            }
        }
        None
    }
}
