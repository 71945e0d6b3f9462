use super::guard::Guard;
use super::postings::Stretch;
use super::quick::{Quick, QuickKind};
use crate::bytecode::MISSING_BRIEF;

/// What a rule asks of an item that was found for it, in one line of the cache: what is asked of most rules without a
/// branch, and then the rest.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub struct Gate {
    ranges: [Guard; 2],
    masks: [Mask; 2],
    steps: Stretch,
}

/// Brief forms of a slot, a bit for each: the last bit stands for all above and for a missing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mask {
    bits: u64,
    slot: u16,
}

/// Where a guard is too long for steps, in their place.
const IN_CODE: u32 = u32::MAX;

impl Gate {
    /// Lets everything through.
    pub(super) const OPEN: Self =
        Self { ranges: [Guard::ALWAYS; 2], masks: [Mask::ALL; 2], steps: Stretch { start: 0, count: 0 } };
    /// Leaves all to the rule's code.
    pub(super) const IN_CODE: Self = Self { steps: Stretch { start: 0, count: IN_CODE }, ..Self::OPEN };

    /// Whether an item of those brief forms is let through.
    #[must_use]
    #[inline]
    pub fn lets(&self, briefs: &[i32]) -> bool {
        let within = self.ranges.iter().fold(true, |all, range| all & range.lets_item(briefs));
        self.masks.iter().fold(within, |all, mask| all & mask.has(briefs))
    }

    /// The steps that decide the rest; none, where that was all.
    #[must_use]
    #[inline]
    pub fn steps(&self) -> Stretch {
        self.steps
    }

    /// Whether the rule's code decides, because it is too long for steps.
    #[must_use]
    #[inline]
    pub fn is_in_code(&self) -> bool {
        self.steps.count == IN_CODE
    }

    pub(super) fn set_steps(&mut self, steps: Stretch) {
        self.steps = steps;
    }

    /// Adds a test that must come out that way; whether there was room.
    pub(super) fn add(&mut self, quick: Quick, way: bool) -> bool {
        if let Some(range) = Guard::of_quick(quick) {
            let range = if way { Some(range) } else { range.reversed() };
            return range.is_some_and(|range| put(&mut self.ranges, Guard::ALWAYS, range));
        }
        Mask::of(quick, way).is_some_and(|mask| put(&mut self.masks, Mask::ALL, mask))
    }
}

fn put<T: PartialEq + Copy>(places: &mut [T], free: T, thing: T) -> bool {
    let Some(place) = places.iter_mut().find(|place| **place == free) else { return false };
    *place = thing;
    true
}

impl Mask {
    const ALL: Self = Self { bits: u64::MAX, slot: 0 };
    const LAST: u32 = 63;

    /// A mask that must come out that way; `None` for one that asks for the last bit.
    fn of(quick: Quick, way: bool) -> Option<Self> {
        let bits = quick.bits();
        let fits = quick.kind == QuickKind::Mask && bits >> Self::LAST == 0;
        fits.then_some(Self { bits: if way { bits } else { !bits }, slot: quick.slot })
    }

    #[inline]
    fn has(self, briefs: &[i32]) -> bool {
        let brief = briefs.get(usize::from(self.slot)).copied().unwrap_or(MISSING_BRIEF);
        self.bits >> brief.cast_unsigned().min(Self::LAST) & 1 == 1
    }
}
