use enroute::vm::RuleState;
use enroute::why::{Step, Story};
use std::fmt::Write;

/// What a test saw is long from so many characters on.
const LONG: usize = 40;

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
        writeln!(page, "  rule {} ({}:{})", miss.rule.address(), miss.rule.file(), miss.rule.line)?;
        writeln!(page, "  {}", miss.sentence)?;
    }
    if !story.steps.is_empty() {
        writeln!(page, "\nRule by rule")?;
    }
    rules(page, &story.steps)
}

fn list(page: &mut String, title: &str, lines: &[String]) -> std::fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n{title}")?;
    lines.iter().try_for_each(|line| writeln!(page, "  {line}"))
}

/// Whether both were passed over, in one list: a page says that once.
fn passed_over(one: &Step, next: &Step) -> bool {
    let unreached = |step: &Step| step.state == RuleState::NotReached;
    unreached(one) && unreached(next) && one.rule.list() == next.rule.list()
}

fn rules(page: &mut String, steps: &[Step]) -> std::fmt::Result {
    let mut told = String::new();
    for alike in steps.chunk_by(passed_over) {
        match alike {
            [step] => rule(page, step, &mut told)?,
            [first, ..] => {
                let (many, list) = (alike.len(), first.rule.list());
                writeln!(
                    page,
                    "  {many} more rules of {list} were not reached: an earlier one had settled it"
                )?;
            }
            [] => {}
        }
    }
    Ok(())
}

/// One rule with its tests. `told` is the last long text that a test saw: it is not told twice in a row.
fn rule(page: &mut String, step: &Step, told: &mut String) -> std::fmt::Result {
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
        let silent = test.seen.is_empty() || test.seen == *told;
        let seen = if silent { String::new() } else { format!("   ({})", test.seen) };
        writeln!(page, "{indent}{mark} {}{seen}", test.text)?;
        if test.seen.chars().count() > LONG {
            told.clone_from(&test.seen);
        }
    }
    Ok(())
}
