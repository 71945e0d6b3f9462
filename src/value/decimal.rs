use serde::{Deserialize, Serialize};
use std::fmt;

const SCALE: i64 = 10_000;

/// An exact number with four decimals, the platform's currency range: ten-thousandths in 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Decimal(pub i64);

impl Decimal {
    /// `whole` as a decimal, if it fits.
    #[must_use]
    pub fn from_int(whole: i64) -> Option<Self> {
        whole.checked_mul(SCALE).map(Self)
    }

    /// Reads `-12`, `12.5`, `.5`; `None` for anything else, for more than four decimals that are not zero, and
    /// for what does not fit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (_, part) = text.split_once('.').unwrap_or((text, ""));
        if part.trim_end_matches('0').len() > 4 {
            return None;
        }
        Self::parse_rounded(text)
    }

    /// Reads what [`Decimal::parse`] reads, and rounds decimals beyond the fourth half away from zero.
    #[must_use]
    pub fn parse_rounded(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let mut all = whole.bytes().chain(part.bytes());
        if whole.is_empty() && part.is_empty() || !all.all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let whole = whole.bytes().try_fold(0, append_digit)?;
        let mut part_digits = part.bytes().chain(std::iter::repeat(b'0')).take(4);
        let scaled = part_digits.try_fold(whole, append_digit)?;
        let up = part.as_bytes().get(4).is_some_and(|digit| *digit >= b'5');
        let magnitude = scaled.checked_add(i64::from(up))?;
        Some(Self(if negative { -magnitude } else { magnitude }))
    }

    /// The sum, unless it overflows.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, unless it overflows.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The product, rounded half away from zero to four decimals, unless it overflows.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let exact = i128::from(self.0) * i128::from(other.0);
        round_div(exact, i128::from(SCALE)).map(Self)
    }

    /// The quotient, rounded half away from zero to four decimals, unless it overflows or `other` is zero.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.0 == 0 {
            return None;
        }
        round_div(i128::from(self.0) * i128::from(SCALE), i128::from(other.0)).map(Self)
    }
}

fn append_digit(sum: i64, digit: u8) -> Option<i64> {
    sum.checked_mul(10)?.checked_add(i64::from(digit.wrapping_sub(b'0')))
}

fn round_div(dividend: i128, divisor: i128) -> Option<i64> {
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    let up = rest.abs() * 2 >= divisor.abs();
    let away = if (dividend < 0) == (divisor < 0) { 1 } else { -1 };
    i64::try_from(if up { quotient + away } else { quotient }).ok()
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let (whole, part) = (magnitude / SCALE.unsigned_abs(), magnitude % SCALE.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        if part == 0 {
            return write!(out, "{sign}{whole}");
        }
        let digits = format!("{part:04}");
        write!(out, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}
