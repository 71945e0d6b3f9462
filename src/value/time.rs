use super::scan::Scan;
use serde::{Deserialize, Serialize};
use std::fmt;

const SECOND: i64 = 1_000_000;

/// A time of day: microseconds since midnight, up to and including 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Time(pub i64);

impl Time {
    /// 00:00
    pub const MIDNIGHT: Self = Self(0);
    /// 24:00, the end of the day.
    pub const END: Self = Self(86_400 * SECOND);

    /// Reads `08:00`, `08:00:15`, `08:00:15.25` and `24:00`; `None` for anything else. Digits beyond the
    /// microsecond are dropped.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        Self::scan(&mut scan).filter(|_| scan.at_end())
    }

    pub(super) fn scan(scan: &mut Scan<'_>) -> Option<Self> {
        let hours = scan.digits(2)?;
        scan.one_of(b":")?;
        let minutes = scan.digits(2).filter(|minutes| *minutes < 60)?;
        let mut time = (hours * 60 + minutes) * 60 * SECOND;
        if scan.one_of(b":").is_some() {
            time += scan.digits(2).filter(|seconds| *seconds < 60)? * SECOND;
            if scan.one_of(b".,").is_some() {
                time += scan.fraction()?;
            }
        }
        (time <= Self::END.0).then_some(Self(time))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, part) = (self.0.div_euclid(SECOND), self.0.rem_euclid(SECOND));
        write!(out, "{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
        if seconds % 60 != 0 || part != 0 {
            write!(out, ":{:02}", seconds % 60)?;
        }
        write_fraction(out, part)
    }
}

/// Writes microseconds as `.25`; nothing for none.
pub(super) fn write_fraction(out: &mut fmt::Formatter<'_>, micros: i64) -> fmt::Result {
    if micros == 0 {
        return Ok(());
    }
    write!(out, ".{}", format!("{micros:06}").trim_end_matches('0'))
}
