use super::frame::{frame, number, prose, share};
use crate::plan::{Change, Deed, Plan, Step};
use maud::{Markup, html};

/// What changes when one program takes the place of another.
#[must_use]
pub fn planned(title: &str, plan: &Plan) -> String {
    let many = |deed: Deed| plan.changes.iter().filter(|change| change.deed == deed).count();
    let (new, gone) = (many(Deed::Added), many(Deed::Removed));
    let body = html! {
        @if plan.changes.is_empty() { p { strong { "Nothing changes." } } } @else {
            div.scores {
                (score("new", new)) (score("gone", gone))
                (score("otherwise", plan.changes.len().saturating_sub(new + gone)))
                @if plan.refused > 0 { (score("refused by the platform", plan.refused)) }
            }
        }
        @if let Some(replay) = &plan.replay {
            p {
                "Of " (number(replay.items)) " items, " strong { (number(replay.moved)) " move" }
                " (" (share(replay.moved, replay.items)) "), " (number(replay.changed)) " change otherwise, and "
                (number(replay.same)) " stay as they are."
            }
        }
        @for group in plan.changes.chunk_by(|one, other| (one.kind, &one.name) == (other.kind, &other.name)) {
            @if let Some(first) = group.first() { h2 { (first.kind) " " code { (first.name) } } }
            ul.card { @for change in group { li { (told(change)) } } }
        }
        @if plan.steps.len() > 1 {
            h2 { "In this order" }
            ol { @for step in &plan.steps { li { (verb(step)) " " (step.kind) " " code { (step.name) } } } }
        }
    };
    frame(title, &body)
}

fn score(what: &str, many: usize) -> Markup {
    html! { div.score { b { (many) } (what) } }
}

fn verb(step: &Step) -> &'static str {
    match step.deed {
        Deed::Added => "make",
        Deed::Removed => "delete",
        Deed::Renamed => "rename",
        Deed::Changed | Deed::Moved | Deed::Relabelled => "change",
    }
}

fn told(change: &Change) -> Markup {
    let class = match change.deed {
        Deed::Added => "good",
        Deed::Removed => "bad",
        Deed::Changed | Deed::Moved | Deed::Relabelled | Deed::Renamed => "part",
    };
    let of = format!("{} `{}`", change.kind, change.name);
    let short = change.sentence.strip_prefix(&of).unwrap_or(&change.sentence).trim_start_matches([':', ' ']);
    let texts = [("was", &change.before), ("becomes", &change.after)];
    html! {
        span class=(class) { (prose(short)) }
        @if !change.pieces.is_empty() {
            @for (word, said) in texts {
                @if let Some(said) = said { div { span.faint { (word) " " } code { (said.text) } } }
            }
        }
        @if let Some(why) = &change.refused { div.bad { strong { "refused: " } (prose(why)) } }
        @for what in &change.first { div { strong { "first: " } (prose(what)) } }
        @for what in &change.notes { div.faint { (prose(what)) } }
    }
}
