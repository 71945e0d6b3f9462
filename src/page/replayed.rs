use super::flow::picture;
use super::frame::{frame, number, share, table};
use crate::replay::{Destination, Difference, Replay, Sample};
use maud::{Markup, html};

/// What becomes of items when one program takes the place of another, with a picture of where they went and go.
#[must_use]
pub fn replayed(title: &str, replay: &Replay) -> String {
    let body = html! {
        div.scores {
            (score("items move", replay.moved, replay.items))
            (score("change otherwise", replay.changed, replay.items))
            (score("stay as they are", replay.same, replay.items))
            @if replay.failed > 0 { (score("could not be decided", replay.failed, replay.items + replay.failed)) }
        }
        h2 { "Where items go" }
        p.faint { "On the left the queues as they are, on the right as they would be; items that move are coloured." }
        (picture(replay))
        (moves(replay))
        @if !replay.rules.is_empty() {
            h2 { "Rules responsible for moves" }
            (table(&["old rule", "new rule", "items"], replay.rules.iter().map(|pair| {
                let [old, new] = pair.deciders().map(rule);
                vec![old, new, counted(pair.items, replay.items)]
            })))
        }
        @if !replay.aspects.is_empty() {
            h2 { "What changes about items" }
            (table(&["what", "items"], replay.aspects.iter().map(|(aspect, items)| vec![
                html! { (aspect) }, counted(*items, replay.items),
            ])))
        }
        @if !replay.differences.is_empty() {
            h2 { "What items are given otherwise" }
            (table(&["what", "was", "becomes", "by rule", "items"], replay.differences.iter().map(|shift| vec![
                html! { code { (shift.difference.place) } }, value(shift.difference.from.as_ref()),
                value(shift.difference.to.as_ref()), by(&shift.difference), counted(shift.items, replay.items),
            ])))
        }
        @if !replay.samples.is_empty() {
            h2 { "Items to look at" }
            (table(&["item", "line", "what becomes of it", "like it"], replay.samples.iter().map(sample)))
        }
        @for words in replay.left_out() { p.faint { (words) } }
    };
    frame(title, &body)
}

fn score(what: &str, part: u64, all: u64) -> Markup {
    html! { div.score { b { (number(part)) } (what) " · " (share(part, all)) } }
}

fn counted(part: u64, all: u64) -> Markup {
    html! { span.number { (number(part)) } " " span.faint { (share(part, all)) } }
}

fn moves(replay: &Replay) -> Markup {
    let mut flows: Vec<_> = replay.flows.iter().filter(|flow| flow.from != flow.to).collect();
    flows.sort_by_key(|flow| std::cmp::Reverse(flow.items));
    html! {
        @if flows.is_empty() {
            p { "No item moves." }
        } @else {
            (table(&["from", "to", "items"], flows.into_iter().map(|flow| vec![
                place(&flow.from), place(&flow.to), counted(flow.items, replay.items),
            ])))
        }
    }
}

fn place(place: &Destination) -> Markup {
    html! { @if matches!(place, Destination::Queue(_)) { code { (place) } } @else { span.faint { (place) } } }
}

fn value(value: Option<&String>) -> Markup {
    html! { @match value { Some(value) => { code { (value) } } None => { span.faint { "nothing" } } } }
}

/// The rules that gave and give it.
fn by(difference: &Difference) -> Markup {
    let rules: Vec<_> = [&difference.old_rule, &difference.new_rule].into_iter().flatten().collect();
    html! {
        @if let [old, new] = &*rules && old != new { code { (old) } " → " code { (new) } }
        @else if let [rule, ..] = &*rules { code { (rule) } }
    }
}

/// The address of a rule, or in parentheses what decides where none does.
fn rule(decider: &str) -> Markup {
    html! { @if decider.starts_with('(') { span.faint { (decider) } } @else { code { (decider) } } }
}

fn sample(sample: &Sample) -> Vec<Markup> {
    let [old, new] = sample.deciders();
    let story = html! {
        @if sample.from != sample.to { div { (place(&sample.from)) " → " (place(&sample.to)) } }
        @if old != new { div { "by " (rule(new)) " instead of " (rule(old)) } }
        @for it in &sample.differences {
            div { code { (it.place) } ": " (value(it.from.as_ref())) " → " (value(it.to.as_ref())) }
        }
        div.faint { @for (at, aspect) in sample.aspects.iter().enumerate() { @if at > 0 { ", " } (aspect) } }
    };
    vec![
        html! { code { (sample.id) } },
        html! { span.number { (sample.line) } },
        story,
        html! { span.number { (number(sample.like_it)) } },
    ]
}
