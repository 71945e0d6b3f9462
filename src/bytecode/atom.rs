use super::operand::{ListId, TextId};
use super::schema::Slot;
use serde::{Deserialize, Serialize};

/// One yes-or-no question about slots. A program holds each atom once. Every atom is false of a missing operand; `!=`
/// and `not` change places of the two ways on, so no atom is negative.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Atom {
    /// Always so, or never.
    Const(bool),
    /// `lo <= slot <= hi`. Presence is the widest range; a flag is `1..1`; a skill or profile is a slot too.
    Range {
        /// What is asked; anything but a text or list, unless the range is the widest.
        slot: Slot,
        /// The lowest value that counts; above [`super::MISSING`].
        lo: i64,
        /// The highest.
        hi: i64,
    },
    /// One of the bits of a mask is the slot's value: for enums of up to 64 values.
    Mask {
        /// What is asked.
        slot: Slot,
        /// Bit n for value n.
        bits: u64,
    },
    /// One of a sorted list of numbers.
    OneOf {
        /// What is asked.
        slot: Slot,
        /// The numbers, rising.
        list: ListId,
    },
    /// Equal to a constant text.
    TextIs {
        /// The text asked.
        slot: Slot,
        /// The constant.
        text: TextId,
        /// Whether case counts.
        exact: bool,
    },
    /// Equal to one of several constant texts.
    TextIn {
        /// The text asked.
        slot: Slot,
        /// The constants, by place among the texts, rising.
        texts: Box<[TextId]>,
        /// Whether case counts.
        exact: bool,
    },
    /// Texts found in a text.
    TextSearch {
        /// The text searched.
        slot: Slot,
        /// Where they must stand.
        mode: SearchMode,
        /// What is looked for, by place among the texts, rising.
        texts: Box<[TextId]>,
        /// How many must be found.
        quantifier: Quantifier,
        /// Whether case counts.
        exact: bool,
    },
    /// A pattern found in a text.
    Regex {
        /// The text searched.
        slot: Slot,
        /// The pattern.
        pattern: TextId,
        /// Whether case counts.
        exact: bool,
    },
    /// Numbers contained in a list.
    ListHas {
        /// The list asked; not of texts.
        slot: Slot,
        /// The numbers, rising.
        list: ListId,
        /// How many must be contained.
        quantifier: Quantifier,
    },
    /// Texts contained in a list.
    ListHasText {
        /// The list asked; of texts.
        slot: Slot,
        /// The texts, by place, rising.
        texts: Box<[TextId]>,
        /// How many must be contained.
        quantifier: Quantifier,
        /// Whether case counts.
        exact: bool,
    },
    /// Whether a value stands in a list.
    InList {
        /// The value.
        slot: Slot,
        /// The list, of values of its kind.
        list: Slot,
        /// For texts: whether case counts.
        exact: bool,
    },
    /// Whether an instant lies in open time.
    During {
        /// The instant.
        slot: Slot,
        /// The calendar, by its place in the program.
        calendar: u32,
    },
    /// `lo <= now - slot <= hi`, in microseconds.
    Age {
        /// The instant.
        slot: Slot,
        /// The least age.
        lo: i64,
        /// The greatest.
        hi: i64,
    },
    /// A comparison of two values of one kind; not of texts or lists.
    Cmp {
        /// The left side.
        left: Slot,
        /// The operator.
        op: Cmp,
        /// The right side.
        right: Slot,
    },
    /// Equality of two texts.
    TextCmp {
        /// The left side.
        left: Slot,
        /// The right side.
        right: Slot,
        /// Whether case counts.
        exact: bool,
    },
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cmp {
    /// Equal.
    Eq,
    /// The left is smaller.
    Lt,
    /// The left is not bigger.
    Le,
}

/// Where in a text something must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SearchMode {
    /// Anywhere.
    Anywhere,
    /// Anywhere, with no letter or digit right before and after.
    Word,
    /// At the start.
    Start,
    /// At the end.
    End,
}

/// How many of several must be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
    /// Not one.
    None,
}

impl Atom {
    /// Whether there is a value.
    #[must_use]
    pub fn present(slot: Slot) -> Self {
        Self::Range { slot, lo: i64::MIN + 1, hi: i64::MAX }
    }

    /// The slots that the atom reads.
    #[must_use]
    pub fn slots(&self) -> (Option<Slot>, Option<Slot>) {
        match self {
            Self::Const(_) => (None, None),
            Self::Range { slot, .. }
            | Self::Mask { slot, .. }
            | Self::OneOf { slot, .. }
            | Self::TextIs { slot, .. }
            | Self::TextIn { slot, .. }
            | Self::TextSearch { slot, .. }
            | Self::Regex { slot, .. }
            | Self::ListHas { slot, .. }
            | Self::ListHasText { slot, .. }
            | Self::During { slot, .. }
            | Self::Age { slot, .. } => (Some(*slot), None),
            Self::InList { slot: left, list: right, .. }
            | Self::Cmp { left, right, .. }
            | Self::TextCmp { left, right, .. } => (Some(*left), Some(*right)),
        }
    }

    /// The constant texts that the atom names.
    #[must_use]
    pub fn texts(&self) -> &[TextId] {
        match self {
            Self::TextIs { text, .. } | Self::Regex { pattern: text, .. } => std::slice::from_ref(text),
            Self::TextIn { texts, .. } | Self::TextSearch { texts, .. } | Self::ListHasText { texts, .. } => {
                texts
            }
            Self::Const(_)
            | Self::Range { .. }
            | Self::Mask { .. }
            | Self::OneOf { .. }
            | Self::ListHas { .. }
            | Self::InList { .. }
            | Self::During { .. }
            | Self::Age { .. }
            | Self::Cmp { .. }
            | Self::TextCmp { .. } => &[],
        }
    }

    /// The list of numbers that the atom names.
    #[must_use]
    pub fn list(&self) -> Option<ListId> {
        if let Self::OneOf { list, .. } | Self::ListHas { list, .. } = self { Some(*list) } else { None }
    }
}
