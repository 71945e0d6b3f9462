use super::numbering::Numbers;
use crate::bytecode::{Atom, ConstList, Program, Slot, SlotKind};

/// A range that a slot must lie in where a rule matches, asked before the rule's code: 12 bytes.
///
/// Values and ends are brought to 32 bits alike ([`Column::of`]), so that the guard may let a little more through than
/// the test it stands for, and never less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// The lower end; the least number lets missing values through too.
    pub lo: i32,
    /// The upper end.
    pub hi: i32,
    /// What is asked.
    pub column: Column,
}

/// A slot, as guards see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// The slot.
    pub slot: u16,
    /// By how many bits its value is shifted, before what does not fit into 32 bits becomes the least or the greatest number.
    pub shift: u8,
}

impl Column {
    /// A value as guards see it.
    #[must_use]
    pub fn of(self, value: i64) -> i32 {
        let value = (value >> self.shift).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        i32::try_from(value).unwrap_or(i32::MAX)
    }
}

impl Guard {
    /// Lets everything through.
    pub const ALWAYS: Self = Self { lo: i32::MIN, hi: i32::MAX, column: Column { slot: 0, shift: 0 } };

    /// Whether the rule may match where its column has that value.
    #[must_use]
    pub fn lets(self, value: i32) -> bool {
        let within = |value: i32| value.wrapping_sub(self.lo).cast_unsigned();
        within(value) <= within(self.hi)
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
                Some(Self { lo: symbol, hi: symbol, column: column(program, *slot)? })
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
        let column = column(program, slot)?;
        Some(Self { lo: column.of(lo), hi: column.of(hi), column }).filter(|guard| guard.lo <= guard.hi)
    }
}

/// A slot as a column: a text is seen by its symbol, a point in time by the second or so.
fn column(program: &Program, slot: Slot) -> Option<Column> {
    let shift = match program.schema.slots.get(slot.index())?.kind {
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
    Some(Column { slot: u16::try_from(slot.0).ok()?, shift })
}
