use super::numbering::Numbers;
use super::quick::{Quick, QuickKind, narrow};
use crate::bytecode::{Atom, Brevity, ConstList, MISSING_BRIEF, Program, Slot};

/// A range that the brief form of a slot must lie in where a rule matches, asked before the rule's code: 12 bytes. It may
/// let a little more through than the test it stands for, and never less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    lo: i32,
    /// How far the upper end is from the lower.
    span: u32,
    slot: u16,
}

impl Guard {
    /// Lets everything through.
    pub const ALWAYS: Self = Self { lo: MISSING_BRIEF, span: u32::MAX, slot: 0 };

    /// From the one brief form to the other; `None` where there is none between them.
    pub(super) fn between(lo: i32, hi: i32, slot: u16) -> Option<Self> {
        (lo <= hi).then(|| Self { lo, span: hi.wrapping_sub(lo).cast_unsigned(), slot })
    }

    /// Whether the rule may match an item of those brief forms.
    #[must_use]
    #[inline]
    pub fn lets_item(self, briefs: &[i32]) -> bool {
        let brief = briefs.get(usize::from(self.slot)).copied().unwrap_or(MISSING_BRIEF);
        brief.wrapping_sub(self.lo).cast_unsigned() <= self.span
    }

    /// Lets just those through that this does not.
    pub(super) fn reversed(self) -> Option<Self> {
        let after = self.lo.wrapping_add_unsigned(self.span).wrapping_add(1);
        Some(Self { lo: after, span: (u32::MAX - 1).checked_sub(self.span)?, slot: self.slot })
    }

    /// The same as a test.
    pub(super) fn as_quick(self) -> Quick {
        Quick { lo: self.lo, hi: self.span.cast_signed(), slot: self.slot, kind: QuickKind::Range }
    }

    /// The range of a test; `None` for a test that is none.
    pub(super) fn of_quick(quick: Quick) -> Option<Self> {
        let Quick { lo, hi, slot, kind } = quick;
        (kind == QuickKind::Range).then(|| Self { lo, span: hi.cast_unsigned(), slot })
    }

    /// The guard of an atom; `None` for one that is no range of a slot.
    pub(super) fn of(program: &Program, numbers: &Numbers, atom: &Atom) -> Option<Self> {
        match atom {
            Atom::Range { slot, lo, hi } => Self::range(program, *slot, *lo, *hi),
            Atom::Mask { slot, bits } => {
                let (lo, hi) = (bits.trailing_zeros(), 63_u32.checked_sub(bits.leading_zeros())?);
                Self::range(program, *slot, i64::from(lo), i64::from(hi))
            }
            Atom::OneOf { slot, list } => match program.lists.get(list.index()) {
                Some(ConstList::Numbers(numbers)) => {
                    Self::range(program, *slot, *numbers.first()?, *numbers.last()?)
                }
                Some(ConstList::Texts(_)) | None => None,
            },
            Atom::TextIs { slot, text, .. } => {
                let symbol = i32::try_from(numbers.symbol_of(text.0)?).ok()?;
                Self::between(symbol, symbol, narrow(*slot)?)
            }
            Atom::Const(_)
            | Atom::TextIn { .. }
            | Atom::TextSearch { .. }
            | Atom::Regex { .. }
            | Atom::ListHas { .. }
            | Atom::ListHasText { .. }
            | Atom::InList { .. }
            | Atom::During { .. }
            | Atom::Age { .. }
            | Atom::Cmp { .. }
            | Atom::TextCmp { .. } => None,
        }
    }

    fn range(program: &Program, slot: Slot, lo: i64, hi: i64) -> Option<Self> {
        let brevity = Brevity::of(program.schema.slots.get(slot.index())?.kind);
        Self::between(brevity.brief(lo), brevity.brief(hi), narrow(slot)?)
    }
}
