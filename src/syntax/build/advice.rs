//! Mistakes that people bring from other languages, recognised where reading stopped.

use super::around::{Around, Stop, around};
use super::block::Block;
use super::compared::operator;
use super::context::Source;
use super::grammar::Rule;
use super::guess::meant;
use super::habit::habit;
use super::remedy::Advice;
use super::wanted::{wanted, words};
use crate::source::Span;
use crate::syntax::error::ShapeError;
use crate::syntax::lex::{Bracket, CLAUSES, Token, TokenKind, dangles};

const RESERVED: &[&str] =
    &["and", "or", "not", "in", "is", "any", "when", "otherwise", "yes", "no", "during"];

/// The words for a stop.
pub(super) fn explain(stop: &Stop<'_>) -> ShapeError {
    let around = around(stop);
    in_capitals(stop, &around)
        .or_else(|| entry_mistake(stop, &around))
        .or_else(|| habit(stop, &around))
        .or_else(|| condition_mistake(&around))
        .or_else(|| misspelled(stop, &around))
        .unwrap_or_else(|| plainly(stop, &around))
}

/// A word of the language that is written with capital letters.
fn in_capitals(stop: &Stop<'_>, around: &Around<'_>) -> Option<ShapeError> {
    let small = |token: Token| {
        let word = around.text(token);
        let small = word.to_lowercase();
        (token.kind == TokenKind::Word && small != word).then_some(small)
    };
    let found = around.found.and_then(|token| Some((token, small(token)?))).filter(|(_, small)| {
        let accepted = || stop.accepted.iter().flat_map(|kind| words(*kind));
        let rules = stop.block.is_some_and(Block::holds_rules);
        accepted().any(|word| word == *small) || rules && CLAUSES.contains(&small.as_str())
    });
    // `NOT` alone was read as a name, and what follows it is where reading stopped.
    let last =
        || around.last().and_then(|token| Some((token, small(token)?))).filter(|(_, small)| small == "not");
    let (token, small) = found.or_else(last)?;
    let (found, span) = (around.text(token).to_owned(), around.span(token));
    Some(ShapeError::RuleWord { found, instead: small, span })
}

/// Mistakes about how an entry begins.
fn entry_mistake(stop: &Stop<'_>, around: &Around<'_>) -> Option<ShapeError> {
    let first = around.before.first().copied().or(around.found)?;
    let foreign = ["else", "elif", "elsif", "default", "if", "case"];
    // The word stands at the beginning of the rule, or after its label.
    let after_label =
        around.found.filter(|_| around.last().is_some_and(|last| last.kind == TokenKind::Colon));
    for word in [Some(first), after_label].into_iter().flatten() {
        let found = around.text(word).to_lowercase();
        if foreign.contains(&found.as_str()) && stop.block.is_some_and(Block::holds_rules) {
            let instead =
                if matches!(found.as_str(), "if" | "case") { "when" } else { "otherwise" }.to_owned();
            return Some(ShapeError::RuleWord {
                found: around.text(word).to_owned(),
                instead,
                span: around.span(word),
            });
        }
    }
    if let Some(found) = around.found.filter(|token| token.kind == TokenKind::Open(Bracket::Curly)) {
        let last = around.last()?;
        let gap = crate::syntax::lex::slice(stop.source.prepared, last.end, found.start);
        if gap.contains('\n') {
            let above = Span::new(stop.source.file, last.end, last.end);
            return Some(ShapeError::BraceBelow { span: around.span(found), above });
        }
    }
    if stop.block.is_some_and(Block::holds_rules) && first.kind == TokenKind::Text && around.before.len() == 1
    {
        return Some(ShapeError::NoColon { span: around.span(first) });
    }
    let lone = around.before.len() == 1 && first.kind == TokenKind::Word;
    let found = around.found.filter(|_| lone && stop.block.is_some_and(Block::holds_settings))?;
    matches!(found.kind, TokenKind::Colon | TokenKind::Equals).then(|| ShapeError::SettingMark {
        word: around.text(first).to_owned(),
        mark: around.text(found).to_owned(),
        span: Span::new(stop.source.file, first.end, around.next.map_or(found.end, |next| next.start)),
    })
}

