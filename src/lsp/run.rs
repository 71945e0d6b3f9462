use super::outbox::Weight;
use super::refusal::Refusal;
use super::state::State;
use crate::engine;
use crate::runner::{self, TestKind, TestReport, TestResult};
use crate::source::{FileId, Sources};
use gen_lsp_types::Uri;
use serde::Deserialize;
use serde_json::{Value, json};

/// The command that runs a test or scenario.
pub(super) const COMMAND: &str = "enroute.run";

/// What comes with the command, in words.
pub(super) const ARGUMENT: &str = "say what is to be run: the address of its text as `uri`, `test` or `scenario` as `kind`, and what it is called as `name`";

/// What is to be run.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    uri: Uri,
    kind: Kind,
    name: String,
    /// Where it stands, counted from zero: several may be called the same.
    line: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Test,
    Scenario,
}

impl Kind {
    fn of(kind: TestKind) -> Self {
        match kind {
            TestKind::Test => Self::Test,
            TestKind::Scenario => Self::Scenario,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Scenario => "scenario",
        }
    }
}

/// The results of what stands next to a line of a file: several for a test with rows.
fn nearest(results: Vec<TestResult>, sources: &Sources, file: Option<FileId>, line: u32) -> Vec<TestResult> {
    let away = |result: &TestResult| {
        let text = sources.get(result.span.file).map(|file| file.text.as_str()).unwrap_or_default();
        let start = usize::try_from(result.whole.start).unwrap_or(usize::MAX);
        let above = text.get(..start).unwrap_or_default().matches('\n').count();
        (Some(result.whole.file) != file, above.abs_diff(usize::try_from(line).unwrap_or(usize::MAX)))
    };
    let next = results.iter().min_by_key(|result| away(result)).map(|result| result.whole);
    results.into_iter().filter(|result| Some(result.whole) == next).collect()
}

/// Runs a test or scenario on the texts as they stand in the editor, shows whether it passed, and gives what
/// `enroute test` would print of it.
pub(super) fn run(state: &State<'_>, wanted: &Wanted) -> Result<Value, Refusal> {
    let page = state.page(&wanted.uri)?;
    let program = page.view.program;
    let compiled = engine::compile_with_tests(&state.loader(program), &program.roots)
        .map_err(|failure| Refusal::failed(failure.to_string()))?;
    if compiled.bundle.is_none() {
        return Err(Refusal::failed("the program has errors, so none of its tests can run"));
    }
    let TestReport { mut results, .. } = runner::run(&compiled, Some(&wanted.name));
    let is_called = |result: &TestResult| result.within.as_ref().unwrap_or(&result.title) == &wanted.name;
    results.retain(|result| Kind::of(result.kind) == wanted.kind && is_called(result));
    if let Some(line) = wanted.line {
        let file = page.view.path(page.file).and_then(|name| compiled.checked.sources.find(name));
        results = nearest(results, &compiled.checked.sources, file, line);
    }
    if results.is_empty() {
        let words = format!("there is no {} \"{}\" in the program", wanted.kind.word(), wanted.name);
        return Err(Refusal::failed(words));
    }
    let report = TestReport { results, skipped: 0 };
    let passed = report.failures() == 0;
    let text = (state.outside.draw)(&report, &compiled.checked.sources);
    let (weight, outcome) = if passed { (Weight::Info, "passed") } else { (Weight::Warning, "failed") };
    state.outbox.show(weight, &format!("{} \"{}\" {outcome}", wanted.kind.word(), wanted.name));
    Ok(json!({ "passed": passed, "text": text }))
}
