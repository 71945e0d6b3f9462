use super::block::Block;
use super::context::Source;
use super::grammar::Rule;
use crate::source::Span;
use crate::syntax::lex::{CLAUSES, Token, TokenKind};

/// Where reading stopped, and what the grammar would have accepted there.
pub(super) struct Stop<'t> {
    pub(super) source: Source<'t>,
    /// The entry that could not be read.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Offset at which reading stopped.
    pub(super) at: u32,
    pub(super) accepted: Vec<Rule>,
    /// What kind of entry it is; none for a whole declaration.
    pub(super) block: Option<Block>,
}

/// The entry around a stop: what stands before it, and there.
pub(super) struct Around<'t> {
    pub(super) before: Vec<Token>,
    pub(super) found: Option<Token>,
    pub(super) next: Option<Token>,
    pub(super) source: Source<'t>,
}

impl Around<'_> {
    pub(super) fn span(&self, token: Token) -> Span {
        Span::new(self.source.file, token.start, token.end)
    }

    pub(super) fn text(&self, token: Token) -> &str {
        token.text(self.source.text)
    }

    pub(super) fn is(&self, token: Option<Token>, words: &[&str]) -> bool {
        token.is_some_and(|token| token.kind == TokenKind::Word && words.contains(&self.text(token)))
    }

    pub(super) fn last(&self) -> Option<Token> {
        self.before.last().copied()
    }

    /// The last words before the stop, up to `N`, the last first; empty for what is no word.
    pub(super) fn back<const N: usize>(&self) -> [&str; N] {
        let mut words = self.before.iter().rev().map(|token| self.text(*token));
        std::array::from_fn(|_| words.next().unwrap_or_default())
    }

    pub(super) fn has(&self, words: &[&str]) -> bool {
        self.before.iter().any(|token| self.is(Some(*token), words))
    }

    /// Whether the stop is in a condition.
    pub(super) fn asks(&self) -> bool {
        let opens = ["when", "where", "expect", "condition"];
        let last = |words: &[&str]| self.before.iter().rposition(|token| self.is(Some(*token), words));
        last(&opens) > last(CLAUSES)
    }

    /// The clause that the stop is in.
    pub(super) fn clause(&self) -> &str {
        let clause = self.before.iter().rfind(|token| self.is(Some(**token), CLAUSES));
        clause.map_or("", |token| self.text(*token))
    }
}

pub(super) fn around<'t>(stop: &Stop<'t>) -> Around<'t> {
    let tokens = stop.source.tokens;
    let first = tokens.partition_point(|token| token.start < stop.start);
    let entry = tokens.get(first..).unwrap_or_default().iter().take_while(|token| token.start < stop.end);
    let mut seen = entry.filter(|token| !token.is_trivia()).copied();
    let mut before = Vec::new();
    let mut found = None;
    for token in seen.by_ref() {
        if token.end > stop.at {
            found = Some(token);
            break;
        }
        before.push(token);
    }
    Around { before, found, next: seen.next(), source: stop.source }
}