/// Mistakes inside a condition.
fn condition_mistake(around: &Around<'_>) -> Option<ShapeError> {
    let found = around.found?;
    let span = around.span(found);
    let foreign = match around.text(found) {
        "if" => Some("when"),
        "else" | "elif" => Some("otherwise"),
        "AND" => Some("and"),
        "OR" => Some("or"),
        "NOT" => Some("not"),
        _ => None,
    };
    if let Some(instead) = foreign.filter(|_| found.kind == TokenKind::Word) {
        let found = around.text(found).to_owned();
        return Some(ShapeError::RuleWord { found, instead: instead.to_owned(), span });
    }
    if let Some(is) = around.last().filter(|last| around.is(Some(*last), &["is"])) {
        return is_what(around, is, found);
    }
    if let Some(error) = missing_side(around) {
        return Some(error);
    }
    if !around.asks() {
        return None;
    }
    if let Some(sign) = around.last().filter(|sign| {
        sign.kind == TokenKind::Compare && found.kind == TokenKind::Equals && sign.end == found.start
    }) {
        let (instead, span) = (around.text(sign).to_owned(), around.span(sign).to(span));
        return Some(ShapeError::RuleWord { found: format!("{instead}="), instead, span });
    }
    if found.kind == TokenKind::Equals {
        return Some(ShapeError::Equals { span });
    }
    if found.kind == TokenKind::Compare && !around.last().is_some_and(|last| last.kind == TokenKind::Compare)
    {
        return Some(ShapeError::Chained { span, middle: between_signs(around) });
    }
    let searched = ["contains", "starts", "ends", "matches", "during", "within", "older"];
    let inner = around.is(Some(found), &["not"]) && around.is(around.next, &searched)
        || around.is(around.last(), &["not"]) && around.is(Some(found), &searched);
    inner.then(|| ShapeError::InnerNot {
        left: left_side(around),
        span: if around.is(Some(found), &["not"]) {
            span
        } else {
            around.last().map_or(span, |last| around.span(last))
        },
    })
}

/// What stands between the first sign of a comparison and the place where reading stopped.
fn between_signs(around: &Around<'_>) -> Option<Span> {
    let sign = around.before.iter().rposition(|token| token.kind == TokenKind::Compare)?;
    let (first, last) = (around.before.get(sign + 1)?, around.last()?);
    Some(around.span(*first).to(around.span(last)))
}

/// Where the comparison begins that reading stopped in.
fn left_side(around: &Around<'_>) -> Option<Span> {
    let joins = ["and", "or", "when", "where", "not"];
    let opens = |token: &Token| matches!(token.kind, TokenKind::Equals | TokenKind::Open(_));
    let last = around.before.len() - usize::from(around.is(around.last(), &["not"]));
    let before = around.before.get(..last)?;
    let start = before.iter().rposition(|token| around.is(Some(*token), &joins) || opens(token));
    before.get(start.map_or(0, |at| at + 1)).map(|token| around.span(*token))
}

/// `when a == set b = 1`, `when to b`: the clause was taken for a value.
fn missing_side(around: &Around<'_>) -> Option<ShapeError> {
    let [.., sign, clause] = around.before.as_slice() else { return None };
    let opens = around.is(Some(*sign), &["when", "where", "contains", "with", "matches"]);
    let taken = CLAUSES.contains(&around.text(*clause)) && (opens || dangles(*sign, around.source.text));
    taken.then(|| ShapeError::Unfinished {
        what: format!("`{}`", around.text(*sign)),
        wanted: "a value".to_owned(),
        span: around.span(*sign),
    })
}

