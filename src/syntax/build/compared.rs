//! Comparisons that are missing, or written in the words of other languages.

use super::around::{Around, Stop};
use super::grammar::Rule;
use super::habit::COMPARING;
use super::remedy::Advice;
use crate::source::Span;
use crate::syntax::lex::{CLAUSES, Token, TokenKind};

/// A comparison that is missing, or written in other words.
pub(super) fn compared(stop: &Stop<'_>, around: &Around<'_>, found: Token) -> Option<Advice> {
    let (text, span) = (around.text(found), around.span(found));
    let before = Span { end: span.start, ..span };
    if stop.accepts(&[Rule::at_least])
        && (found.kind != TokenKind::Word || text == "at")
        && around.clause() == "require"
    {
        let advice = Advice::from("`>=` before the level");
        return match found.kind {
            TokenKind::Figure => Some(advice.by(before, ">= ")),
            TokenKind::Compare => Some(advice.by(span, ">=")),
            _ if text == "at" => Some(advice.by(around.with_next(found, &["least"]), ">=")),
            _ => None,
        };
    }
    if around.clause() == "set" && stop.accepts(&[Rule::equals]) {
        let assigns = matches!(text, "==" | ":" | "to" | "is" | "as");
        let whole = if text == ":" { around.with_mark(found, TokenKind::Equals) } else { span };
        return assigns.then(|| Advice::write(whole, "="));
    }
    if found.kind == TokenKind::Equals && around.clause() == "set" && stop.accepts(COMPARING) {
        return Some("`==` to compare; for a further field, `set` again instead of `and`".into());
    }
    let [last, second] = around.back::<2>();
    if !stop.accepts(COMPARING) || !around.asks() || last == "fired" {
        return None;
    }
    if let Some((span, sign)) = operator(around, found) {
        return Some(Advice::write(span, &sign));
    }
    match text {
        "at" => return Some("`>=` for \"at least\", `<=` for \"at most\"".into()),
        "between" => return Some("a range, such as `in 5..10`".into()),
        "one" | "of" => return Some("`in` and a list, such as `in [gold, platinum]`".into()),
        _ => {}
    }
    let begins = matches!(second, "when" | "where" | "and" | "or" | "not" | "expect" | "=");
    let word = around.last().is_some_and(|last| last.kind == TokenKind::Word);
    let ends = around
        .next
        .is_none_or(|next| CLAUSES.contains(&around.text(next)) || around.is(Some(next), &["and", "or"]));
    let value = matches!(found.kind, TokenKind::Figure | TokenKind::Text)
        || found.kind == TokenKind::Word && ends && !CLAUSES.contains(&text);
    let advice = || Advice::from(format!("a comparison between the two, such as `{last} == {text}`"));
    (begins && word && value).then(|| advice().by(before, "== "))
}

/// The sign for an operator that is written in words, and what it stands for.
pub(super) fn operator(around: &Around<'_>, found: Token) -> Option<(Span, String)> {
    let next = around.after(found).map_or("", |next| around.text(next));
    let sign = match (around.text(found), next) {
        ("greater" | "more" | "above" | "over" | "bigger", _) => ">",
        ("less" | "below" | "under" | "fewer" | "smaller", _) => "<",
        ("at", "least") => ">=",
        ("at", "most") => "<=",
        ("equal", "to") => "==",
        ("one", "of") | ("in", _) => "in",
        ("between", _) => return around.range(found),
        _ => return None,
    };
    Some((around.with_next(found, &["than", "least", "most", "to", "of"]), sign.to_owned()))
}
