use crate::diagnostic::Bag;
use crate::source::{FileId, Span};
use crate::syntax::error::BracketError;
use crate::syntax::lex::{Bracket, Token, TokenKind};

/// How deep brackets may stand in one another.
pub(in crate::syntax) const MAX_DEPTH: usize = 128;

/// The open brackets of one piece.
#[derive(Debug)]
pub(super) struct Brackets {
    file: FileId,
    open: Vec<Open>,
    /// How many more are open than may be: they are counted, not kept.
    beyond: usize,
    /// The open brace that indentation says is the one without partner, and where the partner is missed.
    suspect: Option<(Open, u32)>,
    /// The places of brackets that spoil no more than their entry.
    pub(super) faults: Vec<Span>,
    /// From where on braces do not match.
    pub(super) trouble: Option<u32>,
    /// Whether the piece has been seen to its end.
    over: bool,
    /// Whether they stand too deep to go on.
    pub(super) too_deep: bool,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    bracket: Bracket,
    token: Token,
    indent: u32,
}

impl Brackets {
    pub(super) fn new(file: FileId) -> Self {
        Self {
            file,
            open: Vec::new(),
            beyond: 0,
            suspect: None,
            faults: Vec::new(),
            trouble: None,
            over: false,
            too_deep: false,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Takes notice of a token. `indent` is that of its line, `leads` whether it is the first there, `before` the end
    /// of the token before it.
    pub(super) fn see(&mut self, token: Token, indent: u32, leads: bool, before: u32, bag: &mut Bag) {
        if let TokenKind::Open(bracket) = token.kind {
            self.open(Open { bracket, token, indent }, bag);
        } else if let TokenKind::Close(bracket) = token.kind {
            if leads && bracket == Bracket::Curly {
                self.compare(indent, before);
            }
            self.close(bracket, token, before, bag);
        }
    }

    fn open(&mut self, open: Open, bag: &mut Bag) {
        if self.open.len() >= MAX_DEPTH {
            if !self.too_deep {
                let span = self.span(open.token);
                bag.push(&BracketError::TooDeep { limit: MAX_DEPTH, span });
                self.note(open.token.start);
            }
            self.too_deep = true;
            self.beyond += 1;
        } else {
            self.open.push(open);
        }
    }

    /// A `}` that leads its line stands under the line of its `{`, unless a `}` was lost between.
    fn compare(&mut self, indent: u32, before: u32) {
        let inner = self.open.last().filter(|open| open.bracket == Bracket::Curly && open.indent > indent);
        if self.suspect.is_none() {
            self.suspect = inner.map(|open| (*open, before));
        }
    }

    fn close(&mut self, bracket: Bracket, token: Token, before: u32, bag: &mut Bag) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(top) = self.open.last().copied() else {
            return self.stray(token, bracket, bag);
        };
        if top.bracket == bracket {
            self.open.pop();
            return;
        }
        if bracket == Bracket::Curly && self.open.iter().any(|open| open.bracket == bracket) {
            self.unclosed(top, before, bag);
            while self.open.pop().is_some_and(|open| open.bracket != bracket) {}
        } else if top.bracket == Bracket::Curly || bracket == Bracket::Curly {
            self.stray(token, bracket, bag);
        } else {
            let (open, wanted) = signs(top.bracket);
            let (span, opened) = (self.span(token), self.span(top.token));
            if !self.too_deep {
                bag.push(&BracketError::Crossed { close: signs(bracket).1, open, wanted, span, opened });
            }
            self.faults.extend([opened, span]);
            self.open.pop();
        }
    }

    fn stray(&mut self, token: Token, bracket: Bracket, bag: &mut Bag) {
        let span = self.span(token);
        if self.trouble.is_none() {
            bag.push(&BracketError::Unopened { close: signs(bracket).1, span });
        }
        if bracket == Bracket::Curly {
            self.note(token.start);
        } else {
            self.faults.push(span);
        }
    }

    fn unclosed(&mut self, open: Open, end: u32, bag: &mut Bag) {
        let (sign, close) = signs(open.bracket);
        let place = match open.bracket {
            Bracket::Curly => "where the block ends",
            Bracket::Round | Bracket::Square => "where it ends",
        };
        let (span, missing) = (self.span(open.token), Span::new(self.file, end, end));
        if self.trouble.is_none() {
            bag.push(&BracketError::Unclosed { open: sign, close, place, span, missing });
        }
        self.faults.push(span);
        if open.bracket == Bracket::Curly || self.over {
            self.note(open.token.start);
        }
    }

    /// The piece is over at `end`: what is still open is missing its partner.
    pub(super) fn finish(&mut self, end: u32, bag: &mut Bag) {
        let Some(outer) = self.open.first().copied() else { return };
        self.over = true;
        let inner = self.open.iter().rev().find(|open| open.bracket != Bracket::Curly).copied();
        match (inner, self.suspect) {
            (Some(inner), _) => self.unclosed(inner, end, bag),
            (None, Some((suspect, end))) => self.unclosed(suspect, end, bag),
            (None, None) => self.unclosed(outer, end, bag),
        }
    }

    fn note(&mut self, at: u32) {
        self.trouble = Some(self.trouble.map_or(at, |trouble| trouble.min(at)));
    }

    fn span(&self, token: Token) -> Span {
        Span::new(self.file, token.start, token.end)
    }
}

fn signs(bracket: Bracket) -> (char, char) {
    match bracket {
        Bracket::Round => ('(', ')'),
        Bracket::Square => ('[', ']'),
        Bracket::Curly => ('{', '}'),
    }
}
