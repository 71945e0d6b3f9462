use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the week; Monday is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Weekday {
    /// `mon`
    Monday,
    /// `tue`
    Tuesday,
    /// `wed`
    Wednesday,
    /// `thu`
    Thursday,
    /// `fri`
    Friday,
    /// `sat`
    Saturday,
    /// `sun`
    Sunday,
}

impl Weekday {
    /// The days in order, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The day with this number, 0 for Monday to 6 for Sunday, and round again.
    #[must_use]
    pub fn from_index(index: i64) -> Self {
        match index.rem_euclid(7) {
            0 => Self::Monday,
            1 => Self::Tuesday,
            2 => Self::Wednesday,
            3 => Self::Thursday,
            4 => Self::Friday,
            5 => Self::Saturday,
            _ => Self::Sunday,
        }
    }

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub fn index(self) -> i64 {
        match self {
            Self::Monday => 0,
            Self::Tuesday => 1,
            Self::Wednesday => 2,
            Self::Thursday => 3,
            Self::Friday => 4,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }

    /// The word rules use: `mon`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Monday => "mon",
            Self::Tuesday => "tue",
            Self::Wednesday => "wed",
            Self::Thursday => "thu",
            Self::Friday => "fri",
            Self::Saturday => "sat",
            Self::Sunday => "sun",
        }
    }

    /// Reads `mon` to `sun`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.word() == text)
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}
