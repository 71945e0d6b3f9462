use super::cursor::Scan;
use super::odd::Odd;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Of eight bytes of a string, a high bit in the first that is a quote, a backslash or a control character; bits above
/// it say nothing.
#[inline]
fn marks(word: u64) -> u64 {
    // Turning one bit moves the quote next to the control characters, so that one comparison finds both.
    let low = (word ^ (0x02 * ONES)).wrapping_sub(0x21 * ONES);
    let backslash =
        (word ^ (u64::from(b'\\') * ONES)).wrapping_sub(ONES) & !(word ^ (u64::from(b'\\') * ONES));
    (low & !word | backslash) & HIGH
}

/// How many bytes stand for themselves in a string: up to a quote, a backslash or a control character.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            let found = usize::try_from(marks.trailing_zeros() / 8).unwrap_or(0);
            return bytes.len() - rest.len() + found;
        }
        rest = after;
    }
    let special = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    bytes.len() - rest.len() + rest.iter().position(special).unwrap_or(rest.len())
}

impl<'t> Scan<'t> {
    /// The string whose opening quote was taken, if it has no escape; goes past its closing quote.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Result<&'t str, Odd> {
        let end = self.at + plain(self.rest());
        let text = self.text.get(self.at..end).ok_or(Odd)?;
        self.at = end;
        self.take(b'"')?;
        Ok(text)
    }

    /// Goes past a string whose opening quote was taken.
    #[inline]
    pub(super) fn skip_string(&mut self) -> Result<(), Odd> {
        loop {
            self.at += plain(self.rest());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.skip_escape()?,
                _ => return Err(Odd),
            }
        }
    }

    fn skip_escape(&mut self) -> Result<(), Odd> {
        match self.rest() {
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => self.at += 2,
            [_, b'u', digits @ ..] if hex(digits).is_some() => self.at += 6,
            _ => return Err(Odd),
        }
        Ok(())
    }

    /// Writes a string whose opening quote was taken without its escapes; goes past its closing quote.
    pub(super) fn unescape(&mut self) -> Result<(), Odd> {
        self.unescaped.clear();
        loop {
            let end = self.at + plain(self.rest());
            self.unescaped.push_str(self.text.get(self.at..end).ok_or(Odd)?);
            self.at = end;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    let letter = self.escape()?;
                    self.unescaped.push(letter);
                }
                _ => return Err(Odd),
            }
        }
    }

    /// The letter that an escape stands for.
    fn escape(&mut self) -> Result<char, Odd> {
        let [_, kind, digits @ ..] = self.rest() else { return Err(Odd) };
        let letter = match kind {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let (letter, length) = numbered(digits).ok_or(Odd)?;
                self.at += length;
                letter
            }
            _ => return Err(Odd),
        };
        self.at += 2;
        Ok(letter)
    }
}

/// The letter after `\u`, of one number or of two halves, and how many bytes it takes from there.
fn numbered(digits: &[u8]) -> Option<(char, usize)> {
    let first = hex(digits)?;
    if let Some(letter) = char::from_u32(first) {
        return Some((letter, 4));
    }
    let second = digits.get(4..)?.strip_prefix(b"\\u").and_then(hex)?;
    if !(0xD800..0xDC00).contains(&first) || !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    let letter = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
    Some((letter, 10))
}

/// The number of four hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u32> {
    let digits = digits.first_chunk::<4>()?;
    digits.iter().try_fold(0, |sum, digit| Some(sum * 16 + char::from(*digit).to_digit(16)?))
}
