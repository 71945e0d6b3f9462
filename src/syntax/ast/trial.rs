use super::{Expr, Name, Setting, Text};
use crate::source::Span;

/// `test "…" { given … at … expect … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// What it shows.
    pub title: Text,
    /// What is so before.
    pub given: Vec<Given>,
    /// `at 2026-03-02T10:15 "Europe/London"`: the instant and its zone
    pub at: Option<(Expr, Option<Text>)>,
    /// What must hold after.
    pub expect: Vec<Expectation>,
}

/// `given …`
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// What is given.
    pub kind: GivenKind,
    /// The whole entry.
    pub span: Span,
}

/// What a test may be given.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenKind {
    /// `given contoso_chat { … }`: an item for a workstream, or, by an entity's name, a record for intake
    Item {
        /// The workstream or entity.
        target: Name,
        /// The values: `cart 740`, `customer { … }`; `id "c-17"` stands in `given id`.
        values: Vec<Setting>,
    },
    /// `given queue vip { waiting_items 41 }`
    Queue {
        /// The queue.
        name: Name,
        /// The facts.
        facts: Vec<Setting>,
    },
    /// `given model mood = negative`
    Model {
        /// The ruleset that asks.
        name: Name,
        /// The answer.
        value: Expr,
    },
    /// `given id "c-17"`
    Id(Text),
}

/// `expect …`
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// `expect priority == high`, `expect queue == vip`
    Holds(Expr),
    /// `expect fired "Angry words"`, `expect not fired contoso_chat.urgency."Angry words"`
    Fired {
        /// Whether `not` stands before `fired`.
        negated: bool,
        /// The words before the label, as in `contoso_chat.urgency`.
        address: Vec<Name>,
        /// The rule's label.
        label: Text,
        /// The whole entry.
        span: Span,
    },
}

/// `scenario "…" { from … agent … 10:00 c1 arrives at … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What it shows.
    pub title: Text,
    /// `from 2026-03-02 "Europe/London"`, `agent ana { … }`
    pub settings: Vec<Setting>,
    /// The timed lines, in order.
    pub lines: Vec<Line>,
}

/// `10:00  c1 arrives at contoso_chat { … }` with the expectations under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// When: a time of day.
    pub time: Expr,
    /// Who, what, and to whom: `c1 arrives at contoso_chat { … }` is the word `c1` with the terms after it.
    pub event: Setting,
    /// `expect …`
    pub expect: Vec<Expectation>,
    /// The line without its expectations.
    pub span: Span,
}
