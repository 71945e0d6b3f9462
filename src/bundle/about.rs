use crate::bytecode::{Pc, Slot};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What people want to know of a program, beside what the machine needs: names, places, texts, settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct About {
    /// The files of the program, by name.
    pub files: Vec<Arc<str>>,
    /// Each rule, as the program numbers them.
    pub rules: Vec<RuleAbout>,
    /// The parts of all conditions: parts stand after what they are parts of.
    pub clauses: Vec<Clause>,
    /// The workstreams, as the program numbers them.
    pub workstreams: Vec<Declared>,
    /// The queues, likewise.
    pub queues: Vec<Declared>,
    /// The skills, likewise.
    pub skills: Vec<Declared>,
    /// The capacity profiles, likewise.
    pub profiles: Vec<Declared>,
    /// The bots, likewise.
    pub bots: Vec<Declared>,
    /// The calendars, likewise.
    pub calendars: Vec<Declared>,
    /// The tables, likewise.
    pub tables: Vec<Declared>,
    /// The paths of the slots, as the schema numbers them.
    pub paths: Vec<Arc<str>>,
    /// The organisation's settings in force.
    pub organisation: Vec<Setting>,
    /// What is kept for the agents' side and not run here: assignments, memberships, overflow of waiting items.
    pub desk: Vec<Kept>,
}

/// A rule, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleAbout {
    /// Its address: `contoso_chat.urgency."Angry words"`.
    pub address: Arc<str>,
    /// Its own name: `Angry words`, `urgency#2`.
    pub name: Arc<str>,
    /// As the author wrote it, shortened if very long.
    pub text: Arc<str>,
    /// Where it stands.
    pub place: Place,
    /// Its condition among the clauses; none where it always holds.
    pub clause: Option<u32>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Which file of the program.
    pub file: u32,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// A part of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// How its parts are joined.
    pub kind: ClauseKind,
    /// As the author wrote it, shortened if very long.
    pub text: Arc<str>,
    /// Where it stands.
    pub place: Place,
    /// Its parts, in order: places among the clauses, all after this one.
    pub parts: Vec<u32>,
    /// Which slots a test reads, for showing what it saw.
    pub reads: Vec<Slot>,
}

/// How the parts of a condition are joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClauseKind {
    /// All must hold.
    And,
    /// One must hold.
    Or,
    /// The one part must not hold.
    Not,
    /// A named condition; its one part is what it says.
    Condition(Arc<str>),
    /// A table, one of whose rows must match.
    Table(Arc<str>),
    /// A single test: code from `pc` up to `test`, whose answer it is, or its opposite.
    Test {
        /// Where its code begins.
        pc: Pc,
        /// Where its `test` stands.
        test: Pc,
        /// Whether the opposite is meant.
        negated: bool,
    },
}

/// Something declared, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The word other text refers to.
    pub name: Arc<str>,
    /// What people see.
    pub label: Arc<str>,
    /// Where it is declared; none for what is built in.
    pub place: Option<Place>,
    /// Its settings in force.
    pub settings: Vec<Setting>,
}

/// A setting in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Where it belongs: `distribution.wrap_up`.
    pub address: Arc<str>,
    /// The value as the language writes it.
    pub value: Arc<str>,
    /// Why it is in force.
    pub origin: Origin,
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// It is written there.
    Written(Place),
    /// It is the platform's default, for that reason.
    Default(Arc<str>),
    /// It was copied from the declaration of that name, where it is written unless it is a default there too.
    Copied(Arc<str>, Option<Place>),
}

/// A text kept for the agents' side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its address: `assignment skilled_first."Trained"`.
    pub address: Arc<str>,
    /// The text as written.
    pub text: Arc<str>,
    /// Where it stands.
    pub place: Place,
}
