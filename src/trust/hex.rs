//! Bytes as hexadecimal digits: of keys and digests, which are no secrets.

use std::fmt;

/// Shows bytes in small digits.
pub(super) struct Hex<'b>(pub(super) &'b [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// Reads so many bytes; nothing where the text is anything else than their digits, small or large.
pub(super) fn read<const COUNT: usize>(text: &str) -> Option<[u8; COUNT]> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let mut bytes = [0; COUNT];
    if pairs.len() != COUNT {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}
