//! What a compiled program is made of.
//!
//! Takes nothing, gives the shapes that the compiler writes and the machine reads: the [`Schema`], which says what an
//! item looks like to a program, the instructions, the lists of rules; and [`verify`], which alone makes a
//! [`Verified`] program of a [`Program`]. It must never know a text an author wrote, nor how anything is run.

mod atom;
mod brief;
mod cost;
mod deeds;
mod desk;
mod error;
mod filing;
mod hours;
mod inspect;
mod kinds;
mod op;
mod operand;
mod people;
mod program;
mod rules;
mod schema;
mod search;
mod service;
mod shape;
mod sums;
mod sure;
mod verified;
mod ways;
mod written;

pub use atom::{Atom, Cmp, Quantifier, SearchMode};
pub use brief::{Brevity, MISSING_BRIEF};
pub(crate) use deeds::{Deeds, standing};
pub use desk::{
    AgentBy, AgentKey, AgentSlots, Assignment, Desk, DeskQueue, Inherit, ItemKey, Kind, LONGEST_TIME,
    Members, Method, Organisation, OwnPresence, Profile, Skill, WaitingRule,
};
pub use error::VerifyError;
pub use filing::{Key, MOST_KEYS, guarding, keeps};
pub use inspect::DEAREST_DECISION;
pub use op::{Flow, OP_BYTES, Op};
pub use operand::{AtomId, ListId, NumberId, OperandVisitor, Pc, TableId, TextId, ZoneId};
pub use program::{
    ANY_LEVEL, ConstList, Demand, KnownSlots, Program, Queue, Source, Step, Table, Workstream,
};
pub use rules::{Action, Overflow, Policy, Rule, RuleId, RuleKind, RuleList, RuleListId, Send, Target};
pub use schema::{
    Const, EnumShape, EnumValueShape, FieldShape, IntakeShape, ListKind, MISSING, Reading, RecordShape, Root,
    Schema, Slot, SlotKind, SlotShape, WorkstreamShape,
};
pub use search::{Search, is_word_letter};
pub use service::{
    Class, Closing, DeskWorkstream, Matching, Offer, Offers, Picking, Preferred, Release, WrapUp,
};
pub(crate) use sums::Sums;
pub use verified::{Verified, verify, verify_within};
pub use ways::{MOST_QUESTS, Quest, Ways};
pub use written::Written;
