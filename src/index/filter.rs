/// How many windows of a text are looked up at once.
pub(super) const STRIDE: usize = 4;
/// How many words the filter has: a bit for each of 262,144 hashes stays in fast memory.
const WORDS: usize = 1 << 12;

/// Says of any four letters whether a pattern's window may be the same: never wrongly that it cannot. Its size is
/// fixed.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    words: Box<[u64]>,
}

impl Filter {
    pub(super) fn of(windows: &[u32]) -> Self {
        let mut words = vec![0_u64; WORDS].into_boxed_slice();
        for window in windows {
            let (word, bit) = split(hash(*window));
            if let Some(word) = words.get_mut(word) {
                *word |= 1 << bit;
            }
        }
        Self { words }
    }

    /// Bit n is 1 where a window may stand n letters after the first of those eight, for the first four places.
    pub(super) fn hits(&self, letters: u64) -> u64 {
        let hit = |n: u32| {
            let (word, bit) = split(hash(lower(letters >> (8 * n))));
            self.words.get(word).map_or(0, |word| (word >> bit & 1) << n)
        };
        hit(0) | hit(1) | hit(2) | hit(3)
    }
}

/// The word and the bit of a hash.
fn split(hash: u32) -> (usize, u32) {
    (usize::try_from(hash >> 20).unwrap_or(usize::MAX), hash >> 14 & 63)
}

/// Spreads a window over 32 bits, the upper ones best (Knuth's multiplicative hash).
pub(super) fn hash(window: u32) -> u32 {
    window.wrapping_mul(0x9E37_79B1)
}

/// The lower four of eight letters.
pub(super) fn lower(letters: u64) -> u32 {
    u32::try_from(letters & u64::from(u32::MAX)).unwrap_or(0)
}
