//! Conditions and values as most are written, read straight from the tokens of an entry.

use super::context::Source;
use super::entries::Stretch;
use super::literal::plain_figure;
use super::operand::negative;
use crate::source::Span;
use crate::syntax::ast::{BoolOp, Call, Expr, ExprKind, Literal, Name, Path, Range};
use crate::syntax::lex::{Bracket, Token, TokenKind, unquote};

/// Deeper conditions are left to the grammar, which says where they are too deep.
const DEEPEST: usize = 32;

/// Words that begin no path, or more than a path.
const NO_PATH: &[&str] = &[
    "and",
    "or",
    "not",
    "in",
    "is",
    "any",
    "when",
    "otherwise",
    "yes",
    "no",
    "during",
    "has",
    "true",
    "True",
    "TRUE",
    "false",
    "False",
    "FALSE",
    "null",
    "NULL",
    "nil",
];

/// The tokens of an entry, and how far they are read. Everything here gives nothing where it meets what it does not
/// know.
pub(super) struct Phrase<'t> {
    pub(super) source: Source<'t>,
    /// The tokens not read yet. The first of them means something.
    rest: &'t [Token],
    /// Where the last token read ends.
    end: u32,
    depth: usize,
}

impl<'t> Phrase<'t> {
    pub(super) fn new(source: Source<'t>, entry: Stretch) -> Self {
        let place = |at| source.tokens.partition_point(|token| token.start < at);
        let rest = source.tokens.get(place(entry.start)..place(entry.end)).unwrap_or_default();
        Self { source, rest, end: entry.start, depth: 0 }
    }

    pub(super) fn peek(&self) -> Option<Token> {
        self.rest.first().copied()
    }

    fn step(&mut self) {
        let Some((read, mut rest)) = self.rest.split_first() else { return };
        while let Some((_, after)) = rest.split_first().filter(|(next, _)| next.is_trivia()) {
            rest = after;
        }
        (self.rest, self.end) = (rest, read.end);
    }

    /// The next token, if it is of that kind.
    pub(super) fn take(&mut self, kind: TokenKind) -> Option<Token> {
        let token = self.peek().filter(|token| token.kind == kind)?;
        self.step();
        Some(token)
    }

