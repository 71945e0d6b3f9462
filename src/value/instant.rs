use super::date::Date;
use super::duration::Duration;
use super::scan::Scan;
use super::time::Time;
use serde::{Deserialize, Serialize};
use std::fmt;

const DAY: i64 = Time::END.0;

/// A point on the time line: microseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant of a day and time in Greenwich.
    #[must_use]
    pub fn from_utc(date: Date, time: Time) -> Self {
        // Days that can be written fit with room to spare; the saturation is for days made of any 32 bits.
        Self(i64::from(date.0).saturating_mul(DAY).saturating_add(time.0))
    }

    /// The day and time in Greenwich.
    #[must_use]
    pub fn utc(self) -> (Date, Time) {
        let days = i32::try_from(self.0.div_euclid(DAY)).unwrap_or(i32::MAX);
        (Date(days), Time(self.0.rem_euclid(DAY)))
    }

    /// Reads RFC 3339 and its usual relatives: `2023-01-26T08:50:13+03:00`, `2023-01-26 08:50Z`, seconds and their
    /// fraction optional, the offset `Z`, `+03:00`, `+0300` or `+03`. `None` for anything else, and without an
    /// offset: see [`Instant::parse_in_utc`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        let (date, time) = scan_local(&mut scan)?;
        let offset = scan_offset(&mut scan).filter(|_| scan.at_end())?;
        Self::from_utc(date, time).plus(Duration(-offset))
    }

    /// Reads `2023-01-26T08:50:13Z`, in this one form and quickly. `None` for all else, `24:00:00` too.
    #[must_use]
    pub fn parse_seconds(text: &[u8; 20]) -> Option<Self> {
        let (date, rest) = text.split_first_chunk::<8>()?;
        let (time, rest) = rest.split_first_chunk::<8>()?;
        let (rest, _) = rest.split_first_chunk::<4>()?;
        let date = pairs(u64::from_le_bytes(*date), *b"0000-00-")?;
        let time = pairs(u64::from_le_bytes(*time), *b"00T00:00")?;
        let rest = pairs(u32::from_le_bytes(*rest).into(), *b":00Z\0\0\0\0")?;
        let of = |pairs: u64, place: u32| i64::try_from(pairs >> (8 * place) & 0xFF).unwrap_or(i64::MAX);
        let day = Date::from_civil(of(date, 0) * 100 + of(date, 2), of(date, 5), of(time, 0))?;
        let (hours, minutes, seconds) = (of(time, 3), of(time, 6), of(rest, 1));
        if hours >= 24 || minutes >= 60 || seconds >= 60 {
            return None;
        }
        let time = (hours * 60 + minutes) * 60 + seconds;
        Some(Self((i64::from(day.0) * 86_400 + time) * 1_000_000))
    }

    /// Reads what [`Instant::parse`] reads, and also a day and time without an offset, or a day alone (its
    /// midnight), which are taken as Greenwich's.
    #[must_use]
    pub fn parse_in_utc(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| {
            let (date, time) = parse_local(text).or_else(|| Some((Date::parse(text)?, Time::MIDNIGHT)))?;
            Some(Self::from_utc(date, time))
        })
    }

    /// As RFC 3339 wants it: `2026-03-02T10:15:00Z`, always with seconds, a fraction where there is one.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let (date, time) = self.utc();
        let time = time.to_string();
        let seconds = if time.len() == "10:15".len() { ":00" } else { "" };
        format!("{date}T{time}{seconds}Z")
    }

    /// The instant so much later, unless it does not fit.
    #[must_use]
    pub fn plus(self, length: Duration) -> Option<Self> {
        self.0.checked_add(length.0).map(Self)
    }

    /// How long from `earlier` to here; negative where `earlier` is later; `None` if it does not fit.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<Duration> {
        self.0.checked_sub(earlier.0).map(Duration)
    }
}

/// Eight bytes with each digit and the next one as a number of up to 99, where the digits stand as in `form` and all else
/// is the same.
#[inline]
fn pairs(text: u64, form: [u8; 8]) -> Option<u64> {
    let digits = text ^ u64::from_le_bytes(form);
    // More than 9 for a digit, or than 0 for another byte, carries into the upper four bits.
    let limits = form.map(|byte| if byte == b'0' { 6 } else { 15 });
    let over = digits.wrapping_add(u64::from_le_bytes(limits)) | digits;
    (over & 0xF0F0_F0F0_F0F0_F0F0 == 0).then(|| (digits * 10).wrapping_add(digits >> 8))
}

/// Reads a day and time without an offset: `2026-03-02T10:15`, also with a space for `T`, with seconds.
#[must_use]
pub fn parse_local(text: &str) -> Option<(Date, Time)> {
    let mut scan = Scan::new(text);
    scan_local(&mut scan).filter(|_| scan.at_end())
}

fn scan_local(scan: &mut Scan<'_>) -> Option<(Date, Time)> {
    let date = Date::scan(scan)?;
    scan.one_of(b"Tt ")?;
    Some((date, Time::scan(scan)?))
}

/// The offset east of Greenwich in microseconds.
fn scan_offset(scan: &mut Scan<'_>) -> Option<i64> {
    let sign = match scan.one_of(b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(0),
    };
    let hours = scan.digits(2).filter(|hours| *hours < 24)?;
    let minutes = match (scan.one_of(b":"), scan.at_end()) {
        (None, true) => 0,
        _ => scan.digits(2).filter(|minutes| *minutes < 60)?,
    };
    Some(sign * (hours * 60 + minutes) * 60_000_000)
}

impl fmt::Display for Instant {
    /// `2026-03-02T10:15Z`, with seconds where there are some.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = self.utc();
        write!(out, "{date}T{time}Z")
    }
}
