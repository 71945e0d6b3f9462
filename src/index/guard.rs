use super::numbering::Numbers;
use crate::bytecode::{Atom, ConstList, Program, Slot};

/// A range that a slot must lie in where a rule matches, asked before the rule's code: 12 bytes.
///
/// It is the same for numbers of any size: the value is shifted until the ends fit into 32 bits, so that the guard may let
/// a little more through than the test it stands for, and never less. A text's symbol stands in its upper half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// The lower end; the least number lets missing values through too.
    pub lo: i32,
    /// The upper end; the greatest number is no end.
    pub hi: i32,
    /// The slot asked.
    pub slot: u16,
    /// By how many bits the value is shifted.
    pub shift: u8,
}

impl Guard {
    /// Lets everything through.
    pub const ALWAYS: Self = Self { lo: i32::MIN, hi: i32::MAX, slot: 0, shift: 0 };

    /// Whether the rule may match where the slot has that value.
    #[must_use]
    pub fn lets(self, value: i64) -> bool {
        let value = (value >> self.shift).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        (i64::from(self.lo) <= value) & (value <= i64::from(self.hi))
    }

    /// The guard of an atom; `None` for one that is no range of a slot.
    pub(super) fn of(program: &Program, numbers: &Numbers, atom: &Atom) -> Option<Self> {
        match atom {
            Atom::Range { slot, lo, hi } => Self::range(*slot, *lo, *hi),
            Atom::Mask { slot, bits } => {
                Self::range(*slot, i64::from(bits.trailing_zeros()), 63 - i64::from(bits.leading_zeros()))
            }
            Atom::OneOf { slot, list } => match program.lists.get(list.index()) {
                Some(ConstList::Numbers(numbers)) => Self::range(*slot, *numbers.first()?, *numbers.last()?),
                Some(ConstList::Texts(_)) | None => None,
            },
            Atom::TextIs { slot, text, .. } => {
                let symbol = i32::try_from(numbers.symbol_of(text.0)?).ok()?;
                Some(Self { lo: symbol, hi: symbol, slot: u16::try_from(slot.0).ok()?, shift: 32 })
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

    fn range(slot: Slot, lo: i64, hi: i64) -> Option<Self> {
        let open = (lo == i64::MIN + 1, hi == i64::MAX);
        let shift = (0..32).find(|shift| {
            let fits = |end: i64| i32::try_from(end >> shift).is_ok();
            (open.0 || fits(lo)) && (open.1 || fits(hi))
        })?;
        let end = |end: i64| i32::try_from(end >> shift).ok();
        Some(Self {
            lo: if open.0 { i32::MIN } else { end(lo)? },
            hi: if open.1 { i32::MAX } else { end(hi)? },
            slot: u16::try_from(slot.0).ok()?,
            shift,
        })
    }
}
