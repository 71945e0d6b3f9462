//! What stands in scenarios.

use super::offer::{Choice, CompletionKind, Offers};
use super::trial::written;
use super::{names, text, trial, value, wish};
use crate::builtins;
use crate::builtins::event::{AGENT_SETTINGS, EVENTS, Part};
use crate::check::Kind;
use crate::syntax::lex::TokenKind;
use crate::types::Type;

/// Settings of an agent of a scenario.
pub(super) fn cast(offers: &mut Offers<'_>) {
    let words = offers.words();
    match words.as_slice() {
        [] => {
            for (word, example) in AGENT_SETTINGS {
                let value = example.strip_prefix(word).unwrap_or_default().trim();
                let text = format!("{word} ${{1:{value}}}");
                offers.add(Choice::snippet(CompletionKind::Setting, *word, text));
            }
            fields(offers);
        }
        ["queues", .., "[" | ","] => names::offer(offers, Kind::Queue),
        ["skills", .., "[" | ","] | ["skill"] => names::offer(offers, Kind::Skill),
        ["skill", skill] => value::levels(offers, skill),
        ["capacity"] => names::offer(offers, Kind::Profile),
        ["presence"] => presences(offers),
        ["hours"] => names::offer(offers, Kind::Hours),
        ["signed_in"] => value::offer(offers, &Type::Bool),
        _ => fields(offers),
    }
}

/// What the program knows of its agents.
fn fields(offers: &mut Offers<'_>) {
    let Some(agent) = offers.scope.program.agent else { return };
    let known: Vec<_> = offers.scope.below_entity(agent);
    let settings = |word: &str| AGENT_SETTINGS.iter().any(|(known, _)| *known == word);
    let known: Vec<_> = known.into_iter().filter(|field| !settings(&field.word)).collect();
    trial::of_fields(offers, &known);
}

pub(super) fn presences(offers: &mut Offers<'_>) {
    value::offer(offers, &Type::Enum(builtins::PRESENCE));
    names::offer(offers, Kind::Presence);
}

/// What may stand in a scenario.
pub(super) fn scenario(offers: &mut Offers<'_>) {
    let before = offers.before();
    let words = offers.words();
    let timed = before.first().is_some_and(|first| first.kind == TokenKind::Figure);
    match words.as_slice() {
        [] => scenario_entries(offers),
        ["from"] => {
            offers.add(Choice::snippet(CompletionKind::Value, "2026-03-02", "${1:2026-03-02}"));
        }
        ["from", _] => text::zones(offers),
        ["expect", rest @ ..] => wish::offer(offers, rest),
        [_] if timed => {
            let (agents, items) = (agents(offers), items(offers));
            everybody(offers, &agents);
            everybody(offers, &items);
            offers.keywords(&["time", "supervisor"]);
            names::offer(offers, Kind::Bot);
        }
        [_, _, "arrives", "at" | "as", stream, more @ ..] if timed => arrival(offers, stream, more),
        [_, subject, parts @ ..] if timed => event(offers, subject, parts),
        _ => {}
    }
}

fn scenario_entries(offers: &mut Offers<'_>) {
    let entries = [
        ("from", "from ${1:2026-03-02} \"${2:Europe/London}\""),
        ("agent", "agent ${1:ana} { units ${2:100} }"),
        ("expect", "expect ${1:c1.state == open}"),
        ("10:00", "${1:10:00}  ${2:time passes}"),
    ];
    let here = offers.stand.word.start;
    let timed = written(offers, |_, entry| entry.kind == TokenKind::Figure && entry.start < here);
    for (label, text) in entries.into_iter().filter(|(label, _)| *label != "expect" || timed) {
        offers.add(Choice::snippet(CompletionKind::Keyword, label, text).doc(builtins::keyword(label)));
    }
}

/// The agents of the scenario.
pub(super) fn agents(offers: &Offers<'_>) -> Vec<String> {
    let words = offers.stand.words(&offers.stand.tokens);
    let pairs = words.windows(3).filter_map(|three| match three {
        ["agent", name, "{"] => Some((*name).to_owned()),
        _ => None,
    });
    let mut found: Vec<String> = pairs.collect();
    found.dedup();
    found
}

