//! Texts as numbers, so that they are looked over, told apart and found eight or sixteen bytes at a time.

const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
const HIGH: u128 = 0x80 * ONES;

/// Texts of more bytes than this are not short.
pub(super) const LONGEST_SHORT: usize = 15;

/// A text of up to fifteen bytes as one number, the first byte lowest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Short {
    letters: u128,
    length: usize,
}

/// What tells one text from another: all of a short text, the length and a hash of a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(u128);

/// What can be said of a text in one go over it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Survey {
    /// Whether it has no bytes but ASCII.
    pub(super) is_ascii: bool,
    /// Whether it is ASCII without capitals, so that it is the same without case.
    pub(super) is_folded: bool,
}

/// Whether a byte is a letter of ASCII that is seen.
#[inline]
pub(super) fn is_ink(byte: u8) -> bool {
    (0x21..0x80).contains(&byte)
}

/// The first sixteen bytes as a number, the first one lowest; noughts for those that are not there.
#[inline]
pub(super) fn start(bytes: &[u8]) -> u128 {
    bytes.first_chunk().map_or_else(|| start_of_few(bytes), |chunk| u128::from_le_bytes(*chunk))
}

#[cold]
#[inline(never)]
fn start_of_few(bytes: &[u8]) -> u128 {
    Short::of(bytes).map_or(0, |short| short.letters)
}

impl Short {
    /// The text of so many bytes at the beginning of sixteen; `None` for more than fifteen.
    #[inline]
    pub(super) fn at(sixteen: u128, length: usize) -> Option<Self> {
        /// The bytes that belong to a text of each length.
        const MASKS: [u128; LONGEST_SHORT + 1] = {
            let mut masks = [0; LONGEST_SHORT + 1];
            let (mut mask, mut rest): (u128, &mut [u128]) = (0, &mut masks);
            while let [first, after @ ..] = rest {
                *first = mask;
                mask = mask << 8 | 0xFF;
                rest = after;
            }
            masks
        };
        MASKS.get(length).map(|mask| Self { letters: sixteen & mask, length })
    }

    /// A text, if it is short.
    #[inline]
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let length = bytes.len();
        if length > LONGEST_SHORT {
            return None;
        }
        let beyond = |size: usize| u32::try_from((length - size) * 8).unwrap_or(0);
        let letters = if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << beyond(8)
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            u128::from(u32::from_le_bytes(*first)) | u128::from(u32::from_le_bytes(*last)) << beyond(4)
        } else {
            bytes.iter().rev().fold(0, |letters, byte| letters << 8 | u128::from(*byte))
        };
        Some(Self { letters, length })
    }

    /// Whether its first letter is one of ASCII that is no white space: then it surely is not blank.
    #[inline]
    pub(super) fn begins_with_ink(self) -> bool {
        is_ink(self.letters.to_le_bytes().first().copied().unwrap_or(0))
    }

    /// What tells it from others, and without case.
    #[inline]
    pub(super) fn mark(self) -> Mark {
        Mark(self.letters | wide(self.length) << 120)
    }

    /// What tells it from others once its capitals of ASCII are made small, and what else can be said.
    #[inline]
    pub(super) fn survey(self) -> (Mark, Survey) {
        let letters = small(self.letters);
        let is_ascii = self.letters & HIGH == 0;
        let survey = Survey { is_ascii, is_folded: is_ascii && letters == self.letters };
        (Self { letters, ..self }.mark(), survey)
    }
}

impl Mark {
    /// What no text has.
    pub(super) const NONE: Self = Self(u128::MAX);

    /// What tells a text from others.
    #[inline]
    pub(super) fn of(bytes: &[u8]) -> Self {
        Short::of(bytes).map_or_else(|| Self::long(bytes.len(), hash(bytes, |word| word)), Short::mark)
    }

    fn long(length: usize, hash: u64) -> Self {
        Self(1 << 127 | wide(length) << 64 | u128::from(hash))
    }

    /// Whether it holds the whole text.
    #[inline]
    pub(super) fn is_whole(self) -> bool {
        self.0 >> 127 == 0
    }

    /// How many bytes the text has.
    pub(super) fn length(self) -> usize {
        let length = if self.is_whole() { self.0 >> 120 } else { self.0 << 1 >> 65 };
        usize::try_from(length).unwrap_or(usize::MAX)
    }

    /// The text, if the mark holds all of it.
    pub(super) fn short(self) -> Option<Vec<u8>> {
        let letters = self.0.to_le_bytes();
        self.is_whole().then(|| letters.get(..self.length()).unwrap_or_default().to_vec())
    }

    /// The upper bits of a number that is the same for the same mark and another for most others; so many are left out.
    #[inline]
    pub(super) fn place(self, left_out: u32) -> usize {
        let half = |word: u128| u64::try_from(word & u128::from(u64::MAX)).unwrap_or(0);
        // Odd numbers without a pattern: the upper bits of the products depend on every byte.
        let mixed = half(self.0).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ half(self.0 >> 64).wrapping_mul(0xD6E8_FEB8_6659_FD93).rotate_left(7);
        usize::try_from(mixed.wrapping_shr(left_out)).unwrap_or(usize::MAX)
    }
}

impl Survey {
    /// Looks over a text of any length.
    #[inline]
    pub(super) fn of(bytes: &[u8]) -> Self {
        let is_folded = is_folded_ascii(bytes);
        Self { is_ascii: is_folded || bytes.is_ascii(), is_folded }
    }
}

/// Looks over a text, and tells it from others once its capitals of ASCII are made small.
#[inline]
pub(super) fn survey(bytes: &[u8]) -> (Mark, Survey) {
    if let Some(short) = Short::of(bytes) {
        return short.survey();
    }
    let folded = |word: u64| u64::try_from(small(word.into())).unwrap_or(0);
    (Mark::long(bytes.len(), hash(bytes, folded)), Survey::of(bytes))
}

/// Whether a text is ASCII without capitals, so that it is the same without case.
#[inline]
fn is_folded_ascii(bytes: &[u8]) -> bool {
    let changes = |byte: u8| byte.wrapping_sub(b'A') < 26 || byte >= 0x80;
    // Without an early end, sixteen bytes are looked at in one go.
    let any = |chunk: &[u8; 16]| chunk.iter().fold(false, |any, byte| any | changes(*byte));
    let (chunks, rest) = bytes.as_chunks();
    let last = || bytes.last_chunk().map_or_else(|| rest.iter().any(|byte| changes(*byte)), any);
    !chunks.iter().any(any) && !last()
}

/// A number for a text of at least eight bytes, each eight of them changed first.
#[inline]
fn hash(bytes: &[u8], change: impl Fn(u64) -> u64) -> u64 {
    let add = |hash: u64, word: &[u8; 8]| {
        let mixed = (hash ^ change(u64::from_le_bytes(*word))).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ mixed >> 32
    };
    let words = bytes.as_chunks::<8>().0.iter().fold(0, add);
    bytes.last_chunk().map_or(words, |last| add(words, last))
}

/// The letters with the capitals of ASCII made small; other bytes stay.
#[inline]
fn small(word: u128) -> u128 {
    let letters = word & !HIGH;
    let from_a = letters + (0x80 - u128::from(b'A')) * ONES;
    let after_z = letters + (0x7F - u128::from(b'Z')) * ONES;
    let capital = from_a & !after_z & !word & HIGH;
    word | capital >> 2
}

#[inline]
fn wide(length: usize) -> u128 {
    u64::try_from(length).unwrap_or(u64::MAX).into()
}
