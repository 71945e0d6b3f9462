use super::offer::{Choice, CompletionKind, Offers};
use super::{clause, expr};
use crate::builtins;
use crate::ide::room::List;
use crate::ide::stand::{CLAUSES, is_rule};
use crate::syntax::lex::{Token, TokenKind};

/// What may stand in a list of rules.
pub(super) fn offer(offers: &mut Offers<'_>, list: List) {
    let before = offers.before();
    if before.is_empty() {
        if let Some(above) = offers.stand.above.clone() {
            let above = offers.stand.head(&above).to_vec();
            if is_rule(&above, offers.stand.text) {
                let after = left(offers, list, &above);
                clause::follow(offers, &after);
            }
        }
        return begin(offers, list);
    }
    if !is_rule(&before, offers.stand.text) {
        return of_setting(offers, list, &before);
    }
    let guard = before.iter().position(|token| matches!(offers.stand.say(*token), "when" | "otherwise"));
    let after = left(offers, list, &before);
    match clause_at(offers, &before) {
        Some(at) => {
            let inner = before.get(at + 1..).unwrap_or_default();
            let word = before.get(at).map(|token| offers.stand.say(*token)).unwrap_or_default();
            clause::offer(offers, list, word, inner, &after);
        }
        None if guard.is_none() => guards(offers, list, &before),
        None if before.last().is_some_and(|last| offers.stand.say(*last) == "otherwise") => {
            clause::follow(offers, &after);
        }
        None => expr::offer(offers, &after),
    }
}

/// The clauses that a rule may still have.
fn left(offers: &Offers<'_>, list: List, rule: &[Token]) -> Vec<&'static str> {
    let words = offers.stand.words(rule);
    let repeats = |word: &str| matches!(word, "set" | "require" | "hold");
    let fits = |word: &&&str| repeats(word) || !words.contains(word);
    list.clauses().iter().filter(fits).copied().collect()
}

/// Where the last clause of a rule begins, outside brackets.
fn clause_at(offers: &Offers<'_>, rule: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut found = None;
    let mut previous: Option<Token> = None;
    for (at, token) in rule.iter().enumerate() {
        if matches!(token.kind, TokenKind::Open(_)) {
            depth += 1;
        } else if matches!(token.kind, TokenKind::Close(_)) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && token.kind == TokenKind::Word && CLAUSES.contains(&offers.stand.say(*token)) {
            // Behind an operator or a word that asks, it is a name; so it is before an operator.
            let next = rule.get(at + 1).copied();
            if previous.is_none_or(|before| !wants(offers, before)) && !next.is_some_and(is_sign) {
                found = Some(at);
            }
        }
        previous = Some(*token);
    }
    found
}

/// Whether a value must follow a token.
fn wants(offers: &Offers<'_>, token: Token) -> bool {
    let signs =
        is_sign(token) || matches!(token.kind, TokenKind::Equals | TokenKind::Operator | TokenKind::Default);
    signs
        || matches!(
            offers.stand.say(token),
            "and" | "or" | "not" | "when" | "where" | "in" | "hold" | "require"
        )
}

fn is_sign(token: Token) -> bool {
    matches!(token.kind, TokenKind::Compare | TokenKind::Dot)
}

/// How a rule begins.
fn begin(offers: &mut Offers<'_>, list: List) {
    let next = offers.stand.rest().first().map(|next| offers.stand.say(*next)).unwrap_or_default();
    if matches!(next, "and" | "or") || next != "after" && CLAUSES.contains(&next) {
        return;
    }
    let condition = condition(offers, list);
    let clause = list.clauses().first().map(|word| clause::whole(offers, word)).unwrap_or_default();
    let third = numbered(&clause, 3);
    let labelled = format!("\"${{1:Label}}\":\n  when ${{2:{condition}}}\n  {third}");
    offers.add(Choice::snippet(CompletionKind::Block, "\"Label\": when", labelled).detail("a rule").rank(3));
    let otherwise = format!("otherwise {clause}");
    let clause = numbered(&clause, 2);
    let when = format!("when ${{1:{condition}}} {clause}");
    offers.add(Choice::snippet(CompletionKind::Keyword, "when", when).doc(builtins::keyword("when")).rank(4));
    offers.add(
        Choice::snippet(CompletionKind::Keyword, "otherwise", otherwise)
            .doc(builtins::keyword("otherwise"))
            .rank(5),
    );
    if list == List::Overflow {
        let text = format!("after ${{1:10m}} {clause}");
        offers.add(
            Choice::snippet(CompletionKind::Keyword, "after", text).doc(builtins::keyword("after")).rank(5),
        );
    }
    if list == List::Assignment {
        offers.add(
            Choice::snippet(CompletionKind::Setting, "inherit", "inherit [${1:presences, skills}]").rank(9),
        );
    }
}

/// A clause whose places are numbered from `first` on.
fn numbered(clause: &str, first: u32) -> String {
    let mut text = clause.to_owned();
    for place in (1..4).rev() {
        text = text.replace(&format!("${{{place}:"), &format!("${{{}:", place + first - 1 + 20));
    }
    for place in 1..40 {
        text = text.replace(&format!("${{{}:", place + 20), &format!("${{{place}:"));
    }
    text
}

fn condition(offers: &Offers<'_>, list: List) -> String {
    match list {
        List::Overflow => "out_of_hours".to_owned(),
        List::Assignment => "waited < 2m".to_owned(),
        List::Classify | List::Route | List::Intake | List::Prioritize | List::Choose => {
            let first =
                offers.scope.roots().first().map_or("customer".to_owned(), |known| known.word.clone());
            format!("{first} is present")
        }
    }
}

/// What follows a rule's label.
fn guards(offers: &mut Offers<'_>, list: List, before: &[Token]) {
    if before.first().is_some_and(|first| offers.stand.say(*first) == "after") {
        return clause::offer(offers, list, "after", before.get(1..).unwrap_or_default(), &["then"]);
    }
    let next = offers.stand.rest().first().map(|next| offers.stand.say(*next));
    let guarded = matches!(next, Some("when" | "otherwise"));
    if before.last().is_some_and(|last| last.kind == TokenKind::Colon) && !guarded {
        let condition = condition(offers, list);
        let when = format!("when ${{1:{condition}}}");
        offers.add(
            Choice::snippet(CompletionKind::Keyword, "when", when).doc(builtins::keyword("when")).rank(1),
        );
        offers.add(
            Choice::word(CompletionKind::Keyword, "otherwise").doc(builtins::keyword("otherwise")).rank(2),
        );
        if list == List::Overflow {
            clause::follow(offers, &["after"]);
        }
    }
}

/// `inherit [presences, skills]` of an assignment.
fn of_setting(offers: &mut Offers<'_>, list: List, before: &[Token]) {
    let first = before.first().map(|token| offers.stand.say(*token)).unwrap_or_default();
    if list == List::Assignment && first == "inherit" {
        super::setting::offer(offers, crate::builtins::Block::Assignment);
    }
}
