use enroute::runner::TestReport;
use std::fmt::Write;

/// The results as `JUnit` XML, as build servers read it. A program with errors, whose tests could not run, is a test that
/// did not end. The rows of a test are of one class.
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
        let (name, group) = (escape(&result.title), escape(result.within.as_ref().unwrap_or(&result.title)));
        let _ = writeln!(xml, "  <testcase name=\"{name}\" classname=\"{group}\">");
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
