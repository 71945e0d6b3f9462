use super::block::Block;
use super::context::Source;
use crate::syntax::lex::{Bracket, Token, TokenKind, slice};

/// From the first byte of an entry to just past its last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The tokens of a stretch that mean something.
pub(super) fn significant(source: Source<'_>, start: u32, end: u32) -> impl Iterator<Item = &Token> {
    let first = source.tokens.partition_point(|token| token.start < start);
    let rest = source.tokens.get(first..).unwrap_or_default().iter();
    rest.take_while(move |token| token.start < end).filter(|token| !token.is_trivia())
}

/// The entries from `start` on, and where their block ends.
pub(super) fn entries(source: Source<'_>, block: Block, start: u32, limit: u32) -> (Vec<Stretch>, u32) {
    let first = source.tokens.partition_point(|token| token.start < start);
    let tokens =
        source.tokens.get(first..).unwrap_or_default().iter().take_while(|token| token.start < limit);
    let mut walk = Walk { source, block, open: Vec::new(), found: Vec::new(), current: None, comma: false };
    let mut end = start;
    for token in tokens {
        if walk.ends_block(*token) {
            end = token.start;
            break;
        }
        walk.see(*token);
        if !token.is_trivia() {
            end = token.end;
        }
    }
    walk.found.extend(walk.current);
    (walk.found, end)
}

struct Walk<'t> {
    source: Source<'t>,
    block: Block,
    open: Vec<Bracket>,
    found: Vec<Stretch>,
    current: Option<Stretch>,
    /// Whether a comma has just ended an entry.
    comma: bool,
}

impl Walk<'_> {
    fn ends_block(&self, token: Token) -> bool {
        token.kind == TokenKind::Close(Bracket::Curly) && !self.open.contains(&Bracket::Curly)
    }

    fn see(&mut self, token: Token) {
        if let TokenKind::Open(bracket) = token.kind {
            self.grow(token);
            return self.open.push(bracket);
        }
        if let TokenKind::Close(bracket) = token.kind
            && let Some(at) = self.open.iter().rposition(|open| *open == bracket)
        {
            self.open.truncate(at);
        }
        let separates = self.open.is_empty() && self.separates(token);
        if separates {
            self.found.extend(self.current.take());
            self.comma = token.kind == TokenKind::Comma;
        } else if !token.is_trivia() {
            self.grow(token);
        }
    }

    fn separates(&self, token: Token) -> bool {
        let breaks = token.kind == TokenKind::LineBreak;
        token.kind == TokenKind::Comma
            || breaks && slice(self.source.prepared, token.start, token.end) == "\n"
    }

    fn grow(&mut self, token: Token) {
        let carries_on =
            std::mem::take(&mut self.comma) && self.block.holds_rules() && !self.begins_rule(token);
        if carries_on {
            self.current = self.found.pop();
        }
        let start = self.current.map_or(token.start, |current| current.start);
        self.current = Some(Stretch { start, end: token.end });
    }

    /// A comma in a rule, as in `order by a, b`, ends it only if another rule follows.
    fn begins_rule(&self, token: Token) -> bool {
        let guards = |next: &Token| matches!(next.text(self.source.text), "when" | "otherwise" | "after");
        // A text may be one of several that are searched for, in which case a comma or a clause follows.
        let mut next = significant(self.source, token.end, u32::MAX);
        token.kind == TokenKind::Text
            && next.next().is_some_and(|next| next.kind == TokenKind::Colon || guards(next))
            || matches!(token.text(self.source.text), "when" | "otherwise" | "after" | "inherit")
    }
}
