use super::zone::{KNOWN, Zone};
use crate::value::{Date, Instant, Time};

const DAY: i64 = Time::END.0;

/// A piece of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// Days on which clocks go on as they do, so that each is as long as a clock shows: from one midnight to another.
    Days { first: Date, end: Date, offset: i64 },
    /// Time around a change of clocks, or a part of a day.
    Around { from: Instant, to: Instant },
}

/// Some time, cut into pieces in order.
#[derive(Debug)]
pub(super) struct Pieces<'z> {
    zone: &'z Zone,
    at: Instant,
    to: Instant,
}

impl<'z> Pieces<'z> {
    /// What is known of the time between two instants.
    pub(super) fn of(zone: &'z Zone, from: Instant, to: Instant) -> Self {
        Self { zone, at: from.max(KNOWN.0), to: to.min(KNOWN.1) }
    }

    /// Goes on up to an instant.
    fn around(&mut self, to: i64) -> Piece {
        let from = std::mem::replace(&mut self.at, Instant(to).min(self.to));
        Piece::Around { from, to: self.at }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.at >= self.to {
            return None;
        }
        let stretch = self.zone.stretch(self.at);
        let local = |instant: Instant| instant.0 + stretch.offset;
        let today = -(-local(self.at)).div_euclid(DAY);
        let plain = stretch.plain_days();
        let (first, end) = (plain.0.max(today), plain.1.min(local(self.to).div_euclid(DAY)));
        if first >= end {
            // To the first midnight after the change of clocks, unless they are changed again before.
            let next = self.zone.stretch(Instant(stretch.to));
            let midnight = next.plain_days().0.saturating_mul(DAY).saturating_sub(next.offset);
            return Some(self.around(midnight.clamp(stretch.to, next.to)));
        }
        let (from, to) = (first * DAY - stretch.offset, end * DAY - stretch.offset);
        if self.at.0 < from {
            return Some(self.around(from));
        }
        self.at = Instant(to);
        let day = |days: i64| i32::try_from(days).ok().map(Date);
        Some(Piece::Days { first: day(first)?, end: day(end)?, offset: stretch.offset })
    }
}
