use super::frame::{frame, number, prose, share, table};
use crate::vm::RuleState;
use crate::why::{NotApplied, Step, Story, Taken, Tested, WhyNot};
use maud::{Markup, html};

/// Why an item is decided as it is, rule by rule.
#[must_use]
pub fn told(title: &str, story: &Story) -> String {
    let body = html! {
        p.faint {
            "Item " code { (story.id) }
            @if let Some(workstream) = &story.workstream { " in workstream " code { (workstream) } }
        }
        p.card.lead { (prose(&story.headline)) }
        @if !story.changes.is_empty() {
            h2 { "On the way" }
            ul { @for change in &story.changes { li { (prose(change)) } } }
        }
        @if let Some(miss) = &story.nearest_miss {
            h2 { "Nearest miss" }
            div.card {
                div.name { code { (miss.rule.address()) } code.small { (miss.rule.file()) ":" (miss.rule.line) } }
                div { (prose(&miss.sentence)) }
            }
        }
        @if !story.problems.is_empty() {
            h2 { "Problems with its data" }
            ul { @for problem in &story.problems { li.bad { (prose(problem)) } } }
        }
        h2 { "Rule by rule" }
        @for step in &story.steps { (told_step(step)) }
    };
    frame(title, &body)
}

/// Why an item is not decided in another way.
#[must_use]
pub fn told_otherwise(title: &str, otherwise: &WhyNot) -> String {
    let body = html! {
        p.card.lead { (prose(&otherwise.headline)) }
        @for NotApplied { rule, sentence, .. } in &otherwise.rules {
            div.card {
                div.name { code { (rule.address()) } code.small { (rule.file()) ":" (rule.line) } }
                div { (prose(sentence)) }
            }
        }
    };
    frame(title, &body)
}

/// Which rules took items from which, of so many items.
#[must_use]
pub fn taken(title: &str, items: u64, taken: &[Taken]) -> String {
    let body = html! {
        p { "Of " strong { (number(items)) } " items, these were taken by one rule though another below it would have taken them too." }
        @if taken.is_empty() {
            p { "There is none." }
        } @else {
            (table(&["rule", "took from", "items", "such as"], taken.iter().map(|it| vec![
                html! { code { (it.by.address()) } }, html! { code { (it.from.address()) } },
                html! { (number(it.items)) " " span.faint { (share(it.items, items)) } },
                html! { @for item in &it.examples { div { code { (item.id) } " " span.faint { "line " (item.line) } } } },
            ])))
        }
    };
    frame(title, &body)
}

fn told_step(step: &Step) -> Markup {
    let (mark, class) = match step.state {
        RuleState::Applied => ("✓", "good"),
        RuleState::Matched => ("✓", "part"),
        RuleState::NotMatched => ("✗", "bad"),
        RuleState::NotReached => ("·", "faint"),
    };
    html! {
        details open[step.state == RuleState::Applied] {
            summary { span class=(class) { (mark) " " } (step.sentence) }
            @for test in &step.tests { (tested(test)) }
        }
    }
}

fn tested(test: &Tested) -> Markup {
    let class = if test.holds { "good" } else { "bad" };
    html! {
        div.test style=(format!("--deep:{}", test.depth + 1)) {
            span class=(class) { (if test.holds { "✓ " } else { "✗ " }) }
            code { (test.text) }
            @if !test.seen.is_empty() { " " span.faint { "(" (test.seen) ")" } }
        }
    }
}
