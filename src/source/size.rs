/// How much a text holds, as far as that is seen without reading it: enough to refuse it before it costs much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// The lines that begin with a letter at the left margin, as declarations do.
    pub declarations: usize,
    /// The words and signs, those in comments and texts among them. A line drawn with one sign is one.
    pub words: usize,
}

/// What a byte belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Blank,
    Word,
    /// What lines are drawn with.
    Line(u8),
    Sign,
}

impl Size {
    /// The size of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut size = Self::default();
        let (mut before, mut sort) = (b'\n', Sort::Blank);
        for byte in text.bytes() {
            let is = Sort::of(byte);
            let begins = is != Sort::Blank && (is == Sort::Sign || is != sort);
            size.words += usize::from(begins);
            size.declarations += usize::from(before == b'\n' && byte.is_ascii_alphabetic());
            (before, sort) = (byte, is);
        }
        size
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            declarations: self.declarations.saturating_add(other.declarations),
            words: self.words.saturating_add(other.words),
        }
    }
}

impl Sort {
    fn of(byte: u8) -> Self {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => Self::Blank,
            b'-' | b'=' | b'*' | b'/' | b'#' => Self::Line(byte),
            b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0x80.. => Self::Word,
            _ => Self::Sign,
        }
    }
}
