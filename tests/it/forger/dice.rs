//! Repeatable chance.

/// A small generator (splitmix64): the same seed gives the same throws everywhere, and neighbours have nothing in common.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number from 0 up to, not including, `sides`.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.throw() >> 33).unwrap() % sides.max(1)
    }

    pub(crate) fn small(&mut self, sides: usize) -> u32 {
        u32::try_from(self.below(sides)).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// A byte that numbers of variable length change much by.
    pub(crate) fn byte(&mut self) -> u8 {
        match self.below(8) {
            0..4 => *self.pick(&[0, 1, 2, 0x7F, 0x80, 0x81, 0xFE, 0xFF]),
            _ => u8::try_from(self.below(256)).unwrap(),
        }
    }

    /// A number that arithmetic goes wrong by.
    pub(crate) fn number(&mut self) -> i64 {
        const EDGES: &[i64] = &[
            0,
            1,
            -1,
            i64::MIN,
            i64::MIN + 1,
            i64::MAX,
            i64::MAX - 1,
            1 << 31,
            (1 << 31) - 1,
            -(1 << 31),
            1 << 32,
            86_400_000_000,
            86_400_000_001,
            -719_529,
            2_932_897,
            7_258_118_400_000_000,
            253_402_300_799_999_999,
        ];
        match self.below(3) {
            0 => *self.pick(EDGES),
            1 => i64::from(self.small(70)),
            _ => self.throw().cast_signed() >> self.below(64),
        }
    }
}
