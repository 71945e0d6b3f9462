use super::report::safe;
use enroute::diagnostic::{Diagnostic, Label, Severity};
use enroute::runner::{Failed, TestKind, TestReport, TestResult};
use enroute::source::{FileId, Sources, Span};
use enroute::vm::RuleName;
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
    if let Some(span) = failed.decided_by.as_ref().and_then(|rule| line_of(rule, sources)) {
        labels.push(Label { span, text: failed.blame.to_owned() });
    }
    if let Some(span) = failed.line {
        labels.push(Label { span, text: "after this".to_owned() });
    }
    let called = called(result.kind);
    Diagnostic {
        code: called.code.to_owned(),
        severity: Severity::Error,
        message: format!(
            "{} \"{}\": expected {}, but {}",
            called.word, result.title, failed.expected, failed.got
        ),
        help: story(&failed.before),
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

/// The rest of the line that a rule begins on.
fn line_of(rule: &RuleName, sources: &Sources) -> Option<Span> {
    let file: FileId = sources.find(rule.file())?;
    let text = &sources.get(file)?.text;
    let line = text.split_inclusive('\n').nth(usize::try_from(rule.line.checked_sub(1)?).ok()?)?;
    let before =
        line.chars().take(usize::try_from(rule.column.checked_sub(1)?).ok()?).map(char::len_utf8).sum();
    let rest = line.get(before..)?.trim_end();
    // Both are parts of one text.
    let start = u32::try_from(rest.as_ptr().addr().checked_sub(text.as_ptr().addr())?).ok()?;
    Some(Span::new(file, start, start.saturating_add(u32::try_from(rest.len()).ok()?)))
}

/// The results as `JUnit` XML, as build servers read it. A program with errors, whose tests could not run, is a test that
/// did not end.
pub(crate) fn junit(report: &TestReport, broken: usize) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (tests, failures) = (report.results.len(), report.failures());
    // Writing into a string cannot fail.
    let all = tests + broken;
    let _ = writeln!(
        xml,
        "<testsuite name=\"enroute\" tests=\"{all}\" failures=\"{failures}\" errors=\"{broken}\">"
    );
    for _ in 0..broken {
        xml.push_str("  <testcase name=\"the program compiles\">\n");
        xml.push_str("    <error message=\"it has errors, so none of its tests ran\"/>\n  </testcase>\n");
    }
    for result in &report.results {
        let _ = writeln!(xml, "  <testcase name=\"{}\">", escape(&result.title));
        for failed in &result.failed {
            let words = format!("expected {}, but {}", failed.expected, failed.got);
            let _ = writeln!(xml, "    <failure message=\"{}\"/>", escape(&words));
        }
        xml.push_str("  </testcase>\n");
    }
    xml.push_str("</testsuite>\n");
    xml
}

/// A text as an attribute holds it; letters that XML does not have become marks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {
                escaped.push('\u{FFFD}');
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}
