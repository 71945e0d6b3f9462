//! The rows of a test: what their columns are, and what may stand in a cell.

use super::offer::{Choice, CompletionKind, Offers};
use super::{expr, fired, names, table, text, trial, value};
use crate::builtins;
use crate::check::Kind;
use crate::ide::columns::{Cell, Columns};
use crate::ide::meaning::Sense;
use crate::syntax::lex::TokenKind;
use crate::types::Type;

/// What may stand in the header at the place.
pub(super) fn header(offers: &mut Offers<'_>) {
    let before = offers.before();
    let ends = |kind: TokenKind| matches!(kind, TokenKind::Bar | TokenKind::Arrow);
    let from = before.iter().rposition(|token| ends(token.kind)).map_or(1, |at| at + 1);
    let is_expected = before.iter().any(|token| token.kind == TokenKind::Arrow);
    // A column is answered as if it stood alone.
    offers.stand.entry.start += from;
    offers.heading(|offers| if is_expected { expected(offers) } else { given(offers) });
}

fn given(offers: &mut Offers<'_>) {
    match offers.words().as_slice() {
        [] => {
            trial::columns(offers);
            for (word, text) in [
                ("id", "id"),
                ("at", "at \"${1:Europe/London}\""),
                ("model", "model ${1:mood}"),
                ("queue", "queue ${1:general} ${2:waiting_items}"),
            ] {
                let choice = Choice::snippet(CompletionKind::Keyword, word, text);
                offers.add(choice.doc(builtins::keyword(word)).rank(6));
            }
        }
        ["at"] => text::zones(offers),
        ["model"] => trial::models(offers),
        ["queue"] => names::offer(offers, Kind::Queue),
        ["queue", _] => {
            for word in ["waiting_items", "predicted_wait"] {
                offers.add(Choice::word(CompletionKind::Setting, word));
            }
        }
        [.., "."] => {
            let words = offers.words();
            let path: Vec<&str> = words.iter().copied().filter(|word| *word != ".").collect();
            let item: Vec<&str> = std::iter::once("item").chain(path.iter().copied()).collect();
            let mut below = offers.scope.below(&item);
            if below.is_empty() {
                below = offers.scope.below(&path);
            }
            for known in below.into_iter().filter(|known| known.sense != Sense::Fact) {
                let detail = offers.scope.typed(&known.ty, known.optional);
                offers.add(Choice::word(CompletionKind::Field, known.word).detail(detail).rank(1));
            }
        }
        _ => {}
    }
}

fn expected(offers: &mut Offers<'_>) {
    match offers.words().as_slice() {
        [] => {
            expr::offer(offers, &[]);
            let choice = Choice::word(CompletionKind::Keyword, "fired").doc(builtins::keyword("fired"));
            offers.add(choice.rank(2));
        }
        ["fired", ..] => fired::lists(offers),
        _ => expr::offer(offers, &[]),
    }
}

/// What may stand in the cell at the place.
pub(super) fn cell(offers: &mut Offers<'_>) {
    let before = offers.before();
    let (cell, inner) = Cell::after(&before);
    let columns = Columns::of(&offers.stand);
    let Some(column) = columns.get(cell) else { return };
    let last = inner.last().copied();
    let listed = last.is_some_and(|last| matches!(last.kind, TokenKind::Open(_) | TokenKind::Comma));
    let negated = last.is_some_and(|last| offers.stand.say(last) == "not");
    let compared = last.is_some_and(|last| last.kind == TokenKind::Compare);
    let begins = inner.is_empty();
    if !(begins || cell.is_expected && (listed || negated || compared) || listed) {
        return;
    }
    if column.is_fired() {
        fired::quoted(offers);
        if begins {
            offers.keywords(&["any"]);
            let choice = Choice::snippet(CompletionKind::Keyword, "not", "not \"${1:Label}\"");
            offers.add(choice.doc(builtins::keyword("not")).rank(6));
        }
        return;
    }
    match column.words.as_slice() {
        ["workstream"] if cell.is_expected => names::offer(offers, Kind::Workstream),
        ["bot"] if cell.is_expected => names::offer(offers, Kind::Bot),
        _ => values(offers, &column.ty(&offers.scope, cell), cell, (begins, listed)),
    }
}

fn values(offers: &mut Offers<'_>, ty: &Type, cell: Cell, (begins, listed): (bool, bool)) {
    let choice = |label: &str, text: String| Choice::snippet(CompletionKind::Value, label, text).rank(1);
    if let (Type::List(member), true) = (ty, listed) {
        value::offer(offers, member);
    } else if let (Type::List(_), false) = (ty, cell.is_expected) {
        let inner = value::sample(offers, ty);
        offers.add(choice("[ ]", format!("[${{1:{}}}]", inner.trim_matches(['[', ']']))));
    } else if *ty == Type::Instant && !cell.is_expected {
        offers.add(choice("2026-03-02T10:15", "${1:2026-03-02T10:15}".to_owned()));
    } else {
        value::offer(offers, ty);
    }
    if begins && cell.is_expected {
        table::tests(offers, ty);
    } else if begins {
        offers.keywords(&["missing"]);
    }
}
