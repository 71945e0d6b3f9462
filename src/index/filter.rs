/// How many windows of a text are looked up at once.
pub(super) const STRIDE: usize = 4;
/// Up to how many windows the small filter serves.
const SMALL: usize = 300;

/// Says of any four letters whether a pattern's window may be the same: never wrongly that it cannot.
///
/// Its size is fixed, so that no look goes beyond it, and such that it stays in the fastest memory: a byte for each
/// of 4,096 hashes, or where there are more windows a bit for each of 262,144.
#[derive(Debug, Clone)]
pub(super) enum Filter {
    Small(Box<[u8; 1 << 12]>),
    Large(Box<[u64; 1 << 12]>),
}

impl Filter {
    pub(super) fn of(windows: &[u32]) -> Self {
        if windows.len() <= SMALL {
            let mut bytes = Box::new([0; 1 << 12]);
            for window in windows {
                if let Some(byte) = bytes.get_mut(place(hash(*window) >> 20)) {
                    *byte = 1;
                }
            }
            return Self::Small(bytes);
        }
        let mut words = Box::new([0; 1 << 12]);
        for window in windows {
            let bit = hash(*window) >> 14;
            if let Some(word) = words.get_mut(place(bit >> 6)) {
                *word |= 1 << (bit & 63);
            }
        }
        Self::Large(words)
    }

    /// Bit n is 1 where a window may stand n letters after the first of those eight, for the first four places.
    pub(super) fn hits(&self, letters: u64) -> u64 {
        let at = |n: u32| lower(letters >> (8 * n));
        match self {
            Self::Small(bytes) => {
                let hit =
                    |n: u32| bytes.get(place(hash(at(n)) >> 20)).map_or(0, |byte| u64::from(*byte) << n);
                hit(0) | hit(1) | hit(2) | hit(3)
            }
            Self::Large(words) => {
                let hit = |n: u32| {
                    let bit = hash(at(n)) >> 14;
                    words.get(place(bit >> 6)).map_or(0, |word| (word >> (bit & 63) & 1) << n)
                };
                hit(0) | hit(1) | hit(2) | hit(3)
            }
        }
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

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
