use crate::item::words::{Short, start};

const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
const HIGH: u128 = 0x80 * ONES;
const BACKSLASHES: u128 = 0x5C * ONES;

/// Whether a byte does not stand for itself in a string: a quote, a backslash or a control character.
#[inline]
fn is_special(byte: u8) -> bool {
    // Turning one bit moves the quote next to the control characters, so that one comparison finds both.
    byte ^ 0x02 < 0x21 || byte == b'\\'
}

/// Which of sixteen bytes is the first one that does not stand for itself; sixteen for none.
#[inline]
fn first(sixteen: u128) -> usize {
    // A byte of less than 128 that is too small borrows its high bit; what it borrows changes only bytes above.
    let low = (sixteen ^ (0x02 * ONES)).wrapping_sub(0x21 * ONES);
    let backslash = (sixteen ^ BACKSLASHES).wrapping_sub(ONES);
    let marks = (low | backslash) & !sixteen & HIGH;
    usize::try_from(marks.trailing_zeros() / 8).unwrap_or(0)
}

/// How many bytes stand for themselves in a string: up to a quote, a backslash or a control character.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    match bytes.first_chunk().map(|chunk| first(u128::from_le_bytes(*chunk))) {
        Some(found @ ..16) => found,
        Some(_) => further(bytes),
        None => up_to_special(bytes),
    }
}

/// The same where there are sixteen or more.
fn further(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((chunk, after)) = rest.split_first_chunk::<16>() {
        // Without an early end, all are looked at in one go.
        if chunk.iter().fold(false, |any, byte| any | is_special(*byte)) {
            return bytes.len() - rest.len() + first(u128::from_le_bytes(*chunk));
        }
        rest = after;
    }
    bytes.len() - rest.len() + up_to_special(rest)
}

fn up_to_special(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| is_special(*byte)).unwrap_or(bytes.len())
}

/// A short string without escapes whose opening quote was taken, its length, and what is left after it.
#[inline]
pub(super) fn short(rest: &[u8]) -> Option<(Short, usize, &[u8])> {
    let sixteen = start(rest);
    let length = first(sixteen);
    let short = Short::at(sixteen, length)?;
    let after = rest.get(length..)?.strip_prefix(b"\"")?;
    Some((short, length, after))
}

/// What is left after a string without escapes whose opening quote was taken.
#[inline]
pub(super) fn skip_plain(rest: &[u8]) -> Option<&[u8]> {
    rest.get(plain(rest)..)?.strip_prefix(b"\"")
}

/// What is left after a string whose opening quote was taken.
#[inline]
pub(super) fn skip(rest: &[u8]) -> Option<&[u8]> {
    match rest.get(plain(rest)..)? {
        [b'"', after @ ..] => Some(after),
        [b'\\', ..] => skip_escaped(rest),
        _ => None,
    }
}

fn skip_escaped(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        rest = match rest.get(plain(rest)..)? {
            [b'"', after @ ..] => return Some(after),
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', after @ ..] => after,
            [b'\\', b'u', digits @ ..] => {
                hex(digits)?;
                digits.get(4..)?
            }
            _ => return None,
        };
    }
}

/// Appends a string whose opening quote was taken without its escapes; gives what is left of `text`.
pub(super) fn unescape<'t>(text: &'t str, rest: &'t [u8], out: &mut String) -> Option<&'t [u8]> {
    let mut rest = rest;
    loop {
        let start = text.len() - rest.len();
        let length = plain(rest);
        out.push_str(text.get(start..start + length)?);
        let (letter, after) = match rest.get(length..)? {
            [b'"', after @ ..] => return Some(after),
            [b'\\', after @ ..] => escape(after)?,
            _ => return None,
        };
        out.push(letter);
        rest = after;
    }
}

/// The letter that an escape stands for, after its backslash.
fn escape(rest: &[u8]) -> Option<(char, &[u8])> {
    let (kind, after) = rest.split_first()?;
    let letter = match kind {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return numbered(after),
        _ => return None,
    };
    Some((letter, after))
}

/// The letter after `\u`, of one number or of two halves.
fn numbered(digits: &[u8]) -> Option<(char, &[u8])> {
    let first = hex(digits)?;
    let after = digits.get(4..)?;
    if let Some(letter) = char::from_u32(first) {
        return Some((letter, after));
    }
    let digits = after.strip_prefix(b"\\u")?;
    let second = hex(digits)?;
    if !(0xD800..0xDC00).contains(&first) || !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    let letter = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
    Some((letter, digits.get(4..)?))
}

/// The number of four hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u32> {
    let digits = digits.first_chunk::<4>()?;
    digits.iter().try_fold(0, |sum, digit| Some(sum * 16 + char::from(*digit).to_digit(16)?))
}
