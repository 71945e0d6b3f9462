use super::report::safe;
use super::traced::{blamed, undecided};
use enroute::diagnostic::{Diagnostic, Label, Severity};
use enroute::runner::{Failed, TestKind, TestReport, TestResult};
use enroute::source::Sources;
use std::fmt::Write;

/// `✓ title`, a line for each that was run.
pub(crate) fn lines(report: &TestReport) -> String {
    let mark = |result: &TestResult| if result.failed.is_empty() { "✓" } else { "✗" };
    report.results.iter().fold(String::new(), |mut text, result| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{} {}", mark(result), safe(&result.title));
        text
    })
}

/// The failures of tests and scenarios as diagnostics, so that all formats can show them.
pub(crate) fn failures(report: &TestReport, sources: &Sources) -> Vec<Diagnostic> {
    report.results.iter().flat_map(|result| failures_of(result, sources)).collect()
}

/// The failures of one: at the expectation, with the rule that decided, or with what happened before.
pub(crate) fn failures_of(result: &TestResult, sources: &Sources) -> Vec<Diagnostic> {
    result.failed.iter().map(|failed| failure(result, failed, sources)).collect()
}

fn failure(result: &TestResult, failed: &Failed, sources: &Sources) -> Diagnostic {
    let mut labels = vec![Label { span: failed.span, text: format!("but {}", failed.got) }];
    if let Some(rule) = &failed.decided_by {
        labels.extend(blamed(rule, failed.blame, result.decision.as_ref(), sources));
    }
    if let Some(span) = failed.line {
        labels.push(Label { span, text: "after this".to_owned() });
    }
    let called = called(result.kind);
    let asks_where = failed.seen.iter().any(|seen| matches!(&*seen.path, "queue" | "workstream"));
    let nobody = || {
        let decision = result.decision.as_ref().filter(|_| asks_where && failed.decided_by.is_none());
        decision.and_then(undecided)
    };
    Diagnostic {
        code: called.code.to_owned(),
        severity: Severity::Error,
        message: format!(
            "{} \"{}\": expected {}, but {}",
            called.word, result.title, failed.expected, failed.got
        ),
        help: story(&failed.before).or_else(nobody),
        labels,
        fixes: Vec::new(),
    }
}

/// What a failure is called.
struct Called {
    code: &'static str,
    word: &'static str,
}

fn called(kind: TestKind) -> Called {
    match kind {
        TestKind::Test => Called { code: "test-failed", word: "test" },
        TestKind::Scenario => Called { code: "scenario-failed", word: "scenario" },
    }
}

/// What happened in a scenario, a sentence a line.
fn story(before: &[String]) -> Option<String> {
    (!before.is_empty()).then(|| format!("what happened:\n{}", before.join("\n")))
}
