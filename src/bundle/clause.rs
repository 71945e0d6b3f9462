use super::book::Place;
use crate::bytecode::{Pc, Slot};

/// A part of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause<'b> {
    /// How its parts are joined.
    pub kind: ClauseKind<'b>,
    /// As the author wrote it, shortened if very long.
    pub text: &'b str,
    /// Where it stands.
    pub place: Place,
    /// Its parts, in order.
    pub parts: Vec<Self>,
    /// Which slots a test reads, for showing what it saw.
    pub reads: Vec<Slot>,
}

/// How the parts of a condition are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseKind<'b> {
    /// All must hold.
    And,
    /// One must hold.
    Or,
    /// The one part must not hold.
    Not,
    /// A named condition; its one part is what it says.
    Condition(&'b str),
    /// A table, one of whose rows must match.
    Table(&'b str),
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
