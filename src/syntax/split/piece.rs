use super::brackets::{Brackets, Line};
use super::header::{is_almost_header, is_header};
use crate::diagnostic::Bag;
use crate::source::{FileId, Span};
use crate::syntax::lex::{Bracket, Token, TokenKind};

/// A stretch of a file that is one declaration, or text that belongs to none.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax) struct Piece {
    /// Whether it begins with a header.
    pub(in crate::syntax) declared: bool,
    /// Offset of its first token.
    pub(in crate::syntax) start: u32,
    /// Offset just past its last token.
    pub(in crate::syntax) end: u32,
    /// From where on its brackets do not match; that has been reported.
    pub(in crate::syntax) trouble: Option<u32>,
    /// Whether it cannot be read, for brackets stand too deep in it or it is too large; that has been reported.
    pub(in crate::syntax) unreadable: bool,
}

/// Cuts a file into pieces and reports brackets without partner; the places of those are added to `faults`.
pub(in crate::syntax) fn pieces(
    file: FileId,
    text: &str,
    tokens: &[Token],
    faults: &mut Vec<Span>,
    bag: &mut Bag,
) -> Vec<Piece> {
    let mut cut = Cut {
        file,
        text,
        found: Vec::new(),
        faults: Vec::new(),
        said: Bag::new(),
        current: None,
        previous: None,
    };
    let (mut margin, mut leads, mut indent) = (0, true, 0);
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::LineBreak {
            (margin, leads) = (token.end, true);
        } else if token.kind == TokenKind::Mark {
            margin = token.end;
        } else if !token.is_trivia() {
            if leads {
                indent = token.start - margin;
            }
            let line = Line { indent, leads };
            cut.see(*token, (tokens, at), line, bag);
            leads = false;
        }
    }
    cut.finish(bag);
    faults.append(&mut cut.faults);
    cut.found
}

struct Cut<'t> {
    file: FileId,
    text: &'t str,
    found: Vec<Piece>,
    faults: Vec<Span>,
    /// What has been said about the current piece.
    said: Bag,
    current: Option<(Piece, Brackets<'t>)>,
    previous: Option<Token>,
}

impl Cut<'_> {
    fn see(&mut self, token: Token, (tokens, at): (&[Token], usize), line: Line, bag: &mut Bag) {
        let rest = tokens.get(at..).unwrap_or_default();
        let inside = self.current.as_ref().is_some_and(|(_, brackets)| !brackets.is_empty());
        let margin = line.leads && line.indent == 0;
        let header = margin && is_header(self.text, rest, inside);
        let almost = margin && !inside && is_almost_header(self.text, rest);
        if header || almost || self.is_over(token, line) {
            self.finish(bag);
            self.begin(token, header);
        }
        if let Some((piece, brackets)) = &mut self.current {
            piece.end = token.end;
            brackets.see(tokens, at, line, &mut self.said);
        }
        self.previous = Some(token);
    }

    /// Whether the current piece ended before `token`, which begins no declaration.
    fn is_over(&self, token: Token, line: Line) -> bool {
        let Some((piece, brackets)) = &self.current else { return true };
        if !piece.declared || !brackets.is_empty() {
            return false;
        }
        let block_ended = self.previous.is_some_and(|last| last.kind == TokenKind::Close(Bracket::Curly));
        let goes_on = matches!(token.text(self.text), "and" | "or" | "{")
            || self.previous.is_some_and(|last| crate::syntax::lex::dangles(last, self.text));
        block_ended || line.leads && !goes_on
    }

    fn begin(&mut self, token: Token, declared: bool) {
        let piece = Piece { declared, start: token.start, end: token.end, trouble: None, unreadable: false };
        self.current = Some((piece, Brackets::new(self.file, self.text)));
    }

    fn finish(&mut self, bag: &mut Bag) {
        let Some((mut piece, mut brackets)) = self.current.take() else { return };
        if !piece.declared && brackets.trouble.is_none() && brackets.faults.is_empty() {
            // Text that belongs to nothing is reported as such, not for its brackets.
            brackets = Brackets::new(self.file, self.text);
        }
        brackets.finish(piece.end, &mut self.said);
        bag.extend(std::mem::take(&mut self.said));
        self.faults.append(&mut brackets.faults);
        (piece.trouble, piece.unreadable) = (brackets.trouble, brackets.too_deep);
        self.found.push(piece);
    }
}
