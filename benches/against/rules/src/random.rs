/// `SplitMix64`: small, good enough, and the same for ever.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `end`, which is not among them.
    pub fn below(&mut self, end: i64) -> i64 {
        let wide = u128::from(self.next()) * u128::try_from(end).unwrap_or(0);
        i64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both among them.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low + 1)
    }

    /// Whether something happens that does so in that many of a hundred cases.
    pub fn percent(&mut self, chance: i64) -> bool {
        self.below(100) < chance
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.place(from.len())]
    }

    /// A place in something of that length.
    pub fn place(&mut self, length: usize) -> usize {
        let end = i64::try_from(length).unwrap_or(i64::MAX);
        usize::try_from(self.below(end)).unwrap_or(0)
    }
}
