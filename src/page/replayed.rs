use super::flow::picture;
use super::frame::{frame, number, share, table};
use crate::replay::{Aspect, Replay, Sample};
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
            (table(&["old rule", "new rule", "items"], replay.rules.iter().map(|pair| vec![
                rule(pair.old.as_ref()), rule(pair.new.as_ref()), counted(pair.items, replay.items),
            ])))
        }
        @if !replay.aspects.is_empty() {
            h2 { "What changes about items" }
            (table(&["what", "items"], replay.aspects.iter().map(|(aspect, items)| vec![
                html! { (words(*aspect)) }, counted(*items, replay.items),
            ])))
        }
        @if !replay.values.is_empty() {
            h2 { "Values that classification sets" }
            (table(&["place", "was", "becomes", "items"], replay.values.iter().map(|change| vec![
                html! { code { (change.path) } }, html! { code { (change.from) } }, html! { code { (change.to) } },
                counted(change.items, replay.items),
            ])))
        }
        @if !replay.samples.is_empty() {
            h2 { "Items to look at" }
            (table(&["item", "line", "what becomes of it", "like it"], replay.samples.iter().map(sample)))
        }
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
                queue(flow.from.as_ref()), queue(flow.to.as_ref()), counted(flow.items, replay.items),
            ])))
        }
    }
}

fn queue(name: Option<&String>) -> Markup {
    html! { @match name { Some(name) => { code { (name) } } None => { span.faint { "no queue" } } } }
}

fn rule(address: Option<&String>) -> Markup {
    html! { @match address { Some(address) => { code { (address) } } None => { span.faint { "fallback" } } } }
}

fn sample(sample: &Sample) -> Vec<Markup> {
    let story = html! {
        @if sample.from != sample.to { div { (queue(sample.from.as_ref())) " → " (queue(sample.to.as_ref())) } }
        @if sample.old_rule != sample.new_rule {
            div { "by " (rule(sample.new_rule.as_ref())) " instead of " (rule(sample.old_rule.as_ref())) }
        }
        @for (path, from, to) in &sample.values { div { code { (path) } ": " (from) " → " (to) } }
        div.faint { @for (at, aspect) in sample.aspects.iter().enumerate() { @if at > 0 { ", " } (words(*aspect)) } }
    };
    vec![
        html! { code { (sample.id) } },
        html! { span.number { (sample.line) } },
        story,
        html! { span.number { (number(sample.like_it)) } },
    ]
}

fn words(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Workstream => "workstream",
        Aspect::Queue => "queue",
        Aspect::Rule => "deciding rule",
        Aspect::Value => "values set",
        Aspect::Skills => "required skills",
        Aspect::Capacity => "capacity taken",
        Aspect::Urgency => "urgency",
        Aspect::Agent => "first agent or assignment",
        Aspect::Settings => "settings of the workstream",
        Aspect::Problems => "problems in the data",
    }
}