    /// Moves over that word, if it is next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found =
            self.peek().is_some_and(|token| token.kind == TokenKind::Word && self.text(token) == word);
        if found {
            self.step();
        }
        found
    }

    /// From `start` to the end of the last token read.
    pub(super) fn span(&self, start: u32) -> Span {
        Span::new(self.source.file, start, self.end.max(start))
    }

    pub(super) fn text(&self, token: Token) -> &'t str {
        token.text(self.source.text)
    }

    pub(super) fn name(&mut self) -> Option<Name> {
        let token = self.take(TokenKind::Word)?;
        let text = self.text(token);
        (!NO_PATH.contains(&text)).then(|| Name { text: text.to_owned(), span: self.span(token.start) })
    }

    /// Words joined by dots, with nothing between.
    pub(super) fn path(&mut self) -> Option<(Path, Span)> {
        let first = self.name()?;
        let (start, mut end) = (first.span.start, first.span.end);
        let mut words = vec![first];
        while let Some(dot) = self.take(TokenKind::Dot) {
            let word = self.take(TokenKind::Word)?;
            if dot.start != end || word.start != dot.end {
                return None;
            }
            end = word.end;
            words.push(Name { text: self.text(word).to_owned(), span: self.span(word.start) });
        }
        (!self.calls()).then(|| (Path { words }, Span::new(self.source.file, start, end)))
    }

    fn calls(&self) -> bool {
        self.peek().is_some_and(|token| token.kind == TokenKind::Open(Bracket::Round))
    }

    /// `free(chat_load)`: a name, with what stands in the parentheses right behind it.
    pub(super) fn call(&mut self) -> Option<Call> {
        let name = self.name()?;
        self.take(TokenKind::Open(Bracket::Round))?;
        Some(Call { name, arguments: self.members(Bracket::Round)? })
    }

    /// Whether a word stands next, and a parenthesis right behind it.
    pub(super) fn is_call(&self) -> bool {
        let [word, after, ..] = self.rest else { return false };
        word.kind == TokenKind::Word && after.kind == TokenKind::Open(Bracket::Round)
    }

    /// Conditions joined by `and` or by `or`, or one of them alone.
    pub(super) fn expr(&mut self) -> Option<Expr> {
        let start = self.peek().filter(|_| self.depth < DEEPEST)?.start;
        self.depth += 1;
        let mut parts = Vec::new();
        let mut join = None;
        let mut last = self.part()?;
        while let Some(op) = self.join() {
            if join.is_some_and(|join| join != op) {
                return None;
            }
            join = Some(op);
            parts.push(std::mem::replace(&mut last, self.part()?));
        }
        self.depth -= 1;
        let Some(op) = join else { return Some(last) };
        parts.push(last);
        Some(Expr { kind: ExprKind::Chain(op, parts), span: self.span(start) })
    }

    fn join(&mut self) -> Option<BoolOp> {
        if self.word("and") {
            return Some(BoolOp::And);
        }
        self.word("or").then_some(BoolOp::Or)
    }

    fn part(&mut self) -> Option<Expr> {
        let start = self.peek()?.start;
        if !self.word("not") {
            return self.comparison();
        }
        let inner = self.comparison()?;
        Some(Expr { kind: ExprKind::Not(Box::new(inner)), span: self.span(start) })
    }

    /// A value without operators, or a range.
    pub(super) fn operand(&mut self) -> Option<Expr> {
        let from = self.bound()?;
        let Some(dots) = self.take(TokenKind::Range) else { return Some(from) };
        let to = self.bound()?;
        let (half_open, span) = (self.text(dots).ends_with('<'), from.span.to(to.span));
        Some(Expr { kind: ExprKind::Range(Box::new(Range { from, to, half_open })), span })
    }

    fn bound(&mut self) -> Option<Expr> {
        let Some(sign) = self.take(TokenKind::Minus) else { return self.primary() };
        let figure = self.peek().filter(|next| next.kind == TokenKind::Figure && next.start == sign.end)?;
        let span = self.span(sign.start);
        let value = self.primary().filter(|_| figure.start == sign.end)?;
        Some(negative(value, span))
    }

    fn primary(&mut self) -> Option<Expr> {
        let token = self.peek()?;
        let kind = match token.kind {
            TokenKind::Text => {
                self.step();
                ExprKind::Literal(Literal::Text(unquote(self.text(token))))
            }
            TokenKind::Figure => {
                self.step();
                ExprKind::Literal(plain_figure(self.text(token))?)
            }
            TokenKind::Word => self.word_or_path()?,
            TokenKind::Open(Bracket::Square) => {
                self.step();
                ExprKind::List(self.members(Bracket::Square)?)
            }
            TokenKind::Open(Bracket::Round) => {
                self.step();
                let inner = self.expr()?;
                self.take(TokenKind::Close(Bracket::Round))?;
                inner.kind
            }
            _ => return None,
        };
        Some(Expr { kind, span: self.span(token.start) })
    }

    fn word_or_path(&mut self) -> Option<ExprKind> {
        let yes = self.word("yes");
        if yes || self.word("no") {
            let ends = self.peek().is_none_or(|token| token.kind != TokenKind::Dot);
            return ends.then_some(ExprKind::Literal(Literal::Bool(yes)));
        }
        if self.is_call() {
            return self.call().map(ExprKind::Call);
        }
        self.path().map(|(path, _)| ExprKind::Path(path))
    }

    /// Values with commas between, up to the bracket that closes them.
    fn members(&mut self, bracket: Bracket) -> Option<Vec<Expr>> {
        let mut members = Vec::new();
        while self.take(TokenKind::Close(bracket)).is_none() {
            members.push(self.expr()?);
            let more = self.take(TokenKind::Comma).is_some();
            let over = self.peek()?.kind == TokenKind::Close(bracket);
            if !more && !over {
                return None;
            }
        }
        Some(members)
    }
}
