use super::markdown::{code, escaped};
use super::replay::share;
use super::report::count;
use enroute::plan::{Change, Deed, Moved, Plan, Step};
use std::fmt::Write as _;

/// What happens to a part, in one sign.
fn sign(deed: Deed) -> &'static str {
    match deed {
        Deed::Added => "+",
        Deed::Removed => "-",
        Deed::Changed => "~",
        Deed::Moved => "↕",
        Deed::Relabelled | Deed::Renamed => "≈",
    }
}

/// `3 changes: 1 new, 1 gone, 1 otherwise`
fn headline(plan: &Plan) -> String {
    let many = |deeds: &[Deed]| plan.changes.iter().filter(|change| deeds.contains(&change.deed)).count();
    if plan.changes.is_empty() {
        return "nothing changes".to_owned();
    }
    let refused =
        if plan.refused > 0 { format!("; the platform refuses {}", plan.refused) } else { String::new() };
    let (new, gone) = (many(&[Deed::Added]), many(&[Deed::Removed]));
    let other = many(&[Deed::Changed, Deed::Moved, Deed::Relabelled, Deed::Renamed]);
    format!("{}: {new} new, {gone} gone, {other} otherwise{refused}", count(plan.changes.len(), "change"))
}

/// `10,000 items: 214 move (2.14 %), 35 change otherwise, 9,751 stay as they are`
fn moved(moved: &Moved) -> String {
    let items = count(usize::try_from(moved.items).unwrap_or(usize::MAX), "item");
    let failed = if moved.failed > 0 { format!(", {} not decided", moved.failed) } else { String::new() };
    let Moved { items: all, moved, changed, same, .. } = moved;
    format!(
        "{items}: {moved} move ({}), {changed} change otherwise, {same} stay as they are{failed}",
        share(*moved, *all)
    )
}

/// What is to be done, as a sentence begins: make the queue of that name.
fn step(step: &Step) -> String {
    let verb = match step.deed {
        Deed::Added => "make",
        Deed::Removed => "delete",
        Deed::Renamed => "rename",
        Deed::Changed | Deed::Moved | Deed::Relabelled => "change",
    };
    format!("{verb} {} `{}`", step.kind, step.name)
}

/// Whether an order has to be told: where nothing is made or deleted, any will do.
fn has_order(plan: &Plan) -> bool {
    let is_bound = |step: &Step| matches!(step.deed, Deed::Added | Deed::Removed);
    plan.steps.len() > 1 && plan.steps.iter().any(is_bound)
}

/// A plan for people.
pub(crate) fn human(plan: &Plan) -> String {
    let mut page = String::new();
    let mut before: Option<(&str, &str)> = None;
    for change in &plan.changes {
        let of = (change.kind, change.name.as_str());
        if before != Some(of) {
            // Writing to memory cannot fail, here and below.
            let _ = writeln!(page, "{}{} {}", if before.is_some() { "\n" } else { "" }, of.0, of.1);
        }
        before = Some(of);
        let _ = writeln!(page, "  {} {}{}", sign(change.deed), short(change), place(change));
        for (word, text) in texts(change) {
            let _ = writeln!(page, "      {word:<8} {text}");
        }
        for (word, text) in remarks(change) {
            let _ = writeln!(page, "      {word}: {text}");
        }
    }
    if has_order(plan) {
        page.push_str("\nin this order\n");
        for (number, one) in plan.steps.iter().enumerate() {
            let _ = writeln!(page, "  {}. {}", number + 1, step(one));
        }
    }
    let gap = if page.is_empty() { "" } else { "\n" };
    let items = plan.replay.as_ref().map_or_else(String::new, |replay| format!("{}\n", moved(replay)));
    format!("{page}{gap}{}\n{items}", headline(plan))
}

/// A rule as it was and as it becomes, where a piece of it is otherwise.
fn texts(change: &Change) -> Vec<(&'static str, &str)> {
    if change.pieces.is_empty() {
        return Vec::new();
    }
    let was = change.before.iter().map(|said| ("was", said.text.as_str()));
    was.chain(change.after.iter().map(|said| ("becomes", said.text.as_str()))).collect()
}

/// What else there is to say of a change, with the word it begins with.
fn remarks(change: &Change) -> Vec<(&'static str, &str)> {
    let refused = change.refused.iter().map(|why| ("refused", why.as_str()));
    let first = change.first.iter().map(|what| ("first", what.as_str()));
    let notes = change.notes.iter().map(|what| ("note", what.as_str()));
    refused.chain(first).chain(notes).collect()
}

/// The sentence without what it begins with, which stands above it.
fn short(change: &Change) -> &str {
    let of = format!("{} `{}`", change.kind, change.name);
    change
        .sentence
        .strip_prefix(&of)
        .map_or(change.sentence.as_str(), |rest| rest.trim_start_matches([':', ' ']))
}

fn place(change: &Change) -> String {
    let said = change.after.as_ref().or(change.before.as_ref());
    let place = said.and_then(|said| said.file.as_ref().zip(said.line));
    place.map_or_else(String::new, |(file, line)| format!("  ({file}:{line})"))
}

/// A plan as it stands well in a pull request.
pub(crate) fn markdown(plan: &Plan) -> String {
    let mut page = format!("### Plan\n\n**{}**\n", headline(plan));
    if let Some(replay) = &plan.replay {
        // Writing to memory cannot fail, here and below.
        let _ = writeln!(page, "\n{}", escaped(&moved(replay)));
    }
    let mut before: Option<(&str, &str)> = None;
    for change in &plan.changes {
        let of = (change.kind, change.name.as_str());
        if before != Some(of) {
            let _ = writeln!(page, "\n**{} {}**\n", change.kind, code(&change.name));
        }
        before = Some(of);
        let _ = writeln!(page, "- {} {}", escaped(sign(change.deed)), safe_line(short(change)));
        for (word, text) in texts(change) {
            let _ = writeln!(page, "  - {word} {}", quoted(text));
        }
        for (word, text) in remarks(change) {
            let _ = writeln!(page, "  - **{word}**: {}", safe_line(text));
        }
    }
    if has_order(plan) {
        page.push_str("\n<details><summary>In this order</summary>\n\n");
        for (number, one) in plan.steps.iter().enumerate() {
            let _ = writeln!(page, "{}. {}", number + 1, safe_line(&step(one)));
        }
        page.push_str("\n</details>\n");
    }
    page
}

/// A sentence with names and texts between backticks: what stands outside them means nothing in Markdown.
fn safe_line(sentence: &str) -> String {
    let parts = sentence.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { escaped(part) } else { quoted(part) }).collect()
}

/// A text as code, outside a table.
fn quoted(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace(['\n', '\r'], " "))
}
