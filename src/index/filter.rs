/// How many places of a text one look covers.
pub(super) const LOOK: usize = 16;
/// How many letters a window has, at most.
pub(super) const WINDOW: usize = 8;
/// How many letters a look sees: eight from its last place on.
pub(super) const SEEN: usize = LOOK + WINDOW - 1;
/// Up to how many windows have a byte each: more would be taken for one another too often.
pub(super) const FEW: usize = 320;
/// Which bits of a hash name its place in a filter.
const SHIFT: u32 = 20;

/// Says of the windows of a text whether a pattern's window may be the same: never wrongly that it cannot.
#[derive(Debug, Clone)]
pub(super) enum Filter {
    /// For few windows.
    Bytes(Bytes),
    /// For many.
    Bits(Bits),
}

/// A filter of one kind.
pub(super) trait Table {
    /// 1 where a pattern's window may be this one, which has that hash; 0 where none is.
    fn has(&self, window: u64, hash: u32) -> u32;

    /// Bit n is 1 where a window may stand at the nth place looked at: every place, every second or every fourth.
    #[inline]
    fn look<const STRIDE: usize>(&self, seen: &[u8; SEEN], hash: Hash) -> u32 {
        let mut hits = 0;
        for nth in (0..LOOK / STRIDE).rev() {
            let window = eight_at(seen, nth * STRIDE);
            hits = (hits << 1) + self.has(window, hash.of(window));
        }
        hits
    }
}

/// A byte for each of 4,096 hashes.
#[derive(Debug, Clone)]
pub(super) struct Bytes(Box<[u8; 4096]>);

/// A bit for each window: in the word that its hash names, the bit that its first letter names.
#[derive(Debug, Clone)]
pub(super) struct Bits(Box<[u32; 4096]>);

impl Filter {
    /// The filter of these windows.
    pub(super) fn of(windows: &[u64], hash: Hash) -> Self {
        let hashed = windows.iter().map(|window| (*window, place(hash.of(*window) >> SHIFT)));
        if windows.len() <= FEW {
            let mut bytes = Box::new([0; 4096]);
            hashed.for_each(|(_, place)| bytes.get_mut(place).into_iter().for_each(|byte| *byte = 1));
            return Self::Bytes(Bytes(bytes));
        }
        let mut words = Box::new([0; 4096]);
        for (window, place) in hashed {
            words.get_mut(place).into_iter().for_each(|word| *word |= 1_u32 << (window & 31));
        }
        Self::Bits(Bits(words))
    }
}

impl Table for Bytes {
    #[inline]
    fn has(&self, _: u64, hash: u32) -> u32 {
        self.0.get(place(hash >> SHIFT)).copied().map_or(0, u32::from)
    }
}

impl Table for Bits {
    #[inline]
    fn has(&self, window: u64, hash: u32) -> u32 {
        self.0.get(place(hash >> SHIFT)).map_or(0, |word| *word >> (window & 31) & 1)
    }
}

/// How windows of a number of letters are spread over 32 bits, the upper ones best. Letters after a window make no
/// difference.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hash {
    factor: u64,
}

impl Hash {
    /// For windows of so many letters (Fibonacci hashing).
    pub(super) fn new(letters: usize) -> Self {
        Self { factor: 0x9E37_79B9_7F4A_7C15 << (8 * (WINDOW - letters.clamp(1, WINDOW))) }
    }

    /// The hash of a window.
    #[inline]
    pub(super) fn of(self, window: u64) -> u32 {
        u32::try_from(window.wrapping_mul(self.factor) >> 32).unwrap_or(0)
    }
}

/// Eight letters of a text from a place on; zeros after its last.
#[inline]
pub(super) fn eight_at(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |eight, letter| eight << 8 | u64::from(*letter)),
    }
}

/// A number as a place.
#[inline]
pub(super) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
