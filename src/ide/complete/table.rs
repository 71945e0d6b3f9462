//! Fields with their types, and rows of tables.

use super::offer::{Choice, CompletionKind, Offers};
use super::value;
use crate::builtins;
use crate::ide::scope::type_named;
use crate::syntax::lex::{Bracket, Token, TokenKind};
use crate::types::Type;
use std::fmt::Write;

/// What may stand in a field: its type behind the colon, and what may follow that.
pub(super) fn fields(offers: &mut Offers<'_>) {
    let before = offers.before();
    let Some(last) = before.last().copied() else { return };
    let typed = before.iter().any(|token| token.kind == TokenKind::Colon);
    let closes =
        matches!(last.kind, TokenKind::Question | TokenKind::Close(Bracket::Square) | TokenKind::Text);
    if matches!(last.kind, TokenKind::Colon | TokenKind::Open(Bracket::Square)) {
        value::types(offers, true);
    } else if last.kind == TokenKind::Equals {
        let word = before.get(2).map(|token| offers.stand.say(*token)).unwrap_or_default();
        let ty = type_named(offers.scope.program, word);
        value::offer(offers, &ty);
    } else if typed && (closes || last.kind == TokenKind::Word && before.len() > 2) {
        more(offers, &before);
    }
}

fn more(offers: &mut Offers<'_>, before: &[Token]) {
    let words = offers.stand.words(before);
    if !words.contains(&"from") && !words.contains(&"=") {
        let text = "from \"${1:name in the data}\"";
        offers.add(Choice::snippet(CompletionKind::Keyword, "from", text).doc(builtins::keyword("from")));
    }
    if !words.contains(&"=") && !words.contains(&"?") {
        let ty = type_named(offers.scope.program, words.get(2).copied().unwrap_or_default());
        if !matches!(ty, Type::Unknown | Type::Entity(_)) {
            let text = format!("= ${{1:{}}}", value::sample(offers, &ty));
            offers.add(
                Choice::snippet(CompletionKind::Operator, "=", text).detail("where the data has no value"),
            );
        }
    }
}

/// What may follow the name of an enum's value.
pub(super) fn values(offers: &mut Offers<'_>) {
    let words = offers.words();
    if words.is_empty() || offers.goes_on() {
        return;
    }
    if !words.contains(&"named") && !words.contains(&"=") {
        let choice = Choice::snippet(CompletionKind::Keyword, "named", "named [\"${1:text}\"]");
        offers.add(choice.doc(builtins::keyword("named")));
    }
    if !words.contains(&"=") {
        let choice = Choice::snippet(CompletionKind::Operator, "=", "= ${1:1}");
        offers.add(choice.detail("its number in the data"));
    }
}

/// How a day of closures begins.
pub(super) fn days(offers: &mut Offers<'_>) {
    if !offers.before().is_empty() || offers.goes_on() {
        return;
    }
    for (label, text) in [
        ("2026-12-25", "${1:2026-12-25} \"${2:Christmas Day}\""),
        ("2026-12-31..2027-01-01", "${1:2026-12-31..2027-01-01} \"${2:New Year}\""),
    ] {
        offers.add(Choice::snippet(CompletionKind::Value, label, text));
    }
}

/// The types of a table's columns, and of what it gives.
fn columns(offers: &Offers<'_>) -> (Vec<Type>, Vec<Type>) {
    let Some(head) = offers.stand.heads.first() else { return (Vec::new(), Vec::new()) };
    let tokens = offers.stand.head(head);
    let inputs = offers.scope.parameters.iter().map(|(_, ty)| ty.clone()).collect();
    let arrow = tokens.iter().position(|token| token.kind == TokenKind::Arrow).unwrap_or(tokens.len());
    let given = tokens.get(arrow + 1..).unwrap_or_default();
    let named = given.first().is_some_and(|token| token.kind == TokenKind::Open(Bracket::Round));
    let words: Vec<_> = given
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| offers.stand.say(*token))
        .collect();
    let outputs = if named {
        let pairs =
            given.windows(2).filter(|pair| matches!(pair, [mark, _] if mark.kind == TokenKind::Colon));
        pairs.filter_map(|pair| pair.last()).map(|token| offers.stand.say(*token)).collect()
    } else {
        words.into_iter().take(1).collect::<Vec<_>>()
    };
    let program = offers.scope.program;
    (inputs, outputs.into_iter().map(|word| type_named(program, word)).collect())
}

