//! Rules as most are written, read straight from the tokens. What this reads, the grammar reads the same way, only
//! slower; what it does not know, it leaves to the grammar.

use super::block::{Block, Purpose};
use super::context::Source;
use super::cuts::Cuts;
use super::entries::{Stretch, entries, significant};
use super::phrase::Phrase;
use crate::syntax::ast::{Clause, ClauseKind, Guard, Rule, Target, Text};
use crate::syntax::lex::{Bracket, CLAUSES, TokenKind, offset, slice, unquote};
use crate::syntax::split::Piece;

/// The rules of a piece that can be read so, in order.
pub(super) fn rules(source: Source<'_>, piece: Piece) -> Vec<Rule> {
    let whole = Stretch { start: piece.start, end: piece.end };
    let mut found = Vec::new();
    match word(source, whole) {
        _ if piece.trouble.is_some() || !source.quickly => {}
        "intake" => block(source, whole, &mut found),
        "workstream" => {
            let Some(open) = brace(source, whole) else { return found };
            for entry in entries(source, Block::Workstream, open + 1, piece.end).0 {
                if matches!(word(source, entry), "classify" | "route") {
                    block(source, entry, &mut found);
                }
            }
        }
        _ => {}
    }
    found
}

/// The text of a piece without these rules, and where it was cut. Rules with nothing but separators between them are
/// cut out as one, for the grammar is slow with blanks too.
pub(super) fn without(source: Source<'_>, piece: Piece, rules: &[Rule]) -> (String, Cuts) {
    let (mut text, mut cuts) = (String::new(), Cuts::default());
    let mut at = piece.start;
    for rule in rules {
        let between = slice(source.prepared, at, rule.span.start);
        if at == piece.start || !between.bytes().all(separates) {
            text.push_str(between);
        }
        cuts.cut(piece.start + offset(text.len()), rule.span.end);
        at = rule.span.end;
    }
    text.push_str(slice(source.prepared, at, piece.end));
    (text, cuts)
}

fn separates(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',')
}

fn word(source: Source<'_>, stretch: Stretch) -> &str {
    significant(source, stretch.start, stretch.end).next().map_or("", |word| word.text(source.text))
}

fn brace(source: Source<'_>, stretch: Stretch) -> Option<u32> {
    let mut tokens = significant(source, stretch.start, stretch.end);
    tokens.find(|token| token.kind == TokenKind::Open(Bracket::Curly)).map(|token| token.start)
}

fn block(source: Source<'_>, around: Stretch, found: &mut Vec<Rule>) {
    let Some(open) = brace(source, around) else { return };
    let (entries, _) = entries(source, Block::Rule(Purpose::Route), open + 1, around.end);
    found.extend(entries.into_iter().filter_map(|entry| {
        let first = source.faults.partition_point(|fault| fault.start < entry.start);
        let sound = source.faults.get(first).is_none_or(|fault| fault.start > entry.end);
        if sound { rule(&mut Phrase::new(source, entry)) } else { None }
    }));
}

/// `"Label": when … clause clause`
fn rule(phrase: &mut Phrase<'_>) -> Option<Rule> {
    let start = phrase.peek()?.start;
    let label = phrase
        .take(TokenKind::Text)
        .map(|token| Text { value: unquote(token.text(phrase.source.text)), span: phrase.span(token.start) });
    if label.is_some() {
        phrase.take(TokenKind::Colon)?;
    }
    let guard_at = phrase.peek()?.start;
    let guard = if phrase.word("when") {
        Guard::When(phrase.expr()?)
    } else if phrase.word("otherwise") {
        Guard::Otherwise(phrase.span(guard_at))
    } else {
        return None;
    };
    let mut clauses = Vec::new();
    while phrase.peek().is_some() {
        clauses.push(clause(phrase)?);
    }
    (!clauses.is_empty()).then(|| Rule { label, guard: Some(guard), clauses, span: phrase.span(start) })
}

fn clause(phrase: &mut Phrase<'_>) -> Option<Clause> {
    let start = phrase.peek()?.start;
    let kind = if phrase.word("to") {
        ClauseKind::To(target(phrase)?)
    } else if phrase.word("set") {
        let (field, span) = phrase.path()?;
        phrase.take(TokenKind::Equals)?;
        ClauseKind::Set { fields: vec![field], spans: vec![span], value: phrase.expr()? }
    } else if phrase.word("require") {
        require(phrase)?
    } else if phrase.word("hold") {
        ClauseKind::Hold(phrase.name()?)
    } else {
        return None;
    };
    let over = phrase.peek().is_none_or(|token| CLAUSES.contains(&token.text(phrase.source.text)));
    over.then(|| Clause { kind, span: phrase.span(start) })
}

/// A queue, or the table that gives one.
fn target(phrase: &mut Phrase<'_>) -> Option<Target> {
    let first = phrase.peek()?;
    if matches!(phrase.text(first), "bot" | "split" | "agent") {
        return None;
    }
    if phrase.is_call() { phrase.call().map(Target::Table) } else { phrase.name().map(Target::Queue) }
}

/// `french`, `french >= 3`
fn require(phrase: &mut Phrase<'_>) -> Option<ClauseKind> {
    let skill = phrase.name()?;
    let Some(sign) = phrase.take(TokenKind::Compare) else {
        return Some(ClauseKind::Require { skill, level: None });
    };
    let level = phrase.operand().filter(|_| phrase.text(sign) == ">=")?;
    Some(ClauseKind::Require { skill, level: Some(level) })
}
