/// How many windows of a text are looked up at once.
pub(super) const STRIDE: usize = 4;
/// How many bits there are for each window, at least.
const BITS_PER_WINDOW: usize = 16;
/// The least and the most words, as powers of two: the filter should stay in the fastest memory.
const WORDS: (u32, u32) = (4, 12);

/// Says of any four letters whether a pattern's window may be the same: never wrongly that it cannot.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    words: Box<[u64]>,
    mask: usize,
}

impl Filter {
    pub(super) fn of(windows: &[u32]) -> Self {
        let wanted = (windows.len() * BITS_PER_WINDOW / 64).max(1).next_power_of_two().trailing_zeros();
        let size = wanted.clamp(WORDS.0, WORDS.1);
        let mut filter = Self { words: vec![0; 1 << size].into(), mask: (1 << size) - 1 };
        for window in windows {
            let (word, bit) = filter.place(*window);
            if let Some(word) = filter.words.get_mut(word) {
                *word |= 1 << bit;
            }
        }
        filter
    }

    /// Bit n is 1 where a window may stand n letters after the first of those eight, for the first four places.
    pub(super) fn hits(&self, letters: u64) -> u64 {
        let hit = |n: u32| {
            let (word, bit) = self.place(lower(letters >> (8 * n)));
            self.words.get(word).map_or(0, |word| (word >> bit & 1) << n)
        };
        hit(0) | hit(1) | hit(2) | hit(3)
    }

    /// The word of a window, and its bit there: from other bits of its hash.
    fn place(&self, window: u32) -> (usize, u32) {
        let hash = hash(window);
        (usize::try_from(hash >> 20).unwrap_or(usize::MAX) & self.mask, hash >> 14 & 63)
    }
}

/// Spreads a window over 32 bits, the upper ones best (Knuth's multiplicative hash).
pub(super) fn hash(window: u32) -> u32 {
    window.wrapping_mul(0x9E37_79B1)
}

/// The lower four of eight letters.
pub(super) fn lower(letters: u64) -> u32 {
    u32::try_from(letters & u64::from(u32::MAX)).unwrap_or(0)
}
