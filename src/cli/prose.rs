use enroute::vm::RuleState;
use enroute::why::{Step, Story};
use std::fmt::Write;

/// The story of one item as a page of text.
pub(crate) fn page(story: &Story) -> String {
    let mut page = String::new();
    // Writing into a string cannot fail.
    let _ = write(story, &mut page);
    page
}

fn write(story: &Story, page: &mut String) -> std::fmt::Result {
    match &story.workstream {
        Some(workstream) => writeln!(page, "Item {} in workstream {workstream}", story.id)?,
        None => writeln!(page, "Item {}", story.id)?,
    }
    writeln!(page, "{}", story.headline)?;
    list(page, "On the way", &story.changes)?;
    list(page, "Problems in its data", &story.problems)?;
    if let Some(miss) = &story.nearest_miss {
        writeln!(page, "\nNearest miss")?;
        writeln!(page, "  rule {} ({}:{})", miss.rule.address, miss.rule.file, miss.rule.line)?;
        writeln!(page, "  {}", miss.sentence)?;
    }
    if !story.steps.is_empty() {
        writeln!(page, "\nRule by rule")?;
    }
    story.steps.iter().try_for_each(|step| rule(page, step))
}

fn list(page: &mut String, title: &str, lines: &[String]) -> std::fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n{title}")?;
    lines.iter().try_for_each(|line| writeln!(page, "  {line}"))
}

fn rule(page: &mut String, step: &Step) -> std::fmt::Result {
    let mark = match step.state {
        RuleState::Applied => "✓",
        RuleState::Matched => "·",
        RuleState::NotMatched => "✗",
        RuleState::NotReached => " ",
    };
    writeln!(page, "{mark} {}", step.sentence)?;
    for test in &step.tests {
        let indent = "  ".repeat(test.depth + 2);
        let mark = if test.holds { "✓" } else { "✗" };
        let seen = if test.seen.is_empty() { String::new() } else { format!("   ({})", test.seen) };
        writeln!(page, "{indent}{mark} {}{seen}", test.text)?;
    }
    Ok(())
}
