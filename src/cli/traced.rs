use enroute::diagnostic::Label;
use enroute::source::{FileId, Sources, Span};
use enroute::vm::{ClauseKind, ClauseTrace, Decision, Reason, RuleName, RuleTrace};
use enroute::why;

/// More tests of a rule than these are shown by nobody's screen.
const MOST: usize = 12;

/// The rule that made it so, where it stands, and under each of its tests what it came to.
pub(crate) fn blamed(
    rule: &RuleName,
    blame: &str,
    decision: Option<&Decision>,
    sources: &Sources,
) -> Vec<Label> {
    let Some(line) = rest_of_line(sources, rule.file(), rule.line, rule.column) else { return Vec::new() };
    let trace = decision.and_then(|decision| decision.trace.as_ref()).into_iter().flatten();
    let clauses =
        trace.filter(|trace| trace.rule == *rule).find_map(|trace: &RuleTrace| trace.clauses.as_ref());
    let mut tests = Vec::new();
    if let Some(clauses) = clauses {
        add_tests(clauses, sources, &mut tests);
    }
    tests.truncate(MOST);
    // Where tests are underlined, the rule is by its label alone: no line is drawn under another.
    let span = if tests.is_empty() { line } else { label_in(sources, line) };
    let tests = tests.into_iter().filter(|test| test.span.file != span.file || test.span.start >= span.end);
    [Label { span, text: blame.to_owned() }].into_iter().chain(tests).collect()
}

/// The label that a rule begins with, or all of its line.
fn label_in(sources: &Sources, line: Span) -> Span {
    let text = sources.text(line);
    let quoted = text.strip_prefix('"').and_then(|rest| rest.find("\":"));
    let length = quoted.and_then(|end| u32::try_from(end + 2).ok()).or_else(|| {
        let word = text.split_whitespace().next()?;
        u32::try_from(word.len()).ok()
    });
    length.map_or(line, |length| Span { end: line.start.saturating_add(length).min(line.end), ..line })
}

/// The tests of a condition, each with what it came to. Their depth is bounded by the language's own limit on nesting.
fn add_tests(clause: &ClauseTrace, sources: &Sources, into: &mut Vec<Label>) {
    let is_one = match &clause.kind {
        ClauseKind::Test | ClauseKind::Table(_) => true,
        ClauseKind::Not => clause.parts.iter().all(|part| part.kind == ClauseKind::Test),
        ClauseKind::And | ClauseKind::Or | ClauseKind::Condition(_) => false,
    };
    if !is_one {
        clause.parts.iter().for_each(|part| add_tests(part, sources, into));
        return;
    }
    let Some(line) = rest_of_line(sources, &clause.file, clause.line, clause.column) else { return };
    let first = clause.text.lines().next().unwrap_or_default().trim_end();
    if first.is_empty() || !sources.text(line).starts_with(first) {
        return;
    }
    let length = u32::try_from(first.len()).unwrap_or(u32::MAX);
    let span = Span { end: line.start.saturating_add(length).min(line.end), ..line };
    if into.iter().any(|known| known.span == span) {
        return;
    }
    let came = if clause.holds { "yes" } else { "no" };
    let seen = why::seen_in(clause);
    let text = if seen.is_empty() { came.to_owned() } else { format!("{came}: {seen}") };
    into.push(Label { span, text });
}

/// What is said where no rule decided: why the item goes where it goes all the same.
pub(crate) fn undecided(decision: &Decision) -> Option<String> {
    let sentence = match &decision.reason {
        Reason::Fallback => "no rule of the route took the item, so it goes to the fallback queue",
        Reason::NotRouted { .. } => "the item was not routed: no rule of the intake took it",
        Reason::Rule | Reason::Split { .. } | Reason::Overflow { .. } | Reason::Bot => return None,
    };
    Some(sentence.to_owned())
}

/// The rest of a line of a file from a column on, both counted from 1, the column in characters.
fn rest_of_line(sources: &Sources, file: &str, line: u32, column: u32) -> Option<Span> {
    let file: FileId = sources.find(file)?;
    let text = &sources.get(file)?.text;
    let line = text.split_inclusive('\n').nth(usize::try_from(line.checked_sub(1)?).ok()?)?;
    let before = line.chars().take(usize::try_from(column.checked_sub(1)?).ok()?).map(char::len_utf8).sum();
    let rest = line.get(before..)?.trim_end();
    // Both are parts of one text.
    let start = u32::try_from(rest.as_ptr().addr().checked_sub(text.as_ptr().addr())?).ok()?;
    Some(Span::new(file, start, start.saturating_add(u32::try_from(rest.len()).ok()?)))
}
