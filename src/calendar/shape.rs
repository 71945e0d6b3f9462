use super::resolved::ResolvedCalendar;
use super::zone::Zone;
use crate::value::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

/// How many spans a day may have in a program: one for each quarter of an hour. What asks for hours costs the same whatever
/// they are, because they are few.
pub const MOST_SPANS: usize = 24 * 4;

/// Operating hours as an author wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Calendar {
    /// The name of its time zone in the IANA database: `Europe/London`.
    pub zone: String,
    /// The open spans of a week, in any order.
    pub weekly: Vec<WeeklySpan>,
    /// Days without hours, in any order; they may overlap.
    pub closures: Vec<Closure>,
    /// Days with hours of their own, in any order; of two with one date the first counts.
    pub only: Vec<SingleDay>,
    /// The last day with hours.
    pub until: Option<Date>,
}

/// An open span on one day of every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeeklySpan {
    /// The day it begins on.
    pub weekday: Weekday,
    /// From when until when.
    pub span: DaySpan,
}

/// `08:00..18:00`, `22:00..06:00`, `00:00..24:00`: local times, open from the first until the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DaySpan {
    /// The first moment.
    pub from: Time,
    /// The moment it is over: on the next day where it is not later than `from`.
    pub to: Time,
}

impl DaySpan {
    /// From midnight to midnight.
    pub const ALL_DAY: Self = Self { from: Time::MIDNIGHT, to: Time::END };

    /// Whether it ends on the day after it begins (ending at its midnight does not count).
    #[must_use]
    pub fn crosses_midnight(self) -> bool {
        self.to <= self.from && self.to > Time::MIDNIGHT
    }
}

/// One or more days without hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// The first closed day.
    pub first: Date,
    /// The last closed day; before `first`, nothing is closed.
    pub last: Date,
    /// Why, as people read it.
    pub reason: String,
}

/// One day with hours of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SingleDay {
    /// The day.
    pub date: Date,
    /// Its spans; none means closed.
    pub spans: Vec<DaySpan>,
    /// Why, as people read it.
    pub reason: String,
}

impl Calendar {
    /// The calendar made ready for questions; `None` if there is no zone of that name.
    #[must_use]
    pub fn resolve(&self) -> Option<ResolvedCalendar> {
        Some(self.resolve_in(Zone::find(&self.zone)?))
    }

    /// The same, where its zone was looked up before.
    #[must_use]
    pub fn resolve_in(&self, zone: Zone) -> ResolvedCalendar {
        ResolvedCalendar::new(self, zone)
    }

    /// The last day of the last closure; `None` if it has no closures.
    #[must_use]
    pub fn last_closure(&self) -> Option<Date> {
        self.closures.iter().filter(|closure| closure.first <= closure.last).map(|closure| closure.last).max()
    }
}