/// The items that have arrived anywhere in the scenario.
pub(super) fn items(offers: &Offers<'_>) -> Vec<String> {
    let words = offers.stand.words(&offers.stand.tokens);
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [name, "arrives"] => Some((*name).to_owned()),
        _ => None,
    });
    pairs.collect()
}

pub(super) fn everybody(offers: &mut Offers<'_>, names: &[String]) {
    for name in names {
        offers.add(Choice::word(CompletionKind::Variable, name.as_str()).rank(1));
    }
}

/// What may follow the workstream that an item arrives at.
fn arrival(offers: &mut Offers<'_>, stream: &str, more: &[&str]) {
    match more {
        [.., "from"] => {
            for address in addresses(offers, stream) {
                offers.add(Choice::word(CompletionKind::Value, format!("\"{address}\"")).rank(1));
            }
        }
        [.., "preferring" | "[" | ","] => {
            let agents = agents(offers);
            everybody(offers, &agents);
        }
        _ => offers.heading(|offers| {
            let address = addresses(offers, stream).into_iter().next();
            let agent = agents(offers).into_iter().next();
            let ways = [
                ("from", address.map(|address| format!("from \"${{1:{address}}}\""))),
                ("signed_in", Some("signed_in".to_owned())),
                ("preferring", agent.map(|agent| format!("preferring [${{1:{agent}}}]"))),
            ];
            for (word, text) in ways.into_iter().filter(|(word, _)| !more.contains(word)) {
                if let Some(text) = text {
                    offers.add(Choice::snippet(CompletionKind::Keyword, word, text));
                }
            }
        }),
    }
}

/// The addresses that items of a workstream come in by.
pub(super) fn addresses(offers: &Offers<'_>, stream: &str) -> Vec<String> {
    let known = offers.scope.program.workstreams.iter().find(|known| known.named.name == stream);
    known.map(|known| known.instances.clone()).unwrap_or_default()
}

/// The next word of an event, by what stands of it.
fn event(offers: &mut Offers<'_>, subject: &str, parts: &[&str]) {
    let (agents, items) = (agents(offers), items(offers));
    let known = |list: &[String], word: &str| list.iter().any(|name| name == word);
    let is_subject = |part: Part| match part {
        Part::Word(word) => word == subject,
        Part::Agent => known(&agents, subject),
        Part::Item => {
            known(&items, subject) || !known(&agents, subject) && subject != "time" && subject != "supervisor"
        }
        Part::Bot => offers.scope.program.bots.iter().any(|bot| bot.named.name == subject),
        Part::Workstream | Part::Entity | Part::Queue | Part::Presence => false,
    };
    let fits = |part: &Part, word: &str| !matches!(part, Part::Word(wanted) if *wanted != word);
    let begun = |event: &&builtins::event::Event| {
        is_subject(event.subject)
            && event.parts.len() > parts.len()
            && event.parts.iter().zip(parts).all(|(part, word)| fits(part, word))
    };
    let events: Vec<_> = EVENTS.iter().filter(begun).collect();
    for event in events {
        match event.parts.get(parts.len()) {
            Some(Part::Word(word)) => {
                offers.add(
                    Choice::word(CompletionKind::Event, *word).detail(event.shape()).doc(Some(event.meaning)),
                );
            }
            Some(Part::Item) => everybody(offers, &items),
            Some(Part::Agent) => everybody(offers, &agents),
            Some(Part::Bot) => names::offer(offers, Kind::Bot),
            Some(Part::Workstream) => offers.heading(|offers| names::offer(offers, Kind::Workstream)),
            Some(Part::Entity) => offers.heading(trial::taken_in),
            Some(Part::Queue) => names::offer(offers, Kind::Queue),
            Some(Part::Presence) => presences(offers),
            None => {}
        }
    }
}
