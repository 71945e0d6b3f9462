//! What the words of tests, scenarios and calendars say.

use crate::builtins::asked::{ASKS, STATES, WAYS};
use crate::builtins::event::{AGENT_SETTINGS, EVENTS, Event, Part};
use crate::builtins::{self, Block, FactOf, overflow};
use crate::ide::room::Room;
use crate::ide::stand::Stand;
use crate::syntax::lex::TokenKind;
use crate::value::{Date, Weekday};

/// What a word says that only tests, scenarios and calendars know, or a day.
pub(super) fn text(stand: &Stand<'_>, rooms: &[Room]) -> Option<String> {
    let here = *stand.behind().first()?;
    let word = stand.say(here);
    if here.kind == TokenKind::Figure {
        return day(word);
    }
    let before = stand.words(stand.before());
    match rooms.last()? {
        Room::Facts => queue_fact(word),
        Room::Test if before.contains(&"queue") => queue_fact(word),
        Room::Test if before.first() == Some(&"rows") && word == "id" => {
            Some("`id`: the item's id, by which an item of a file is chosen and splits draw".to_owned())
        }
        Room::Cast if before.is_empty() => agent_setting(word),
        Room::Scenario => in_scenario(stand, &before, word),
        Room::Rules(_) if before.last() == Some(&"then") => {
            let action = overflow::action(word)?;
            Some(format!("`{word}`: {}", action.doc))
        }
        Room::Margin if before.first() == Some(&"table") && before.contains(&"->") => {
            let named = stand.rest().first().is_some_and(|next| next.kind == TokenKind::Colon);
            named.then(|| format!("`{word}`: the name of one of the values that the table gives"))
        }
        Room::Cast
        | Room::Margin
        | Room::Settings(_)
        | Room::Values
        | Room::Fields
        | Room::Days
        | Room::Rows
        | Room::Rules(_)
        | Room::Split
        | Room::Test
        | Room::Cells
        | Room::Item
        | Room::Unknown => None,
    }
}

fn in_scenario(stand: &Stand<'_>, before: &[&str], word: &str) -> Option<String> {
    match before {
        [] => begins(word),
        ["expect", ..] => expected(before, word),
        [_] | [_, ..] if is_timed(stand) => event(stand, before.get(1..).unwrap_or_default(), word),
        _ => None,
    }
}

fn is_timed(stand: &Stand<'_>) -> bool {
    stand.before().first().is_some_and(|first| first.kind == TokenKind::Figure)
}

fn begins(word: &str) -> Option<String> {
    let doc = match word {
        "from" => "When the scenario begins, and whose clock its times are of.",
        "agent" => "An agent who takes part: queues, skills, capacity and what else is known.",
        _ => return None,
    };
    Some(format!("`{word}`: {doc}"))
}

/// A word of an event, by the events that begin as the line does.
fn event(stand: &Stand<'_>, before: &[&str], word: &str) -> Option<String> {
    const WAYS_IN: [(&str, &str); 3] = [
        ("from", "By which address of the workstream the item comes in."),
        ("signed_in", "The customer has signed in."),
        ("preferring", "The agents whom the customer would rather have."),
    ];
    if before.contains(&"arrives")
        && let Some((_, doc)) = WAYS_IN.iter().find(|(known, _)| *known == word)
    {
        return Some(format!("`{word}`: {doc}"));
    }
    let mut line: Vec<&str> = before.to_vec();
    line.push(word);
    let rest = stand.rest().iter().take_while(|token| token.kind == TokenKind::Word);
    let rest: Vec<&str> = rest.map(|token| stand.say(*token)).collect();
    let is_it = |event: &&Event| {
        let words = std::iter::once(&event.subject).chain(event.parts);
        let names_itself = matches!(parts_at(event, before.len()), Some(Part::Word(own)) if own == word);
        names_itself && words.zip(&line).all(|(part, word)| fits(*part, word))
    };
    let whole = |event: &&&Event| {
        let behind = event.parts.iter().skip(line.len() - 1);
        behind.zip(&rest).all(|(part, word)| fits(*part, word))
    };
    let all: Vec<&Event> = EVENTS.iter().filter(is_it).collect();
    let found = all.iter().find(whole).or(all.first())?;
    Some(format!("```route\n{}\n```\n{}", found.shape(), found.meaning))
}

/// What stands at that place of a line, its subject being the first.
fn parts_at(event: &Event, at: usize) -> Option<Part> {
    match at.checked_sub(1) {
        None => Some(event.subject),
        Some(at) => event.parts.get(at).copied(),
    }
}

fn fits(part: Part, word: &str) -> bool {
    !matches!(part, Part::Word(wanted) if wanted != word)
}

/// A word of what a scenario expects.
fn expected(before: &[&str], word: &str) -> Option<String> {
    if word == "refused" {
        return Some(
            "`refused`: what the line above says could not be done, and changed nothing.".to_owned(),
        );
    }
    let compared = match before {
        [.., of, "." | "(" | "==" | "!="] => *of,
        _ => return None,
    };
    if before.last() == Some(&".") {
        let ask = ASKS.iter().find(|ask| ask.word == word)?;
        return Some(format!("`{word}`: {} It is {}.", ask.fact.meaning(), ask.answer.phrase()));
    }
    let told = || Block::Messages.row(word).map(|row| format!("`{word}`, a moment: {}", row.doc));
    let listed = |known: &[&str], what: &str| {
        known.contains(&word).then(|| format!("`{word}`: {what}, one of `{}`", known.join("`, `")))
    };
    match compared {
        "state" => listed(STATES, "a state of a conversation or record"),
        "left_by" => listed(WAYS, "a way to leave"),
        "told" => told(),
        _ => None,
    }
}

fn queue_fact(word: &str) -> Option<String> {
    let fact = builtins::FACTS.iter().find(|fact| fact.of == FactOf::Queue && fact.word == word)?;
    Some(format!("`{word}`: {}", fact.doc))
}

fn agent_setting(word: &str) -> Option<String> {
    let (_, example) = AGENT_SETTINGS.iter().find(|(known, _)| *known == word)?;
    Some(format!("```route\n{example}\n```\nsaid of an agent of the scenario"))
}

/// The day of the week of a date.
fn day(word: &str) -> Option<String> {
    let date = Date::parse(word.get(..10)?)?;
    let name = match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    Some(format!("`{word}`: a {name}"))
}
