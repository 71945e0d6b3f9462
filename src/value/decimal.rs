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
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let any_digit = !whole.is_empty() || !part.is_empty();
        let all_digits = whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
        if !any_digit || !all_digits {
            return None;
        }
        let part = part.trim_end_matches('0');
        if part.len() > 4 {
            return None;
        }
        let whole = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? };
        let part = format!("{part:0<4}").parse::<i64>().ok()?;
        let magnitude = whole.checked_mul(SCALE)?.checked_add(part)?;
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
