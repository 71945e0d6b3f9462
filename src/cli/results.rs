use super::report::{Places, Shape};
use super::verdicts;
use enroute::diagnostic::Diagnostic;
use enroute::runner::{TestKind, TestReport};
use enroute::source::Sources;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// What came of the tests and scenarios of programs, as JSON.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(title = "Results")]
pub(crate) struct Tested {
    /// Every test and scenario that was run.
    results: Vec<One>,
    /// How many were left out, because their titles were not asked for.
    skipped: usize,
    /// What is wrong with programs that could not be run.
    problems: Vec<Shape>,
}

/// What came of one test or scenario. Lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct One {
    /// Which of the two it is.
    kind: What,
    /// What it shows; with a row or an item of a file, what that is called too.
    title: String,
    /// The title of the test that it is a row or an item of; none where it is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    /// The file it stands in.
    file: String,
    /// Line of its first character.
    line: u32,
    /// Column of its first character.
    column: u32,
    /// Whether all was as expected.
    passed: bool,
    /// What was not.
    failures: Vec<Shape>,
}

/// What was run.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum What {
    /// A `test`: one item, decided.
    Test,
    /// A `scenario`: what happens over time.
    Scenario,
}

impl Tested {
    /// Adds what came of one program.
    pub(crate) fn add(&mut self, report: &TestReport, sources: &Sources, places: &Places<'_>) {
        self.skipped += report.skipped;
        self.results.extend(report.results.iter().map(|result| {
            let place = places.place(result.span);
            let failures = verdicts::failures_of(result, sources);
            One {
                kind: match result.kind {
                    TestKind::Test => What::Test,
                    TestKind::Scenario => What::Scenario,
                },
                title: result.title.clone(),
                within: result.within.clone().filter(|within| *within != result.title),
                file: place.file,
                line: place.line,
                column: place.column,
                passed: failures.is_empty(),
                failures: failures.iter().map(|failure| Shape::of(failure, places)).collect(),
            }
        }));
    }

    /// Adds what is wrong with a program that cannot be run.
    pub(crate) fn add_problems(&mut self, problems: &[Diagnostic], places: &Places<'_>) {
        self.problems.extend(problems.iter().map(|problem| Shape::of(problem, places)));
    }

    /// Writes all as one JSON object.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}