/// What may stand in a row.
pub(super) fn rows(offers: &mut Offers<'_>) {
    let before = offers.before();
    let (inputs, outputs) = columns(offers);
    let arrow = before.iter().position(|token| token.kind == TokenKind::Arrow);
    let from = arrow.map_or(0, |at| at + 1);
    let part = before.get(from..).unwrap_or_default();
    let column = part.iter().filter(|token| token.kind == TokenKind::Bar).count();
    let last = part.last().copied();
    let begins = last.is_none_or(|last| last.kind == TokenKind::Bar);
    if arrow.is_some() {
        if let Some(ty) = outputs.get(column).filter(|_| begins) {
            value::offer(offers, ty);
        }
        return;
    }
    let Some(ty) = inputs.get(column) else { return };
    let listed = last.is_some_and(|last| matches!(last.kind, TokenKind::Open(_) | TokenKind::Comma));
    let negated = last.is_some_and(|last| offers.stand.say(last) == "not");
    let compared = last.is_some_and(|last| last.kind == TokenKind::Compare);
    if begins || listed || negated || compared {
        value::offer(offers, ty);
    }
    if begins {
        tests(offers, ty);
        if before.is_empty() && !offers.goes_on() && !offers.ends_cell() {
            let values: Vec<_> = (1..)
                .zip(&outputs)
                .map(|(at, ty)| format!("${{{at}:{}}}", value::sample(offers, ty)))
                .collect();
            let text = format!("otherwise -> {}", values.join(" | "));
            to_the_end(offers, &inputs, &outputs);
            offers.add(
                Choice::snippet(CompletionKind::Keyword, "otherwise", text)
                    .doc(builtins::keyword("otherwise"))
                    .rank(9),
            );
        }
    }
}

/// What is offered as the first cell comes with the rest of its row.
fn to_the_end(offers: &mut Offers<'_>, inputs: &[Type], outputs: &[Type]) {
    let mut rest = String::new();
    for at in 1..inputs.len() {
        let _ = write!(rest, " | ${{{}:any}}", at + 1);
    }
    for (at, ty) in outputs.iter().enumerate() {
        let sign = if at == 0 { "->" } else { "|" };
        let _ = write!(rest, " {sign} ${{{}:{}}}", inputs.len() + at + 1, value::sample(offers, ty));
    }
    for choice in &mut offers.found {
        choice.text.push_str(&rest);
        choice.is_snippet = true;
    }
}

pub(super) fn tests(offers: &mut Offers<'_>, ty: &Type) {
    offers.keywords(&["any", "missing", "present"]);
    let sample = value::sample(offers, ty);
    let choice = Choice::snippet(CompletionKind::Keyword, "not", format!("not ${{1:{sample}}}"));
    offers.add(choice.doc(builtins::keyword("not")).rank(6));
    if ty.is_ordered() && *ty != Type::Unknown && !matches!(ty, Type::Enum(_)) {
        for sign in ["<", "<=", ">", ">="] {
            offers.add(
                Choice::snippet(CompletionKind::Operator, sign, format!("{sign} ${{1:{sample}}}")).rank(6),
            );
        }
    }
    if *ty == Type::Text {
        for words in ["contains", "contains word", "starts with", "ends with", "matches"] {
            let text = format!("{words} \"${{1:text}}\"");
            let doc = builtins::keyword(words.split(' ').next().unwrap_or_default());
            offers.add(Choice::snippet(CompletionKind::Operator, words, text).doc(doc).rank(6));
        }
    }
}
