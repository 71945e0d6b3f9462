use crate::cli::report::safe;
use anstyle::{AnsiColor, Style};
use enroute::cover::Covered;
use enroute::source::Sources;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What there is to say of a line.
#[derive(Debug, Default)]
struct Line {
    /// How often the rule or row that begins there held.
    held: Option<u64>,
    /// What was never seen of the tests that stand there.
    lacks: Vec<String>,
}

/// The sources of a program with how often each rule and row held, and what was never seen of their tests.
pub(crate) fn annotated(covered: &Covered, sources: &Sources) -> String {
    let mut lines: BTreeMap<(&str, u32), Line> = BTreeMap::new();
    for group in &covered.groups {
        for row in &group.rows {
            *lines.entry((&row.file, row.line)).or_default().held.get_or_insert_default() += row.found;
        }
        for rule in &group.rules {
            let line = lines.entry((rule.rule.file(), rule.rule.line)).or_default();
            *line.held.get_or_insert_default() += rule.held;
            for clause in &rule.clauses {
                let Some(words) = clause.lacks() else { continue };
                let line = lines.entry((&clause.file, clause.line)).or_default();
                if !line.lacks.contains(&words) {
                    line.lacks.push(words);
                }
            }
        }
    }
    let mut page = String::new();
    for (_, file) in sources.iter() {
        if lines.range((file.name.as_str(), 0)..=(file.name.as_str(), u32::MAX)).next().is_some() {
            // Writing to memory cannot fail, here and below.
            let _ = writeln!(page, "{}", styled(Style::new().bold(), &safe(&file.name)));
            for (number, text) in (1..).zip(file.text.lines()) {
                add(&mut page, number, text, lines.get(&(file.name.as_str(), number)));
            }
            page.push('\n');
        }
    }
    page
}

fn add(page: &mut String, number: u32, text: &str, line: Option<&Line>) {
    let held = match line.and_then(|line| line.held) {
        Some(0) => styled(AnsiColor::Red.on_default(), &format!("{:>7} ", "✗")),
        Some(times) => styled(AnsiColor::Green.on_default(), &format!("{times:>6}× ")),
        None => " ".repeat(8),
    };
    let _ =
        writeln!(page, "{held}{} {}", styled(Style::new().dimmed(), &format!("{number:>5} │")), safe(text));
    for words in line.iter().flat_map(|line| &line.lacks) {
        let (branch, words) =
            (styled(Style::new().dimmed(), "╰"), styled(AnsiColor::Yellow.on_default(), &safe(words)));
        let _ = writeln!(page, "{:14}{branch} {words}", "");
    }
}

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
