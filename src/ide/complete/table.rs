//! Fields with their types, and rows of tables.

use super::offer::{Choice, CompletionKind, Offers};
use super::value;
use crate::builtins;
use crate::ide::scope::type_named;
use crate::syntax::lex::{Bracket, Token, TokenKind};
use crate::types::Type;

/// What may stand in a field: its type behind the colon, and what may follow that.
pub(super) fn fields(offers: &mut Offers<'_>) {
    let before = offers.before();
    let Some(last) = before.last().copied() else { return };
    let typed = before.iter().any(|token| token.kind == TokenKind::Colon);
    let closes =
        matches!(last.kind, TokenKind::Question | TokenKind::Close(Bracket::Square) | TokenKind::Text);
    match last.kind {
        TokenKind::Colon | TokenKind::Open(Bracket::Square) => value::types(offers, true),
        TokenKind::Equals => {
            let word = before.get(2).map(|token| offers.stand.say(*token)).unwrap_or_default();
            let ty = type_named(offers.scope.program, word);
            value::offer(offers, &ty);
        }
        TokenKind::Word if typed && before.len() > 2 => more(offers, &before),
        _ if typed && closes => more(offers, &before),
        _ => {}
    }
}

fn more(offers: &mut Offers<'_>, before: &[Token]) {
    let words = offers.stand.words(before);
    if !words.contains(&"from") {
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
        if before.is_empty() && !offers.goes_on() {
            let values: Vec<_> = (1..)
                .zip(&outputs)
                .map(|(at, ty)| format!("${{{at}:{}}}", value::sample(offers, ty)))
                .collect();
            let text = format!("otherwise -> {}", values.join(" | "));
            offers.add(
                Choice::snippet(CompletionKind::Keyword, "otherwise", text)
                    .doc(builtins::keyword("otherwise"))
                    .rank(9),
            );
        }
    }
}

fn tests(offers: &mut Offers<'_>, ty: &Type) {
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
        let text = "starts with \"${1:text}\"";
        offers.add(Choice::snippet(CompletionKind::Operator, "starts with", text).rank(6));
    }
}
