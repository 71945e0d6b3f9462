use super::scan::Scan;
use super::weekday::Weekday;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar day: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date(pub i32);

impl Date {
    /// The first day that can be written: 0000-01-01.
    pub const MIN: Self = Self(-719_528);
    /// The last day that can be written: 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The day of a year (0 to 9999), month (1 to 12) and day of the month; `None` if there is no such day.
    #[must_use]
    pub fn from_civil(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 {
            return None;
        }
        if day > 28 && day > last_day(year, month) {
            return None;
        }
        // Years that begin in March put the leap day last, so that months before it have fixed lengths.
        let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
        // Reckoned an era of 400 years later, so that nothing below nought is divided.
        let (era_later, day_of_year) = (year + 400, (153 * month + 2) / 5 + day - 1);
        let days = era_later * 365 + era_later / 4 - era_later / 100 + era_later / 400 + day_of_year;
        i32::try_from(days - 146_097 - 719_468).ok().map(Self)
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn civil(self) -> (i64, i64, i64) {
        let days = i64::from(self.0) + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }

    /// Reads `2026-12-25`; `None` for anything else and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        Self::scan(&mut scan).filter(|_| scan.at_end())
    }

    pub(super) fn scan(scan: &mut Scan<'_>) -> Option<Self> {
        let year = scan.digits(4)?;
        scan.one_of(b"-")?;
        let month = scan.digits(2)?;
        scan.one_of(b"-")?;
        Self::from_civil(year, month, scan.digits(2)?)
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // Day 0 was a Thursday.
        Weekday::from_index((i64::from(self.0) + 3).rem_euclid(7))
    }

    /// The day `days` later (earlier where negative), unless it cannot be written.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let day = self.0.checked_add(days).map(Self)?;
        (Self::MIN..=Self::MAX).contains(&day).then_some(day)
    }
}

/// The last day of a month.
fn last_day(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}
