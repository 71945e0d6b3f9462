use crate::bytecode::Verified;
use crate::value::{Duration, Instant};
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400_000_000;
/// How long a pause may be that does not end a shift, in microseconds: four hours.
const PAUSE: i64 = 14_400_000_000;

/// When an agent works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Hours {
    /// Always.
    Always,
    /// In the open time of that calendar.
    Calendar(u32),
    /// From and to, by rising beginnings.
    Shifts(Vec<(Instant, Instant)>),
}

impl Hours {
    /// Whether an instant is working time.
    pub(super) fn is_working(&self, program: &Verified, now: Instant) -> bool {
        match self {
            Self::Always => true,
            Self::Calendar(place) => program.calendar(*place).is_some_and(|calendar| calendar.is_open(now)),
            Self::Shifts(shifts) => shifts.iter().any(|(from, to)| *from <= now && now < *to),
        }
    }

    /// The next instant after `now` at which working time begins or ends; none where it never does again.
    pub(super) fn next_change(&self, program: &Verified, now: Instant) -> Option<Instant> {
        let after = now.plus(Duration(1))?;
        match self {
            Self::Always => None,
            Self::Calendar(place) => {
                let calendar = program.calendar(*place)?;
                if calendar.is_open(now) { calendar.next_close(after) } else { calendar.next_open(after) }
            }
            Self::Shifts(shifts) => {
                shifts.iter().flat_map(|(from, to)| [*from, *to]).filter(|at| *at > now).min()
            }
        }
    }

    /// Whether the day's work ends at `now`: working time ends and does not go on after a pause. Where it never ends any
    /// more, days end at midnight, UTC.
    pub(super) fn ends(&self, program: &Verified, now: Instant) -> bool {
        let just_before = Instant(now.0.saturating_sub(1));
        let left = !self.is_working(program, now) && self.is_working(program, just_before);
        let goes_on =
            self.next_change(program, now).is_some_and(|next| next.0.saturating_sub(now.0) <= PAUSE);
        let endless = self.next_change(program, now).is_none();
        left && !goes_on || endless && now.0.rem_euclid(DAY) == 0
    }
}

/// The first midnight, UTC, after an instant.
pub(super) fn midnight_after(now: Instant) -> Option<Instant> {
    now.0.div_euclid(DAY).checked_add(1)?.checked_mul(DAY).map(Instant)
}
