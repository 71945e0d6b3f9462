use super::{Const, Expr, QueueId, WorkstreamId};
use crate::source::Span;
use crate::types::EntityId;
use crate::value::{Duration, Instant};
use std::sync::Arc;

/// A test, or one row of it: an item, what is so, and what must come of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// What it shows; with a row, its label or what it gives behind the title of the test: `who waits: gold | 6000`.
    pub title: String,
    /// The title of the test as written, which all of its rows have.
    pub within: String,
    /// The item's id; the title where none is given.
    pub id: String,
    /// Which way the item comes in.
    pub item: TestItem,
    /// The item as a file has it, as a JSON object; what `values` say goes before it.
    pub data: Option<Arc<str>>,
    /// The item's values, by path in the words of the program: `customer.tier`, `context.cart`, `channel.locale`.
    pub values: Vec<(String, TestValue)>,
    /// What is so of queues.
    pub queues: Vec<GivenQueue>,
    /// What models answer, by ruleset.
    pub models: Vec<(String, Const)>,
    /// The instant; without one the test may not depend on time, and runs at 1970-01-01T00:00Z.
    pub at: Option<Instant>,
    /// What must hold.
    pub expect: Vec<Expectation>,
    /// Where it stands: the row, or the whole.
    pub span: Span,
    /// The whole test.
    pub whole: Span,
}

/// Which way a test's item comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestItem {
    /// To that workstream.
    Workstream(WorkstreamId),
    /// As a record of that entity, through intake.
    Record(EntityId),
}

/// A value a test gives.
#[derive(Debug, Clone, PartialEq)]
pub enum TestValue {
    /// A scalar.
    One(Const),
    /// A list.
    Many(Vec<Const>),
}

/// `given queue vip { waiting_items 41 }`
#[derive(Debug, Clone, PartialEq)]
pub struct GivenQueue {
    /// Which.
    pub queue: QueueId,
    /// How many items wait.
    pub waiting_items: Option<i64>,
    /// How long a new item would wait.
    pub predicted_wait: Option<Duration>,
}

/// What must hold after the decision.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// A condition over the item as it was left, and over [`super::DecisionFact`]s.
    Holds {
        /// The condition.
        condition: Expr,
        /// How a person would write it, where the text at its place does not say it: a cell of a row.
        words: Option<String>,
    },
    /// A rule was applied, or was not.
    Fired {
        /// The rule's address: workstream, ruleset (or `route`, `intake`), label.
        rule: (String, String, String),
        /// Whether it must not have been.
        negated: bool,
        /// Where the expectation stands.
        span: Span,
    },
}
