use std::fmt;

/// Bytes as hexadecimal digits, two a byte: keys and digests, which are no secrets. They are shown in small digits.
///
/// ```
/// use enroute::bundle::Hex;
///
/// assert_eq!(Hex(&[7, 0xe0]).to_string(), "07e0");
/// assert_eq!(Hex::read("07E0"), Some([7, 0xe0]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hex<'b>(pub &'b [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl Hex<'_> {
    /// Reads so many bytes; nothing where the text is anything else than their digits, small or large.
    #[must_use]
    pub fn read<const COUNT: usize>(text: &str) -> Option<[u8; COUNT]> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
        let mut bytes = [0; COUNT];
        if pairs.len() != COUNT {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(bytes)
    }
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
