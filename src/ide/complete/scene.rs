//! What stands in scenarios.

use super::offer::{Choice, CompletionKind, Offers};
use super::trial::written;
use super::{names, text, value};
use crate::builtins;
use crate::builtins::asked::{ASKS, Answer, Fact, STATES, WAYS};
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
        }
        ["queues", .., "[" | ","] => names::offer(offers, Kind::Queue),
        ["skills", .., "[" | ","] | ["skill"] => names::offer(offers, Kind::Skill),
        ["skill", skill] => value::levels(offers, skill),
        ["capacity"] => names::offer(offers, Kind::Profile),
        ["presence"] => presences(offers),
        ["hours"] => names::offer(offers, Kind::Hours),
        ["signed_in"] => value::offer(offers, &Type::Bool),
        _ => {}
    }
}

fn presences(offers: &mut Offers<'_>) {
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
        ["from", _] => text::zones(offers),
        ["expect", rest @ ..] => wish(offers, rest),
        [_] if timed => {
            let (agents, items) = (agents(offers), items(offers));
            everybody(offers, &agents);
            everybody(offers, &items);
            offers.keywords(&["time", "supervisor"]);
            names::offer(offers, Kind::Bot);
        }
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
fn agents(offers: &Offers<'_>) -> Vec<String> {
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
fn items(offers: &Offers<'_>) -> Vec<String> {
    let words = offers.stand.words(&offers.stand.tokens);
    let pairs = words.windows(2).filter_map(|pair| match pair {
        [name, "arrives"] => Some((*name).to_owned()),
        _ => None,
    });
    pairs.collect()
}

fn everybody(offers: &mut Offers<'_>, names: &[String]) {
    for name in names {
        offers.add(Choice::word(CompletionKind::Variable, name.as_str()).rank(1));
    }
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
            Some(Part::Workstream) => names::offer(offers, Kind::Workstream),
            Some(Part::Entity) => names::offer(offers, Kind::Entity),
            Some(Part::Queue) => names::offer(offers, Kind::Queue),
            Some(Part::Presence) => presences(offers),
            None => {}
        }
    }
}

/// What a scenario may expect.
fn wish(offers: &mut Offers<'_>, rest: &[&str]) {
    let (agents, items) = (agents(offers), items(offers));
    match rest {
        [] | [.., "and" | "or" | "not"] => {
            everybody(offers, &items);
            everybody(offers, &agents);
            names::offer(offers, Kind::Queue);
        }
        [.., of, "."] => {
            let asked = |fact: Fact| match fact {
                Fact::Agent(_) => agents.iter().any(|name| name == of),
                Fact::Item(_) => items.iter().any(|name| name == of),
                Fact::Queue(_) => offers.scope.queue(of).is_some(),
            };
            let known: Vec<_> = ASKS.iter().filter(|ask| asked(ask.fact)).collect();
            let profile = names::first(offers, Kind::Profile, "chat_load");
            for ask in known {
                let choice = if ask.profile && !offers.goes_on() {
                    Choice::snippet(
                        CompletionKind::Variable,
                        ask.word,
                        format!("{}(${{1:{profile}}})", ask.word),
                    )
                } else {
                    Choice::word(CompletionKind::Variable, ask.word)
                };
                offers.add(choice.detail(ask.answer.phrase()).rank(1));
            }
        }
        [.., word, "==" | "!="] => {
            let answer = ASKS.iter().find(|ask| ask.word == *word).map(|ask| ask.answer);
            if let Some(answer) = answer {
                answers(offers, answer, &agents);
            }
        }
        _ => {}
    }
}

fn answers(offers: &mut Offers<'_>, answer: Answer, agents: &[String]) {
    let mut words = |words: &[&str]| {
        for word in words {
            offers.add(Choice::word(CompletionKind::Value, *word).rank(1));
        }
    };
    match answer {
        Answer::State => words(STATES),
        Answer::Way => words(WAYS),
        Answer::Flag => words(&["yes", "no"]),
        Answer::Presence => presences(offers),
        Answer::Agent => everybody(offers, agents),
        Answer::Queue => names::offer(offers, Kind::Queue),
        Answer::Workstream => names::offer(offers, Kind::Workstream),
        Answer::Bot => names::offer(offers, Kind::Bot),
        Answer::Number | Answer::Moment | Answer::Items => {}
    }
}
