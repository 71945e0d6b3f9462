use super::missed::{Missed, by_line, by_token};
use crate::diagnostic::{Bag, Texts};
use crate::source::{FileId, Span};
use crate::syntax::error::BracketError;
use crate::syntax::lex::{Bracket, Token, TokenKind};

/// How deep brackets may stand in one another.
pub(in crate::syntax) const MAX_DEPTH: usize = 128;

/// The open brackets of one piece.
#[derive(Debug)]
pub(super) struct Brackets<'t> {
    file: FileId,
    text: &'t str,
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
    /// Whether a type was given in it, as in `(who: Customer)`.
    typed: bool,
    missed: Missed,
}

/// Where a token stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// How far the line is indented, in bytes.
    pub(super) indent: u32,
    /// Whether the token is the first on it.
    pub(super) leads: bool,
}

impl<'t> Brackets<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Self {
        Self {
            file,
            text,
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

    /// Takes notice of the token at `at`.
    pub(super) fn see(&mut self, tokens: &[Token], at: usize, line: Line, bag: &mut Bag) {
        let Some((before, [token, after @ ..])) = tokens.split_at_checked(at) else { return };
        self.miss(*token, line, before);
        let end = back(before).next().map_or(token.start, |last| last.end);
        if let TokenKind::Open(bracket) = token.kind {
            let (indent, missed) = (line.indent, Missed::Nowhere);
            self.open(Open { bracket, token: *token, indent, typed: false, missed }, bag);
        } else if let TokenKind::Close(bracket) = token.kind {
            if line.leads && bracket == Bracket::Curly {
                self.compare(line.indent, end);
            }
            let comma = after.first().is_some_and(|next| next.kind == TokenKind::Comma);
            if let Some(inner) = self.open.last_mut().filter(|inner| comma && inner.bracket != bracket) {
                // It may stand there in place of the other.
                inner.missed = inner.missed.or(Missed::Unsure);
            }
            self.close(bracket, *token, end, bag);
        }
    }

    /// Whether a token says of open brackets that they should have been closed before it.
    fn miss(&mut self, token: Token, line: Line, before: &[Token]) {
        let end = back(before).next().map_or(token.start, |last| last.end);
        if line.leads {
            for open in &mut self.open {
                open.missed = open.missed.or(by_line(token, line, end, (open.token, open.indent)));
            }
        }
        let Some(inner) = self.open.last_mut().filter(|inner| inner.bracket != Bracket::Curly) else {
            return;
        };
        inner.typed |= token.kind == TokenKind::Colon;
        let defined = inner.typed && token.kind == TokenKind::Equals;
        let said =
            if defined { Missed::At(end) } else { by_token(self.text, inner.bracket, token, back(before)) };
        inner.missed = inner.missed.or(said);
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
        let missing = match open.missed {
            Missed::Nowhere => Some(end),
            Missed::At(place) => Some(place),
            Missed::Unsure => None,
        };
        let (span, missing) = (self.span(open.token), missing.map(|end| Span::new(self.file, end, end)));
        if self.trouble.is_none() {
            let error = BracketError::Unclosed { open: sign, close, place, span, missing };
            bag.push_in(&error, Texts::One(self.file, self.text));
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

/// What stands before, the last first, without blanks and comments.
fn back(before: &[Token]) -> impl Iterator<Item = &Token> {
    before.iter().rev().filter(|token| !token.is_trivia())
}

fn signs(bracket: Bracket) -> (char, char) {
    match bracket {
        Bracket::Round => ('(', ')'),
        Bracket::Square => ('[', ']'),
        Bracket::Curly => ('{', '}'),
    }
}
