use crate::source::Span;
use crate::vm::{Decision, RuleName, Seen};

/// What came of the tests and scenarios of a program.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TestReport {
    /// Each that was run: first the tests in the program's order, then the scenarios in theirs.
    pub results: Vec<TestResult>,
    /// How many were left out, because their titles were not asked for.
    pub skipped: usize,
}

/// What was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TestKind {
    /// A `test`: one item, decided.
    Test,
    /// A `scenario`: what happens over time.
    Scenario,
}

/// What came of one test or scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct TestResult {
    /// Which of the two it is.
    pub kind: TestKind,
    /// What it shows; with a row, its label or what it gives behind the title of the test.
    pub title: String,
    /// The title of the test as written, which all of its rows have; none for a scenario.
    pub within: Option<String>,
    /// Where it stands: the row, or the whole.
    pub span: Span,
    /// The whole test or scenario.
    pub whole: Span,
    /// What did not hold; empty where all did.
    pub failed: Vec<Failed>,
    /// What was decided, with the trace of each rule that a failure speaks of; none for a scenario, and where the item could
    /// not even be read.
    pub decision: Option<Decision>,
}

/// An expectation that did not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Failed {
    /// Where the expectation stands.
    pub span: Span,
    /// What was expected, as written.
    pub expected: String,
    /// What was so instead, in words.
    pub got: String,
    /// The values that the expectation saw.
    pub seen: Vec<Seen>,
    /// The rule that made it so, if one did.
    pub decided_by: Option<RuleName>,
    /// What is to be said of that rule, in words.
    pub blame: &'static str,
    /// In a scenario: the line after which it was expected.
    pub line: Option<Span>,
    /// In a scenario: what happened up to then, in words, the last of it last: `10:01  ana accepts c1`.
    pub before: Vec<String>,
}

impl TestReport {
    /// How many failed.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.results.iter().filter(|result| !result.failed.is_empty()).count()
    }
}
