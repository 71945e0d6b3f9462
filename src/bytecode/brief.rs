use super::schema::{MISSING, SlotKind};

/// What stands for a missing value among brief ones. No other value is this integer.
pub const MISSING_BRIEF: i32 = i32::MIN;
/// The least brief value that is not missing: also that of all smaller ones.
const LEAST: i32 = i32::MIN + 1;

/// How values of a slot are brought to 32 bits, so that those of an item stand in few lines of the cache and most tests
/// need no more than them: a text to its symbol, a point in time to about a second, a number to itself.
///
/// A greater value is never less brief: what is true of a range of values is true of the range of their brief forms.
/// Values too large for 32 bits are all alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brevity {
    shift: u8,
}

impl Brevity {
    /// That of a slot of this kind.
    #[must_use]
    pub fn of(kind: SlotKind) -> Self {
        let shift = match kind {
            SlotKind::Text => 32,
            SlotKind::Instant => 20,
            SlotKind::Duration => 16,
            SlotKind::Time => 8,
            SlotKind::Bool
            | SlotKind::Int
            | SlotKind::Decimal
            | SlotKind::Date
            | SlotKind::Enum(_)
            | SlotKind::List(_)
            | SlotKind::Link => 0,
        };
        Self { shift }
    }

    /// The brief form of a value.
    #[must_use]
    #[inline]
    pub fn brief(self, value: i64) -> i32 {
        let least = if value == MISSING { MISSING_BRIEF } else { LEAST };
        i32::try_from((value >> self.shift).clamp(i64::from(least), i64::from(i32::MAX))).unwrap_or(i32::MAX)
    }

    /// The least value of which that is the brief form, or near it where values were too large: for people to read.
    #[must_use]
    pub fn full(self, brief: i32) -> i64 {
        i64::from(brief) << self.shift
    }

    /// Whether the range of the brief forms of two values has no other values than the range of the two.
    #[must_use]
    pub fn is_exact(self, lo: i64, hi: i64) -> bool {
        let (first, last) = (self.brief(lo), self.brief(hi));
        let begins = lo <= MISSING + 1 || (self.shift == 0 && first > LEAST && i64::from(first) == lo);
        let ends =
            hi == MISSING || hi == i64::MAX || (self.shift == 0 && i64::from(last) == hi && last < i32::MAX);
        begins && ends
    }
}
