use super::cursor::Scan;
use super::odd::Odd;

/// A number as `serde_json` would give it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Whole(i64),
    Broken(f64),
}

/// Up to here a number of 64 bits holds any digits.
const MOST_DIGITS: usize = 18;

/// Up to here every whole number is a float, so that one division by a power of ten gives the nearest float to the
/// digits that were written.
const EXACT: u64 = 1 << 53;

const TENS: [f64; MOST_DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

impl Scan<'_> {
    /// Reads a number without an exponent that is exact in 64 bits.
    #[inline]
    pub(super) fn number(&mut self) -> Result<Number, Odd> {
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let (whole, digits) = self.digits(0);
        if digits == 0
            || digits > MOST_DIGITS
            || digits > 1 && self.text.as_bytes().get(self.at - digits) == Some(&b'0')
        {
            return Err(Odd);
        }
        match self.peek() {
            Some(b'.') => {}
            Some(b'e' | b'E') => return Err(Odd),
            // Minus nought is a float.
            _ if negative && whole == 0 => return Err(Odd),
            _ => {
                let whole = i64::try_from(whole).map_err(|_| Odd)?;
                return Ok(Number::Whole(if negative { -whole } else { whole }));
            }
        }
        self.at += 1;
        let (all, places) = self.digits(whole);
        if places == 0
            || digits + places > MOST_DIGITS
            || all >= EXACT
            || matches!(self.peek(), Some(b'e' | b'E'))
        {
            return Err(Odd);
        }
        let size = float(all) / TENS.get(places).copied().ok_or(Odd)?;
        Ok(Number::Broken(if negative { -size } else { size }))
    }

    /// Takes digits and gives the number they continue, if there are not too many, and their count.
    #[inline]
    fn digits(&mut self, number: u64) -> (u64, usize) {
        let start = self.at;
        let mut number = number;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        (number, self.at - start)
    }

    /// Goes past any number.
    pub(super) fn skip_number(&mut self) -> Result<(), Odd> {
        self.at += usize::from(self.peek() == Some(b'-'));
        let starts_with_nought = self.peek() == Some(b'0');
        let digits = self.skip_digits()?;
        if starts_with_nought && digits > 1 {
            return Err(Odd);
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.skip_digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.skip_digits()?;
        }
        Ok(())
    }

    /// Goes past digits, at least one, and gives their count.
    fn skip_digits(&mut self) -> Result<usize, Odd> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(Odd) } else { Ok(self.at - start) }
    }
}

/// The float of a whole number up to [`EXACT`].
fn float(whole: u64) -> f64 {
    const HALF: u64 = 1 << 32;
    let part = |part: u64| f64::from(u32::try_from(part).unwrap_or(u32::MAX));
    part(whole / HALF) * 4_294_967_296.0 + part(whole % HALF)
}
