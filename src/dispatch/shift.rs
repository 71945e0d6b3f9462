use crate::bytecode::Verified;
use crate::value::{Duration, Instant};
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400_000_000;

/// When an agent works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Hours {
    /// Always; the day ends at midnight, UTC.
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

    /// The next instant after `now` at which a shift begins or ends.
    pub(super) fn next_change(&self, program: &Verified, now: Instant) -> Option<Instant> {
        let after = now.plus(Duration(1))?;
        match self {
            Self::Always => Instant(now.0.div_euclid(DAY)).0.checked_add(1)?.checked_mul(DAY).map(Instant),
            Self::Calendar(place) => {
                let calendar = program.calendar(*place)?;
                if calendar.is_open(now) { calendar.next_close(after) } else { calendar.next_open(after) }
            }
            Self::Shifts(shifts) => {
                shifts.iter().flat_map(|(from, to)| [*from, *to]).filter(|at| *at > now).min()
            }
        }
    }

    /// Whether a shift ends at `now`.
    pub(super) fn ends(&self, program: &Verified, now: Instant) -> bool {
        match self {
            Self::Always => now.0.rem_euclid(DAY) == 0,
            Self::Calendar(_) => !self.is_working(program, now),
            Self::Shifts(shifts) => shifts.iter().any(|(_, to)| *to == now),
        }
    }
}