/// `is not missing`, `is null`, `is gold`
fn is_what(around: &Around<'_>, is: Token, found: Token) -> Option<ShapeError> {
    let (negated, what) =
        if around.is(Some(found), &["not"]) { (true, around.next?) } else { (false, found) };
    if let Some((span, sign)) = operator(around, what).filter(|_| !negated) {
        let span = around.span(is).to(span);
        return Some(ShapeError::IsWhat { help: format!("write `{sign}`"), span, suggestion: sign });
    }
    let word = around.text(what);
    let nothing = matches!(word.to_lowercase().as_str(), "missing" | "null" | "empty" | "blank" | "none");
    if what.kind == TokenKind::Compare {
        let (suggestion, span) = (word.to_owned(), around.span(is).to(around.span(what)));
        return Some(ShapeError::IsWhat { help: format!("write `{word}` without `is`"), span, suggestion });
    }
    let suggestion = match (negated, word) {
        (true, "present") => "is missing".to_owned(),
        (_, _) if nothing => if negated { "is present" } else { "is missing" }.to_owned(),
        (false, _) => format!("== {word}"),
        (true, _) => format!("!= {word}"),
    };
    let span = around.span(is).to(around.span(what));
    Some(ShapeError::IsWhat { help: format!("write `{suggestion}`"), span, suggestion })
}

/// A word that is nearly one of those that could stand there.
fn misspelled(stop: &Stop<'_>, around: &Around<'_>) -> Option<ShapeError> {
    let found = around.found.filter(|token| token.kind == TokenKind::Word)?;
    let (word, span) = (around.text(found), around.span(found));
    let names =
        [Rule::name, Rule::expr, Rule::operand, Rule::path, Rule::comparison, Rule::value, Rule::enum_value];
    if RESERVED.contains(&word) && stop.accepted.iter().any(|kind| names.contains(kind)) {
        return Some(ShapeError::Reserved { word: word.to_owned(), span });
    }
    if CLAUSES.contains(&word) || RESERVED.contains(&word) {
        return None;
    }
    let candidates = stop.accepted.iter().flat_map(|kind| words(*kind));
    let suggestion = nearest(word, candidates)?;
    (suggestion != word).then(|| ShapeError::Misspelled { found: word.to_owned(), suggestion, span })
}

/// The candidate that is most like `word`, if one is much like it.
fn nearest(word: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    const LONGEST: usize = 16;
    let far = |other: &str| if other.len() > 4 { 2 } else { 1 };
    candidates
        .filter(|other| word.len() <= LONGEST && strsim::osa_distance(word, other) <= far(other))
        .min_by_key(|other| strsim::osa_distance(word, other))
}

/// The misspelling of a word that begins a block of rules or fields, as in `clasify urgency first {`.
pub(super) fn misspelled_block(source: Source<'_>, word: Token, block: Block) -> Option<ShapeError> {
    let found = word.text(source.text);
    let suggestion = nearest(found, block.blocks().iter().map(|other| (*other).to_owned()))?;
    let span = Span::new(source.file, word.start, word.end);
    (suggestion != found).then(|| ShapeError::Misspelled { found: found.to_owned(), suggestion, span })
}

fn plainly(stop: &Stop<'_>, around: &Around<'_>) -> ShapeError {
    let accepted = &stop.accepted;
    let meant = meant(stop, around).unwrap_or_else(|| Advice::from(wanted(accepted, stop.block)));
    let Advice { wanted: meant, mends } = meant;
    let Some(found) = around.found else {
        let what = stop.block.map_or("this declaration", Block::entry).to_owned();
        let span =
            around.last().map_or(Span::new(stop.source.file, stop.at, stop.at), |last| around.span(last));
        return ShapeError::Unfinished { what, wanted: meant, span };
    };
    if accepted.contains(&Rule::policy) {
        return ShapeError::NoPolicy { span: around.span(found) };
    }
    let (found, span) = (describe(around.text(found)), around.span(found));
    ShapeError::Unexpected { found, wanted: meant, span, mends }
}

/// A piece of text as a message shows it: in backticks, and not too long.
pub(super) fn describe(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(LONGEST).collect();
    let dots = if shown.len() < text.len() { "…" } else { "" };
    format!("`{shown}{dots}`")
}
