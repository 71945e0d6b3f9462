use crate::source::Span;
use crate::vm::{Decision, RuleName, Seen};

/// What came of the tests of a program.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TestReport {
    /// Each test that was run, in the program's order.
    pub results: Vec<TestResult>,
    /// How many tests were left out, because their titles were not asked for.
    pub skipped: usize,
}

/// What came of one test.
#[derive(Debug, Clone, PartialEq)]
pub struct TestResult {
    /// What the test shows.
    pub title: String,
    /// Where it stands.
    pub span: Span,
    /// What did not hold; empty for a test that passed.
    pub failed: Vec<Failed>,
    /// What was decided; none where the item could not even be read.
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
}

impl TestReport {
    /// How many tests failed.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.results.iter().filter(|result| !result.failed.is_empty()).count()
    }
}
