//! What an item looks like to a compiled program.
//!
//! Every scalar place that a program reads or sets is a [`Slot`], one integer of 64 bits while it runs:
//!
//! | kind | the integer |
//! |---|---|
//! | any | [`MISSING`] where there is no value |
//! | bool | 0, 1 |
//! | int | itself |
//! | decimal | ten-thousandths |
//! | date | days since 1970-01-01 |
//! | time | microseconds since midnight, up to 24:00 |
//! | instant | microseconds since 1970-01-01T00:00Z |
//! | duration | microseconds |
//! | enum | the value's place in declared order, from 0 |
//! | text | a handle into the frame's texts: symbol above, entry below (see `item::Texts`) |
//! | list | a handle into the frame's lists, whose members are integers of this table |
//! | link | 1 where the linked entity is there |

use crate::value::fold;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What a slot holds where there is no value. No readable value is this integer.
pub const MISSING: i64 = i64::MIN;

/// The number of a scalar place, one numbering for the whole program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Slot(pub u32);

impl Slot {
    /// The slot's place in a list of all slots.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SlotKind {
    /// `yes` or `no`.
    Bool,
    /// A whole number.
    Int,
    /// A number with four decimals.
    Decimal,
    /// A text.
    Text,
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A point on the time line.
    Instant,
    /// A length of time.
    Duration,
    /// A value of the enum with this place in [`Schema::enums`].
    Enum(u32),
    /// Several values of one kind.
    List(ListKind),
    /// Whether a linked entity is there: 1 or missing.
    Link,
}

/// What the members of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ListKind {
    /// `[bool]`
    Bool,
    /// `[int]`
    Int,
    /// `[decimal]`
    Decimal,
    /// `[text]`
    Text,
    /// `[date]`
    Date,
    /// `[time]`
    Time,
    /// `[instant]`
    Instant,
    /// `[duration]`
    Duration,
    /// A list of values of the enum with this place in [`Schema::enums`].
    Enum(u32),
}

impl ListKind {
    /// The kind of one member.
    #[must_use]
    pub fn member(self) -> SlotKind {
        match self {
            Self::Bool => SlotKind::Bool,
            Self::Int => SlotKind::Int,
            Self::Decimal => SlotKind::Decimal,
            Self::Text => SlotKind::Text,
            Self::Date => SlotKind::Date,
            Self::Time => SlotKind::Time,
            Self::Instant => SlotKind::Instant,
            Self::Duration => SlotKind::Duration,
            Self::Enum(shape) => SlotKind::Enum(shape),
        }
    }
}

/// A constant: what fills a slot when the data has no value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Const {
    /// Any kind but text and list: the slot's integer.
    Value(i64),
    /// A text: its place in [`Schema::texts`].
    Text(u32),
    /// A list of anything but texts: the members' integers.
    List(Vec<i64>),
    /// A list of texts: their places in [`Schema::texts`].
    Texts(Vec<u32>),
}

/// Everything that a reader of items must know of a program.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Schema {
    /// The enums, in order of declaration; skills stand here too where a model answers with skills. Shared with readers.
    pub enums: Arc<Vec<EnumShape>>,
    /// The records that workstreams and intakes read (entities, contexts, channels, answers of models), and the
    /// entities linked from them, each link with a record of its own.
    pub records: Vec<RecordShape>,
    /// What each slot is, by its number.
    pub slots: Vec<SlotShape>,
    /// The constant texts of the program. Each stands here once as written; two that differ in case both stand here.
    pub texts: Vec<String>,
    /// The workstreams, in order of declaration.
    pub workstreams: Vec<WorkstreamShape>,
    /// The intakes, in order of declaration.
    pub intakes: Vec<IntakeShape>,
}

impl Schema {
    /// The symbol of each constant text: one and the same for texts that are equal without case, counted from 1 in the
    /// order of [`Schema::texts`].
    #[must_use]
    pub fn symbols(&self) -> Vec<u32> {
        // Whoever wrote the texts must not know the hash: texts of one hash each would be compared with all others.
        let mut known: HashMap<Cow<'_, str>, u32> = HashMap::new();
        let symbols = self.texts.iter().zip(1_u32..);
        symbols.map(|(text, symbol)| *known.entry(fold(text)).or_insert(symbol)).collect()
    }
}

/// A declared enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumShape {
    /// Its name, as in `Tier`.
    pub name: String,
    /// Its values, in declared order.
    pub values: Vec<EnumValueShape>,
}

/// One value of an enum, with all that data may spell it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumValueShape {
    /// The word that rules use.
    pub word: String,
    /// What people see.
    pub label: Option<String>,
    /// Further spellings.
    pub spellings: Vec<String>,
    /// The number that data may use instead.
    pub code: Option<i64>,
}

/// What is read of one record: only the fields the program uses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecordShape {
    /// The entity's name, as in `Customer`; `context`, `channel` or `models` for those.
    pub entity: String,
    /// Its fields, in declared order.
    pub fields: Vec<FieldShape>,
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldShape {
    /// The field's name in the data.
    pub key: String,
    /// The word that rules use.
    pub name: String,
    /// How it is read.
    pub reading: Reading,
}

/// How a field is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// A value or a list of values.
    Value {
        /// Where it goes.
        slot: Slot,
        /// What it is.
        kind: SlotKind,
        /// Whether it may be missing without a problem.
        optional: bool,
        /// What fills it when it is missing.
        default: Option<Const>,
    },
    /// A linked entity: an object in JSON, dotted columns in CSV.
    Link {
        /// Where its presence goes.
        present: Slot,
        /// Whether it may be missing without a problem.
        optional: bool,
        /// What is read of it, in [`Schema::records`]: always a higher number than that of the record with the link,
        /// so that records are trees, and every path has slots of its own.
        record: u32,
    },
    /// The answer of a model: the value itself, or an object with `value` and `confidence`.
    Answer {
        /// Where the answer goes.
        slot: Slot,
        /// What it is.
        kind: SlotKind,
        /// Where the confidence goes, a decimal, where the program reads it.
        confidence: Option<Slot>,
    },
}

/// What a slot is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotShape {
    /// What it holds.
    pub kind: SlotKind,
    /// The path as the author writes it: `customer.tier`.
    pub path: String,
    /// Where the path begins.
    pub root: Root,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Root {
    /// The item itself.
    Item,
    /// The workstream's context variables.
    Context,
    /// What the channel tells.
    Channel,
    /// The answer of a model.
    Model,
    /// Nothing of the data: what the machine computes, or is told of the time and of queues.
    Machine,
}

/// What a workstream reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkstreamShape {
    /// Its name.
    pub name: String,
    /// Its item, in [`Schema::records`].
    pub record: u32,
    /// Its context variables, in [`Schema::records`].
    pub context: Option<u32>,
    /// The fields of its channel, in [`Schema::records`].
    pub channel: Option<u32>,
    /// The answers of its models by the name of the ruleset that asks, in [`Schema::records`].
    pub models: Option<u32>,
    /// The instances that lead to it.
    pub instances: Vec<String>,
}

/// What an intake reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeShape {
    /// The entity's name.
    pub entity: String,
    /// Its item, in [`Schema::records`]. Every workstream that carries this entity reads the same record, so that what
    /// was read for the intake serves the workstream it chooses.
    pub record: u32,
    /// What the workstreams that it may choose read of `context`, together, in [`Schema::records`].
    pub context: Option<u32>,
    /// What they read of the channel, together, in [`Schema::records`].
    pub channel: Option<u32>,
    /// What they read of models, together, in [`Schema::records`].
    pub models: Option<u32>,
}
