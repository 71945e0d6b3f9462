use super::days::Days;
use super::pieces::{Piece, Pieces};
use super::shape::Calendar;
use super::walk::Spans;
use super::zone::{KNOWN, Zone};
use crate::value::{Date, Duration, Instant, Time, Weekday};

/// A calendar ready for questions: sorted, its zone looked up. Made once, where a bundle is loaded.
///
/// Whatever its hours, a question goes through the changes of clocks in the years it is about and the hours of some days
/// around each, and through nothing else day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedCalendar {
    zone: Zone,
    days: Days,
}

impl ResolvedCalendar {
    pub(super) fn new(calendar: &Calendar, zone: Zone) -> Self {
        Self { zone, days: Days::of(calendar) }
    }

    /// Its time zone.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    pub(super) fn days(&self) -> &Days {
        &self.days
    }

    /// The day, time of day and day of the week on its clocks.
    #[must_use]
    pub fn local(&self, instant: Instant) -> (Date, Time, Weekday) {
        self.zone.local(instant)
    }

    /// Whether it is open at an instant.
    #[must_use]
    pub fn is_open(&self, instant: Instant) -> bool {
        if instant < KNOWN.0 || instant >= KNOWN.1 {
            return false;
        }
        let stretch = self.zone.stretch(instant);
        let (date, time) = Instant(instant.0.saturating_add(stretch.offset)).utc();
        if stretch.has_plain(date) {
            return self.is_open_by_clock(date, time.0);
        }
        self.open_span_at(instant).is_some()
    }

    /// The same on a day on which no clocks change.
    fn is_open_by_clock(&self, date: Date, time: i64) -> bool {
        let today = self.days.hours(date);
        let begun = today.partition_point(|open| open.from <= time);
        if begun.checked_sub(1).and_then(|at| today.get(at)).is_some_and(|open| time < open.to) {
            return true;
        }
        let before = date.plus_days(-1).and_then(|before| self.days.hours(before).last());
        before.is_some_and(|open| time < open.to.saturating_sub(Time::END.0)) && !self.days.begins_anew(date)
    }

    /// The span that is open at an instant: from when until when. Spans of one day that touch are one; those of two days
    /// stay apart.
    #[must_use]
    pub fn open_span_at(&self, instant: Instant) -> Option<(Instant, Instant)> {
        Spans::from(self, instant).next().filter(|(from, to)| *from <= instant && instant < *to)
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
        loop {
            let reached = self.end_of_open(end);
            if reached == end || reached >= KNOWN.1 {
                return (reached < KNOWN.1).then_some(reached);
            }
            // Days that are open throughout are gone through at once, be they as many as there are.
            let (date, ..) = self.local(reached);
            let gap = self.days.next_gap(date)?;
            end = if gap > date { reached.max(self.zone.instant_of(gap, Time::MIDNIGHT)) } else { reached };
        }
    }

    /// The end of what is open at an instant; the instant itself where nothing is.
    fn end_of_open(&self, instant: Instant) -> Instant {
        self.open_span_at(instant).map_or(instant, |(_, to)| to)
    }

    /// How long it is open from `from` until `to`; nothing where `to` is not later.
    #[must_use]
    pub fn open_time_between(&self, from: Instant, to: Instant) -> Duration {
        Duration(Pieces::of(&self.zone, from, to).map(|piece| self.open_in(piece)).sum())
    }

    fn open_in(&self, piece: Piece) -> i64 {
        match piece {
            Piece::Days { first, end, .. } => self.days.open_between(first, end),
            Piece::Around { from, to } => {
                let spans = Spans::from(self, from).take_while(|(start, _)| *start < to);
                spans.map(|(start, end)| (end.min(to).0 - start.max(from).0).max(0)).sum()
            }
        }
    }

    /// The instant at which it has been open for `length` since `start`: `start` itself for no length (or less), even
    /// where it is closed; `None` if it is never open that long.
    #[must_use]
    pub fn after_open(&self, start: Instant, length: Duration) -> Option<Instant> {
        let mut left = length.0;
        if left <= 0 {
            return Some(start);
        }
        for piece in Pieces::of(&self.zone, start, KNOWN.1) {
            let open = self.open_in(piece);
            if open >= left {
                let (from, left) = self.last_of(piece, left);
                return self.walked(from, left);
            }
            left -= open;
        }
        None
    }

    /// Where in a piece that is open so long its last part begins, and how long it must still be open from there.
    fn last_of(&self, piece: Piece, left: i64) -> (Instant, i64) {
        match piece {
            Piece::Around { from, .. } => (from, left),
            Piece::Days { first, end, offset } => {
                let (mut low, mut high) = (first.0, end.0);
                while high - low > 1 {
                    let middle = low + (high - low) / 2;
                    let is_later = self.days.open_between(first, Date(middle)) < left;
                    *(if is_later { &mut low } else { &mut high }) = middle;
                }
                let midnight = Instant::from_utc(Date(low), Time::MIDNIGHT).0 - offset;
                (Instant(midnight), left - self.days.open_between(first, Date(low)))
            }
        }
    }

    /// The same as [`Self::after_open`], span by span.
    fn walked(&self, start: Instant, mut left: i64) -> Option<Instant> {
        for (from, to) in Spans::from(self, start).filter(|(_, to)| *to > start) {
            let from = from.max(start);
            if to.0 - from.0 >= left {
                return from.plus(Duration(left));
            }
            left -= to.0 - from.0;
        }
        None
    }
}
