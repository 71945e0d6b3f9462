use super::block::Block;
use super::context::Source;
use super::grammar::Rule;
use crate::source::Span;
use crate::syntax::lex::{CLAUSES, Token, TokenKind, figure, slice};

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

/// What is to stand in place of words around the stop: where, and the text.
type Mend = (Span, String);

impl<'t> Around<'t> {
    /// The token at the stop, and all that follows it, comments and blanks left out.
    fn rest(&self, found: Token) -> impl Iterator<Item = Token> + Clone + use<'t> {
        let from = self.source.tokens.partition_point(|token| token.start < found.start);
        let rest = self.source.tokens.get(from..).unwrap_or_default();
        rest.iter().filter(|token| !token.is_trivia()).copied()
    }

    /// The token that follows another.
    pub(super) fn after(&self, token: Token) -> Option<Token> {
        self.rest(token).nth(1)
    }

    /// A token, with the next where that is of this kind and touches it.
    pub(super) fn with_mark(&self, found: Token, kind: TokenKind) -> Span {
        let next = self.next.filter(|next| next.kind == kind && next.start == found.end);
        next.map_or(self.span(found), |next| self.span(found).to(self.span(next)))
    }

    /// From a token to where the next begins.
    pub(super) fn up_to_next(&self, found: Token) -> Span {
        let end = self.next.map_or(found.end, |next| next.start);
        Span::new(self.source.file, found.start, end)
    }

    /// A token, with the next where that is one of these words.
    pub(super) fn with_next(&self, found: Token, words: &[&str]) -> Span {
        let next = self.after(found).filter(|next| self.is(Some(*next), words));
        next.map_or(self.span(found), |next| self.span(found).to(self.span(next)))
    }

    /// From the end of the token before the stop to the beginning of the one after it.
    pub(super) fn gap(&self, found: Token) -> Option<Span> {
        let (last, next) = (self.last()?, self.next?);
        (last.end <= found.start).then(|| Span::new(self.source.file, last.end, next.start))
    }

    /// A text right after the last token before the stop.
    pub(super) fn after_last(&self, text: &str) -> Option<Mend> {
        Some((self.span(self.last()?).after(), text.to_owned()))
    }

    /// A text in place of the last token before the stop and the one after it.
    pub(super) fn as_one(&self, text: &str) -> Option<Mend> {
        Some((self.span(self.last()?).to(self.span(self.next?)), text.to_owned()))
    }

    /// A word with blanks where it would touch its neighbours in place of a mark.
    pub(super) fn spaced(&self, found: Token, word: &str) -> String {
        let before = if self.last().is_some_and(|last| last.end == found.start) { " " } else { "" };
        let after = if self.next.is_some_and(|next| next.start == found.end) { " " } else { "" };
        format!("{before}{word}{after}")
    }

    /// The values before and after a comma, and those that follow, as a list.
    pub(super) fn values(&self, found: Token) -> Option<Mend> {
        let last = self.last()?;
        let (mut values, mut end) = (vec![self.text(last)], self.span(last));
        let mut rest = self.rest(found);
        while let (Some(joint), Some(value)) = (rest.next(), rest.next()) {
            let joins = joint.kind == TokenKind::Comma || self.is(Some(joint), &["or"]);
            let is_value = matches!(value.kind, TokenKind::Text | TokenKind::Figure | TokenKind::Word);
            if !joins || !is_value || CLAUSES.contains(&self.text(value)) {
                break;
            }
            values.push(self.text(value));
            end = self.span(value);
        }
        (values.len() > 1).then(|| (self.span(last).to(end), format!("[{}]", values.join(", "))))
    }

    /// Whether nothing but values stands between a comma and the end of the condition.
    pub(super) fn ends_after_values(&self, found: Token) -> bool {
        let mut rest = self.rest(found);
        while rest.next().is_some_and(|comma| comma.kind == TokenKind::Comma) {
            let value = rest.next();
            let follows = rest.clone().next();
            let is_value = value.is_some_and(|value| {
                matches!(value.kind, TokenKind::Text | TokenKind::Figure | TokenKind::Word)
            });
            let ends = self.is(follows, CLAUSES)
                || self.is(follows, &["and", "or"])
                || follows.is_none_or(|next| matches!(next.kind, TokenKind::Comma | TokenKind::Close(_)));
            if !is_value || !ends {
                return false;
            }
        }
        true
    }

    /// The label of a rule that is written without quotes after `fired`: where, and with quotes.
    pub(super) fn label(&self, found: Token) -> Option<Mend> {
        let fired = self.before.iter().rposition(|token| self.is(Some(*token), &["fired"]))?;
        let address = self.before.get(fired + 1..)?;
        let names = address.rsplit(|token| token.kind == TokenKind::Dot).next()?;
        let first = names.first().copied().unwrap_or(found);
        let mut end = self.span(first);
        let gap = |from: u32, to: u32| slice(self.source.text, from, to);
        for token in self.rest(first) {
            let word = token.kind == TokenKind::Word && !gap(end.end, token.start).contains('\n');
            if !word || self.is(Some(token), &["and", "or"]) {
                break;
            }
            end = self.span(token);
        }
        let whole = self.span(first).to(end);
        Some((whole, format!("\"{}\"", gap(whole.start, whole.end))))
    }

    /// What stands in these brackets, as a list.
    pub(super) fn in_brackets(&self, open: Token) -> Option<Mend> {
        let mut rest = self.rest(open).skip(1);
        let end = rest.find(|token| matches!(token.kind, TokenKind::Open(_) | TokenKind::Close(_)))?;
        let inner = slice(self.source.text, open.end, end.start).trim();
        let closed = matches!(end.kind, TokenKind::Close(_)) && !inner.is_empty();
        closed.then(|| (self.span(open).to(self.span(end)), format!("[{inner}]")))
    }

    /// `between 5 and 10`, as a range.
    pub(super) fn range(&self, found: Token) -> Option<Mend> {
        let mut rest = self.rest(found).skip(1);
        let (from, and, to) = (rest.next()?, rest.next()?, rest.next()?);
        let figures = from.kind == TokenKind::Figure && to.kind == TokenKind::Figure;
        let text = format!("in {}..{}", self.text(from), self.text(to));
        (figures && self.is(Some(and), &["and"])).then(|| (self.span(found).to(self.span(to)), text))
    }

    /// A length of time with its units written out, as the language writes it. The stop is at its first unit.
    pub(super) fn length(&self, found: Token) -> Option<Mend> {
        let number = self.last()?;
        let mut whole = None;
        let part = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Figure);
        let mut tokens = self.rest(found).take_while(part).take(LONGEST);
        while let Some(unit) = tokens.next() {
            let span = self.span(number).to(self.span(unit));
            let Some(length) = figure::shortened(slice(self.source.text, span.start, span.end)) else {
                break;
            };
            whole = Some((span, length));
            let joint = tokens.next();
            // The number of the next part; `and` may stand before it.
            if self.is(joint, &["and"]) {
                tokens.next();
            }
        }
        whole
    }
}

/// So many words at most follow the first number of a length of time: six units, and before each after the first a number and
/// `and`.
const LONGEST: usize = 16;

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
