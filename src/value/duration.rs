use super::scan::Scan;
use super::time::write_fraction;
use serde::{Deserialize, Serialize};
use std::fmt;

const SECOND: i64 = 1_000_000;

/// The units, longest first, with their seconds.
const UNITS: [(u8, i64); 5] = [(b'w', 604_800), (b'd', 86_400), (b'h', 3600), (b'm', 60), (b's', 1)];

/// A length of time in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Duration(pub i64);

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many seconds, if they fit.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        seconds.checked_mul(SECOND).map(Self)
    }

    /// Reads `28d`, `1h30m`, `2w`: whole numbers with the units `w d h m s`, longer units first, each once; `None`
    /// for anything else and for what does not fit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        sum_of(&mut scan, &UNITS).filter(|_| scan.at_end())
    }

    /// Reads the form of ISO 8601, as in `PT1H30M`, `P1DT12H`, `P2W`, with whole numbers and no months or years;
    /// `None` for anything else.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        scan.one_of(b"P")?;
        let days = sum_of(&mut scan, &[(b'W', 604_800), (b'D', 86_400)]);
        if scan.one_of(b"T").is_none() {
            return days.filter(|_| scan.at_end());
        }
        let clock = sum_of(&mut scan, &[(b'H', 3600), (b'M', 60), (b'S', 1)]).filter(|_| scan.at_end())?;
        clock.0.checked_add(days.unwrap_or(Self::ZERO).0).map(Self)
    }
}

/// The sum of one or more numbers with units, in the order of `units`.
fn sum_of(scan: &mut Scan<'_>, units: &[(u8, i64)]) -> Option<Duration> {
    let mut left = units;
    let mut sum = None;
    while scan.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        let number = scan.all_digits()?;
        let unit = scan.peek()?;
        let place = left.iter().position(|(letter, _)| *letter == unit)?;
        scan.one_of(&[unit])?;
        let (_, seconds) = left.get(place)?;
        left = left.get(place + 1..)?;
        let part = number.checked_mul(*seconds)?.checked_mul(SECOND)?;
        sum = Some(part.checked_add(sum.unwrap_or(0))?);
    }
    sum.map(Duration)
}

impl fmt::Display for Duration {
    /// `28d`, `1h30m`, `0s`; weeks are shown as days, as people count them.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = i128::from(self.0).abs();
        let (mut seconds, micros) = (magnitude / i128::from(SECOND), magnitude % i128::from(SECOND));
        if self.0 < 0 {
            out.write_str("-")?;
        }
        for (letter, size) in UNITS.into_iter().filter(|(letter, _)| !b"ws".contains(letter)) {
            let count = seconds / i128::from(size);
            seconds %= i128::from(size);
            if count > 0 {
                write!(out, "{count}{}", char::from(letter))?;
            }
        }
        if seconds == 0 && micros == 0 && self.0 != 0 {
            return Ok(());
        }
        write!(out, "{seconds}")?;
        write_fraction(out, i64::try_from(micros).unwrap_or(0))?;
        out.write_str("s")
    }
}
