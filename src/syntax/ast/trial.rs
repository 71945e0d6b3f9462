use super::{Cell, Expr, Name, Setting, Text};
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
    /// What differs from one run of the test to the next; the test is run once where there is none.
    pub rows: Vec<TestRows>,
}

impl Test {
    /// The paths of the files with items that it is given.
    pub fn files(&self) -> impl Iterator<Item = &Text> {
        self.given.iter().filter_map(|given| match &given.kind {
            GivenKind::Item { from, .. } => from.as_ref(),
            GivenKind::Queue { .. } | GivenKind::Model { .. } | GivenKind::Id(_) => None,
        })
    }
}

/// `rows customer.tier | amount -> priority | queue { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct TestRows {
    /// What each row gives.
    pub given: Vec<GivenColumn>,
    /// What each row expects.
    pub expect: Vec<ExpectColumn>,
    /// The rows.
    pub rows: Vec<TestRow>,
    /// From `rows` to the last column.
    pub header: Span,
    /// The whole entry.
    pub span: Span,
}

/// What a column gives.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenColumn {
    /// What it is.
    pub kind: GivenColumnKind,
    /// Where it stands.
    pub span: Span,
}

/// What a column may give.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenColumnKind {
    /// `customer.tier`: a value of the item
    Value(Vec<Name>),
    /// `id`
    Id,
    /// `at "Europe/London"`
    At(Option<Text>),
    /// `model mood`: what the ruleset's model answers
    Model(Name),
    /// `queue vip waiting_items`
    Queue(Name, Name),
}

/// What a column expects.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpectColumn {
    /// `priority`, `item needs french`
    Holds(Expr),
    /// `fired contoso_chat.urgency`: a rule by its label
    Fired {
        /// The words before the label.
        address: Vec<Name>,
        /// The whole column.
        span: Span,
    },
}

/// `"a large order": platinum | 6000 -> high | vip`
#[derive(Debug, Clone, PartialEq)]
pub struct TestRow {
    /// What it shows, where that is said.
    pub label: Option<Text>,
    /// What is given, one a column; none for `missing`.
    pub given: Vec<Option<Expr>>,
    /// What is expected, one a column.
    pub expect: Vec<Cell>,
    /// The whole row.
    pub span: Span,
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
        /// `from "people.jsonl"`: the file with the items' data
        from: Option<Text>,
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
