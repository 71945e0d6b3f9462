//! What a scenario may expect.

use super::offer::{Choice, CompletionKind, Offers};
use super::scene::{agents, everybody, items, presences};
use super::{names, phrase};
use crate::builtins::asked::{ASKS, Answer, Ask, Fact, STATES, WAYS};
use crate::builtins::{self, Block};
use crate::check::Kind;

/// What may follow `expect`.
pub(super) fn offer(offers: &mut Offers<'_>, rest: &[&str]) {
    let (agents, items) = (agents(offers), items(offers));
    match rest {
        [] | [.., "and" | "or" | "not"] => {
            everybody(offers, &items);
            everybody(offers, &agents);
            names::offer(offers, Kind::Queue);
            offers
                .add(Choice::word(CompletionKind::Value, "refused").detail("the host may not do it").rank(9));
            if rest.last() != Some(&"not") {
                let next = items.first().map_or("c1", String::as_str);
                let text = format!("not ${{1:{next}.state == open}}");
                let choice = Choice::snippet(CompletionKind::Keyword, "not", text);
                offers.add(choice.doc(builtins::keyword("not")).rank(9));
            }
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
                answers(offers, answer, &agents, &items);
            }
        }
        [.., "free" | "load", "("] => names::offer(offers, Kind::Profile),
        [.., "-"] => {}
        [.., "is"] => offers.keywords(&["present", "missing"]),
        [.., "[" | ","] => everybody(offers, &items),
        [.., ".", word] | [.., word, "(", _, ")"] => operators(offers, asks_of(word)),
        [.., "==" | "!=" | "<" | "<=" | ">" | ">=" | "-", _]
        | [.., "present" | "missing" | "refused" | "]"] => joints(offers, &items),
        _ => {}
    }
}

/// What joins one expectation with another.
fn joints(offers: &mut Offers<'_>, items: &[String]) {
    let chained = phrase::chained(&offers.stand);
    for word in ["and", "or"].into_iter().filter(|word| chained.is_none_or(|chained| chained == *word)) {
        let next = items.first().map_or("c1", String::as_str);
        let text = format!("{word} ${{1:{next}.state == open}}");
        let choice = Choice::snippet(CompletionKind::Operator, word, text);
        offers.add(choice.doc(builtins::keyword(word)));
    }
}

/// What is asked by that word.
fn asks_of(word: &str) -> Option<&'static Ask> {
    ASKS.iter().find(|ask| ask.word == word)
}

/// What a fact may be compared by.
fn operators(offers: &mut Offers<'_>, ask: Option<&Ask>) {
    let Some(ask) = ask else { return };
    let sample = match ask.answer {
        Answer::Number => "1",
        Answer::Presence => "available",
        Answer::Agent => "ana",
        Answer::Queue | Answer::Workstream | Answer::Bot => "name",
        Answer::State => "open",
        Answer::Flag => "yes",
        Answer::Way => "callback",
        Answer::Moment => "greeting",
        Answer::Items => "[c1]",
    };
    let signs: &[&str] =
        if ask.answer == Answer::Number { &["==", "!=", "<", "<=", ">", ">="] } else { &["==", "!="] };
    for sign in signs {
        let text = format!("{sign} ${{1:{sample}}}");
        offers.add(Choice::snippet(CompletionKind::Operator, *sign, text).rank(1));
    }
    for words in ["is present", "is missing"] {
        offers.add(Choice::snippet(CompletionKind::Operator, words, words).rank(2));
    }
}

fn answers(offers: &mut Offers<'_>, answer: Answer, agents: &[String], items: &[String]) {
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
        Answer::Moment => words(&Block::Messages.rows().iter().map(|row| row.word).collect::<Vec<_>>()),
        Answer::Number => offers.add(Choice::snippet(CompletionKind::Value, "1", "${1:1}")),
        Answer::Items => {
            let text = format!("[${{1:{}}}]", items.join(", "));
            offers.add(Choice::snippet(CompletionKind::Value, "[ ]", text).rank(1));
        }
    }
}
