use crate::bundle::About;
use crate::bytecode::{Program, RuleId};

/// Whether the expectations of tests are compiled too. A bundle for production leaves them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tests {
    /// They are: each becomes an entry of the program.
    Keep,
    /// They are not.
    Leave,
}

/// A program, compiled.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// What the machine needs.
    pub program: Program,
    /// What people want to know.
    pub about: About,
    /// The expectations of each test of the program, in its order; empty with [`Tests::Leave`].
    pub tests: Vec<Vec<Expected>>,
}

/// An expectation of a test, compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The condition of that number must hold after the decision: ask `Machine::holds`.
    Holds {
        /// Its place among the program's entries.
        entry: u32,
        /// The same among the conditions that the bundle tells of, to show what its parts saw: ask `Machine::explain`.
        clause: u32,
    },
    /// That rule must have been applied.
    Fired {
        /// Which.
        rule: RuleId,
        /// Whether it must *not* have been.
        negated: bool,
    },
}

/// How much is done to make a program quick.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Effort {
    /// Equal parts are made once and shared, and rules are filed under what they seldom match.
    #[default]
    Full,
    /// Each part is made where it is needed, and every rule is asked: for holding the other against.
    Plain,
}
