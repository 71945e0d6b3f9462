use super::markdown::{code, escaped};
use super::report::count;
use enroute::plan::{Change, Deed, Plan};
use std::fmt::Write as _;

/// What happens to a part, in one sign.
fn sign(deed: Deed) -> &'static str {
    match deed {
        Deed::Added => "+",
        Deed::Removed => "-",
        Deed::Changed => "~",
        Deed::Moved => "↕",
        Deed::Relabelled => "≈",
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
    let other = many(&[Deed::Changed, Deed::Moved, Deed::Relabelled]);
    format!("{}: {new} new, {gone} gone, {other} otherwise{refused}", count(plan.changes.len(), "change"))
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
        if let Some(why) = &change.refused {
            let _ = writeln!(page, "    refused: {why}");
        }
    }
    let gap = if page.is_empty() { "" } else { "\n" };
    format!("{page}{gap}{}\n", headline(plan))
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
    let mut before: Option<(&str, &str)> = None;
    for change in &plan.changes {
        let of = (change.kind, change.name.as_str());
        if before != Some(of) {
            // Writing to memory cannot fail, here and below.
            let _ = writeln!(page, "\n**{} {}**\n", change.kind, code(&change.name));
        }
        before = Some(of);
        let _ = writeln!(page, "- {} {}", escaped(sign(change.deed)), short(change));
        if let Some(why) = &change.refused {
            let _ = writeln!(page, "  - **refused**: {why}");
        }
    }
    page
}
