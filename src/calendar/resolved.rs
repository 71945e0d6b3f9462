use super::shape::{Calendar, DaySpan, SingleDay};
use super::walk::Spans;
use super::zone::{KNOWN, Zone};
use crate::value::{Date, Duration, Instant, Time, Weekday};

/// A calendar ready for questions: sorted, its zone looked up. Made once, where a bundle is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedCalendar {
    zone: Zone,
    week: [Vec<DaySpan>; 7],
    /// Apart from each other, in order.
    closed: Vec<(Date, Date)>,
    /// By date.
    only: Vec<SingleDay>,
    until: Date,
    last: Date,
    /// From when on it is open for good, if it ever is.
    for_good: Option<Instant>,
}

impl ResolvedCalendar {
    pub(super) fn new(calendar: &Calendar, zone: Zone) -> Self {
        let mut only = calendar.only.clone();
        only.sort_by_key(|day| day.date);
        only.dedup_by_key(|day| day.date);
        for day in &mut only {
            day.spans.sort_unstable();
        }
        let until = calendar.until.unwrap_or(Date::MAX);
        let last_only = only.last().map_or(Date::MIN, |day| day.date);
        let last = if calendar.weekly.is_empty() { until.min(last_only) } else { until };
        let (week, closed) = (week_of(calendar), closed_of(calendar));
        let last_closed = closed.last().map_or(Date::MIN, |(_, last)| *last);
        let is_for_good = calendar.until.is_none() && has_no_gap(&week);
        let for_good = last_only.max(last_closed).plus_days(2).filter(|_| is_for_good);
        let for_good = for_good.map(|day| zone.instant_of(day, Time::MIDNIGHT));
        Self { zone, week, closed, only, until, last, for_good }
    }

    /// Its time zone.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The day, time of day and day of the week on its clocks.
    #[must_use]
    pub fn local(&self, instant: Instant) -> (Date, Time, Weekday) {
        self.zone.local(instant)
    }

    /// Whether it is open at an instant.
    #[must_use]
    pub fn is_open(&self, instant: Instant) -> bool {
        self.open_span_at(instant).is_some()
    }

    /// The span that is open at an instant: from when until when. Spans that touch stay apart.
    #[must_use]
    pub fn open_span_at(&self, instant: Instant) -> Option<(Instant, Instant)> {
        Spans::around(self, instant).find(|(from, to)| *from <= instant && instant < *to)
    }

    /// The first instant, not before this one, at which it is open; `None` if it never opens again.
    #[must_use]
    pub fn next_open(&self, instant: Instant) -> Option<Instant> {
        Spans::from(self, instant).find(|(_, to)| *to > instant).map(|(from, _)| from.max(instant))
    }

    /// The first instant, not before this one, at which it is closed; `None` if it is never closed again.
    #[must_use]
    pub fn next_close(&self, instant: Instant) -> Option<Instant> {
        let mut end = instant;
        for (from, to) in Spans::from(self, instant).filter(|(_, to)| *to > instant) {
            if from > end {
                break;
            }
            end = end.max(to);
            // Without this, a desk that never closes is asked about every day until 2199.
            if self.for_good.is_some_and(|since| since <= end) {
                return None;
            }
        }
        (end < KNOWN.1).then_some(end)
    }

    /// How long it is open from `from` until `to`; nothing where `to` is not later.
    #[must_use]
    pub fn open_time_between(&self, from: Instant, to: Instant) -> Duration {
        let spans = Spans::from(self, from).take_while(|(start, _)| *start < to);
        Duration(spans.map(|(start, end)| (end.min(to).0 - start.max(from).0).max(0)).sum())
    }

    /// The instant at which it has been open for `length` since `start`: `start` itself for no length (or less), even
    /// where it is closed; `None` if it is never open that long.
    #[must_use]
    pub fn after_open(&self, start: Instant, length: Duration) -> Option<Instant> {
        let mut left = length.0;
        if left <= 0 {
            return Some(start);
        }
        for (from, to) in Spans::from(self, start).filter(|(_, to)| *to > start) {
            let from = from.max(start);
            if to.0 - from.0 >= left {
                return from.plus(Duration(left));
            }
            left -= to.0 - from.0;
        }
        None
    }

    /// The spans that begin on a day.
    pub(super) fn spans_of(&self, date: Date) -> &[DaySpan] {
        if date > self.until {
            return &[];
        }
        if let Some(day) = self.single_day(date) {
            return &day.spans;
        }
        if self.is_closed_day(date) {
            return &[];
        }
        let weekday = usize::try_from(date.weekday().index()).unwrap_or(0);
        self.week.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// Whether what is open from the evening before ends at this day's midnight.
    pub(super) fn begins_anew(&self, date: Date) -> bool {
        date > self.until || self.single_day(date).is_some() || self.is_closed_day(date)
    }

    /// The last day that may have hours.
    pub(super) fn last_day(&self) -> Date {
        self.last
    }

    fn single_day(&self, date: Date) -> Option<&SingleDay> {
        let place = self.only.binary_search_by_key(&date, |day| day.date).ok()?;
        self.only.get(place)
    }

    fn is_closed_day(&self, date: Date) -> bool {
        let after = self.closed.partition_point(|(first, _)| *first <= date);
        let before = after.checked_sub(1).and_then(|place| self.closed.get(place));
        before.is_some_and(|(_, last)| date <= *last)
    }
}

fn week_of(calendar: &Calendar) -> [Vec<DaySpan>; 7] {
    Weekday::ALL.map(|weekday| {
        let spans = calendar.weekly.iter().filter(|weekly| weekly.weekday == weekday);
        let mut spans: Vec<_> = spans.map(|weekly| weekly.span).collect();
        spans.sort_unstable();
        spans
    })
}

/// Whether every moment of every week is in a span.
fn has_no_gap(week: &[Vec<DaySpan>; 7]) -> bool {
    let days = |spans: i64| spans.saturating_mul(Time::END.0);
    let twice = week.iter().chain(week).zip(0..);
    let spans = twice.flat_map(|(spans, day)| {
        spans.iter().map(move |span| {
            let over = if span.to <= span.from { days(1) } else { 0 };
            (days(day) + span.from.0, days(day) + over + span.to.0)
        })
    });
    let mut spans: Vec<_> = spans.collect();
    spans.sort_unstable();
    let reached =
        |reached: i64, (from, to): &(i64, i64)| if *from <= reached { reached.max(*to) } else { reached };
    spans.iter().fold(days(7), reached) >= days(14)
}

fn closed_of(calendar: &Calendar) -> Vec<(Date, Date)> {
    let mut ranges: Vec<_> = calendar.closures.iter().map(|closure| (closure.first, closure.last)).collect();
    ranges.retain(|(first, last)| first <= last);
    ranges.sort_unstable();
    let mut apart: Vec<(Date, Date)> = Vec::new();
    for (first, last) in ranges {
        match apart.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => apart.push((first, last)),
        }
    }
    apart
}
