use crate::bytecode::{ListKind, Schema, Slot, SlotKind};
use std::fmt;

/// Something wrong with the data of one item, in the words of who wrote the program. The item is decided all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The place, as rules write it: `customer.tier`; a column or key of the item's envelope: `workstream`.
    pub path: String,
    /// What is wrong.
    pub reason: Reason,
}

/// What can be wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A required field has no value.
    Missing,
    /// A value cannot be read as what the field holds.
    Unreadable {
        /// The value, or its beginning.
        seen: String,
        /// What the field holds: `a whole number`.
        wanted: String,
        /// What counts instead.
        instead: Instead,
    },
    /// A number is larger than the field can hold.
    TooLarge {
        /// The number, or its beginning.
        seen: String,
        /// What counts instead.
        instead: Instead,
    },
    /// A text holds something that is no letter of any script: half a letter, or bytes that are not UTF-8.
    BrokenText {
        /// What counts instead.
        instead: Instead,
    },
    /// The item has the field more than once.
    Twice,
    /// The item names a workstream, an instance or a record that the program does not have.
    Unknown {
        /// The name.
        seen: String,
    },
}

/// What counts where a value cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Instead {
    /// Nothing: the field is missing.
    Missing,
    /// The field's default.
    Default,
    /// The other members of the list.
    OtherMembers,
    /// What stood there before, where an item is changed.
    Before,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.reason {
            Reason::Missing => write!(out, "`{path}` has no value"),
            Reason::Unreadable { seen, wanted, instead } => {
                write!(out, "`{path}` is `{seen}`, which is not {wanted}; {instead}")
            }
            Reason::TooLarge { seen, instead } => {
                write!(out, "`{path}` is `{seen}`, which is too large; {instead}")
            }
            Reason::BrokenText { instead } => {
                write!(out, "`{path}` holds a character that is damaged; {instead}")
            }
            Reason::Twice => write!(out, "`{path}` stands more than once; the last one counts"),
            Reason::Unknown { seen } => write!(out, "`{path}` is `{seen}`, which this program does not have"),
        }
    }
}

impl fmt::Display for Instead {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Missing => "taken as missing",
            Self::Default => "its default is taken",
            Self::OtherMembers => "left out of the list",
            Self::Before => "it stays as it was",
        })
    }
}

/// The path of a slot as rules write it.
pub(super) fn path_of(schema: &Schema, slot: Slot) -> String {
    schema.slots.get(slot.index()).map(|shape| shape.path.clone()).unwrap_or_default()
}

/// What a kind of slot holds, in words that follow "is not".
pub(super) fn words_for(schema: &Schema, kind: SlotKind) -> String {
    match kind {
        SlotKind::Bool => "yes or no".into(),
        SlotKind::Int => "a whole number".into(),
        SlotKind::Decimal => "a number".into(),
        SlotKind::Text => "a text".into(),
        SlotKind::Date => "a date such as 2026-12-25".into(),
        SlotKind::Time => "a time of day such as 08:00".into(),
        SlotKind::Instant => "a date and time such as 2026-12-25T08:00Z".into(),
        SlotKind::Duration => "a length of time such as 1h30m".into(),
        SlotKind::Enum(shape) => {
            match usize::try_from(shape).ok().and_then(|place| schema.enums.get(place)) {
                Some(shape) => format!("a value of `{}`", shape.name),
                None => "a value of its list".into(),
            }
        }
        SlotKind::List(kind) => words_for_list(schema, kind),
        SlotKind::Link => "an object with fields".into(),
    }
}

fn words_for_list(schema: &Schema, kind: ListKind) -> String {
    format!("a list whose members are each {}", words_for(schema, kind.member()))
}

/// The beginning of a value, long enough to know it again.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(LONGEST).map(plain).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Control characters would disturb the line they are shown on.
fn plain(letter: char) -> char {
    if letter.is_control() { '\u{FFFD}' } else { letter }
}
