//! The headers of rulesets and routes within a workstream.

use super::offer::{Choice, CompletionKind, Offers};
use super::setting::fitted;
use super::{expr, names};
use crate::builtins;
use crate::check::Kind;
use crate::syntax::lex::{Token, TokenKind};

/// Which of its rules count.
const POLICIES: [&str; 2] = ["first", "all"];

/// The header of a ruleset or route within a workstream; `true` where the entry is one.
pub(super) fn header(offers: &mut Offers<'_>, first: &str, before: &[Token]) -> bool {
    let words = offers.words();
    let last = before.last().copied();
    let labelled = last.is_some_and(|token| token.kind == TokenKind::Text);
    match first {
        "classify" => {
            classify(offers, &words, labelled);
            true
        }
        "route" => {
            if words.len() == 1 && offers.heads_block() {
                offers.heading(|offers| offers.keywords(&POLICIES));
            } else if words.len() == 1 && !offers.goes_on() {
                policies(offers);
            }
            true
        }
        "without" => {
            match words.as_slice() {
                [_] => offers.keywords(&["classify", "route", "context"]),
                [_, "classify"] => copied_rulesets(offers),
                _ => {}
            }
            true
        }
        "context" => true,
        _ => false,
    }
}

fn classify(offers: &mut Offers<'_>, words: &[&str], labelled: bool) {
    let named = words.len() == 2 || words.len() == 3 && labelled;
    if words.last() == Some(&"model") && words.len() > 2 {
        names::calls(offers, Kind::Model);
        names::offer(offers, Kind::Model);
    } else if words.contains(&"model") && !named {
        expr::offer(offers, &[]);
    } else if named && offers.heads_block() {
        offers.heading(|offers| offers.keywords(&POLICIES));
    } else if named && !offers.goes_on() {
        policies(offers);
        let text = "model ${1:sentiment(message)}";
        offers.add(Choice::snippet(CompletionKind::Keyword, "model", text));
    }
}

fn policies(offers: &mut Offers<'_>) {
    for word in POLICIES {
        let clause =
            if offers.words().first() == Some(&"route") { "to general" } else { "set priority = high" };
        let text = format!("{word} {{\n  \"${{1:Label}}\": otherwise ${{2:{clause}}}\n}}");
        let text = fitted(offers, &text);
        offers.add(Choice::snippet(CompletionKind::Keyword, word, text).doc(builtins::keyword(word)));
    }
}

fn copied_rulesets(offers: &mut Offers<'_>) {
    let Some(head) = offers.stand.heads.first() else { return };
    let words = offers.stand.words(offers.stand.head(head));
    let from = words.windows(2).find_map(|pair| match pair {
        ["copies", from] => Some(*from),
        _ => None,
    });
    let stream =
        offers.scope.program.workstreams.iter().find(|stream| Some(stream.named.name.as_str()) == from);
    for ruleset in stream.map(|stream| stream.classify.as_slice()).unwrap_or_default() {
        offers.add(Choice::word(CompletionKind::Name, ruleset.name.as_str()).detail("a ruleset"));
    }
}
