//! Where a place stands in its declaration, read from the tokens before it: that works in half-written text too.

use super::cursor::At;
use crate::engine::Workspace;
use crate::source::Span;
use crate::syntax::lex::{self, Bracket, Token, TokenKind};
use std::ops::Range;

/// Words that carry a rule on over a line break.
pub(super) const CLAUSES: [&str; 11] =
    ["set", "require", "hold", "to", "then", "pick", "order", "overflow", "urgency", "use", "after"];

/// Where a place stands.
#[derive(Debug)]
pub(super) struct Stand<'w> {
    /// The text of the section.
    pub(super) text: &'w str,
    /// Where the section begins in its file.
    pub(super) base: u32,
    /// The place, from the beginning of the section.
    pub(super) offset: u32,
    /// The section's tokens, without blanks and comments.
    pub(super) tokens: Vec<Token>,
    /// The headers of the blocks around the place, the outermost first.
    pub(super) heads: Vec<Range<usize>>,
    /// The tokens of the entry up to the place, without the word at the place.
    pub(super) entry: Range<usize>,
    /// The entry above, where the place begins a line that may carry it on.
    pub(super) above: Option<Range<usize>>,
    /// The number of the token at the place or behind it.
    pub(super) next: usize,
    /// The word that ends at the place or holds it; empty at the place if there is none.
    pub(super) word: Range<u32>,
    /// The text or comment that the place stands in.
    pub(super) inside: Option<Token>,
    file: crate::source::FileId,
}

impl<'w> Stand<'w> {
    /// Where a place of a file stands. `None` for a file that has no sections, such as a table.
    pub(super) fn new(workspace: &'w Workspace, at: At) -> Option<Self> {
        let (base, text) = workspace.section(at.file, at.offset)?;
        let length = u32::try_from(text.len()).ok()?;
        let offset = at.offset.saturating_sub(base).min(length);
        let all = lex::tokens(text);
        let inside = all.iter().copied().find(|token| holds(*token, offset, text));
        let (tokens, breaks) = significant(&all);
        let is_word = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Figure);
        let touched =
            tokens.iter().rposition(|token| token.start < offset && offset <= token.end && is_word(token));
        let next = touched.unwrap_or_else(|| tokens.partition_point(|token| token.start < offset));
        let word =
            touched.and_then(|at| tokens.get(at)).map_or(offset..offset, |token| token.start..token.end);
        let leads = all
            .iter()
            .rev()
            .skip_while(|token| token.start >= word.start)
            .take_while(|token| token.is_trivia())
            .any(|token| token.kind == TokenKind::LineBreak);
        let mut walk = Walk::new(text);
        for (at, token) in tokens.iter().enumerate().take(next) {
            walk.see(&tokens, at, *token, breaks.contains(&at));
        }
        let (heads, entry, above) = walk.finish(&tokens, next, leads);
        let file = at.file;
        Some(Self { text, base, offset, tokens, heads, entry, above, next, word, inside, file })
    }

    /// The tokens of the entry up to the place.
    pub(super) fn before(&self) -> &[Token] {
        self.tokens.get(self.entry.clone()).unwrap_or_default()
    }

    /// The tokens from the place on.
    pub(super) fn behind(&self) -> &[Token] {
        self.tokens.get(self.next..).unwrap_or_default()
    }

    /// The tokens behind the word at the place.
    pub(super) fn rest(&self) -> &[Token] {
        let behind = self.behind();
        let here = behind.first().is_some_and(|token| token.start < self.offset);
        behind.get(usize::from(here)..).unwrap_or_default()
    }

    /// The header of a block.
    pub(super) fn head(&self, range: &Range<usize>) -> &[Token] {
        self.tokens.get(range.clone()).unwrap_or_default()
    }

    /// What a token says.
    pub(super) fn say(&self, token: Token) -> &'w str {
        token.text(self.text)
    }

    /// What the tokens say.
    pub(super) fn words(&self, tokens: &[Token]) -> Vec<&'w str> {
        tokens.iter().map(|token| self.say(*token)).collect()
    }

    /// The word at the place, in its file.
    pub(super) fn span(&self) -> Span {
        self.place(self.word.clone())
    }

    /// A stretch of the section, in its file.
    pub(super) fn place(&self, range: Range<u32>) -> Span {
        Span::new(self.file, range.start.saturating_add(self.base), range.end.saturating_add(self.base))
    }

    /// The entries of the block whose header that is, each as its tokens, those behind the place too.
    pub(super) fn entries(&self, head: &Range<usize>) -> Vec<&[Token]> {
        let mut depth = 0_usize;
        let (mut found, mut start) = (Vec::new(), head.end + 1);
        for (at, token) in self.tokens.iter().enumerate().skip(head.end + 1) {
            let breaks = depth == 0 && at > start && self.breaks_before(at);
            let ends = depth == 0 && (token.kind == TokenKind::Comma || is_close(*token));
            if breaks || ends {
                found.extend(self.tokens.get(start..at).filter(|entry| !entry.is_empty()));
                start = if breaks && !ends { at } else { at + 1 };
            }
            if is_open(*token) {
                depth += 1;
            } else if is_close(*token) {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return found,
                }
            }
        }
        found.extend(self.tokens.get(start..).filter(|entry| !entry.is_empty()));
        found
    }

    /// Whether a line ends between a token and the one before it.
    pub(super) fn breaks_before(&self, at: usize) -> bool {
        let ends = at.checked_sub(1).and_then(|before| self.tokens.get(before)).zip(self.tokens.get(at));
        ends.is_some_and(|(before, token)| {
            let gap = Token { kind: TokenKind::Blank, start: before.end, end: token.start };
            gap.text(self.text).contains('\n')
        })
    }
}

/// Whether the place stands within a text or a comment.
fn holds(token: Token, offset: u32, text: &str) -> bool {
    match token.kind {
        TokenKind::Comment | TokenKind::Doc => token.start < offset && offset <= token.end,
        TokenKind::OpenText => token.start < offset && offset <= token.end && !token.text(text).is_empty(),
        TokenKind::Text => token.start < offset && offset < token.end,
        TokenKind::Blank
        | TokenKind::LineBreak
        | TokenKind::Mark
        | TokenKind::Word
        | TokenKind::Figure
        | TokenKind::Open(_)
        | TokenKind::Close(_)
        | TokenKind::Comma
        | TokenKind::Colon
        | TokenKind::Dot
        | TokenKind::Range
        | TokenKind::Arrow
        | TokenKind::Bar
        | TokenKind::Equals
        | TokenKind::Compare
        | TokenKind::Default
        | TokenKind::Question
        | TokenKind::Operator
        | TokenKind::Minus
        | TokenKind::Foreign => false,
    }
}

/// The tokens that mean something, and the numbers of those that begin a line.
fn significant(all: &[Token]) -> (Vec<Token>, std::collections::BTreeSet<usize>) {
    let (mut tokens, mut breaks, mut broken) = (Vec::new(), std::collections::BTreeSet::new(), false);
    for token in all {
        broken |= token.kind == TokenKind::LineBreak;
        if !token.is_trivia() {
            if std::mem::take(&mut broken) {
                breaks.insert(tokens.len());
            }
            tokens.push(*token);
        }
    }
    (tokens, breaks)
}

pub(super) fn is_open(token: Token) -> bool {
    matches!(token.kind, TokenKind::Open(_))
}

pub(super) fn is_close(token: Token) -> bool {
    matches!(token.kind, TokenKind::Close(_))
}

/// An open bracket.
#[derive(Debug)]
struct Level {
    bracket: Bracket,
    /// The tokens of the entry that opened it.
    head: Range<usize>,
    /// Where the entry in it begins.
    entry: usize,
    /// Where the entry before that began.
    before: usize,
}

/// The way through the tokens up to the place.
struct Walk<'t> {
    text: &'t str,
    levels: Vec<Level>,
    file: Level,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Self {
        let file = Level { bracket: Bracket::Curly, head: 0..0, entry: 0, before: 0 };
        Self { text, levels: Vec::new(), file }
    }

    fn level(&mut self) -> &mut Level {
        self.levels.last_mut().unwrap_or(&mut self.file)
    }

    fn begin(&mut self, at: usize) {
        let level = self.level();
        if level.entry != at {
            (level.before, level.entry) = (level.entry, at);
        }
    }

    fn see(&mut self, tokens: &[Token], at: usize, token: Token, breaks: bool) {
        if breaks && self.ends_before(tokens, at, token.text(self.text)) {
            self.begin(at);
        }
        if let TokenKind::Open(bracket) = token.kind {
            let entry = self.level().entry;
            self.levels.push(Level { bracket, head: entry..at, entry: at + 1, before: at + 1 });
        } else if let TokenKind::Close(bracket) = token.kind {
            self.close(bracket, at);
        } else if token.kind == TokenKind::Comma
            && self.level().bracket == Bracket::Curly
            && !self.orders(tokens, at)
        {
            self.begin(at + 1);
        }
    }

    fn close(&mut self, bracket: Bracket, at: usize) {
        if let Some(open) = self.levels.iter().rposition(|level| level.bracket == bracket) {
            self.levels.truncate(open);
        }
        if bracket == Bracket::Curly && self.levels.is_empty() {
            self.begin(at + 1);
        }
    }

    /// Whether a comma stands between the keys of an order.
    fn orders(&mut self, tokens: &[Token], at: usize) -> bool {
        let entry = self.level().entry;
        let entry = tokens.get(entry..at).unwrap_or_default();
        let ordered = entry.iter().any(|token| token.text(self.text) == "order");
        let next = tokens.get(at + 1);
        let begins = next.is_some_and(|next| {
            next.kind == TokenKind::Text
                || matches!(next.text(self.text), "when" | "otherwise" | "after" | "inherit")
        });
        ordered && !begins
    }

    /// Whether a line break before a token ends the entry.
    fn ends_before(&mut self, tokens: &[Token], at: usize, word: &str) -> bool {
        let (text, entry) = (self.text, self.level().entry);
        let previous = at.checked_sub(1).and_then(|before| tokens.get(before));
        if self.level().bracket != Bracket::Curly || previous.is_some_and(|last| dangles(*last, text)) {
            return false;
        }
        let rule = is_rule(tokens.get(entry..at).unwrap_or_default(), text);
        !(matches!(word, "and" | "or") || rule && word != "after" && CLAUSES.contains(&word))
    }

    #[expect(clippy::type_complexity, reason = "three answers that only one caller takes apart")]
    fn finish(
        mut self,
        tokens: &[Token],
        next: usize,
        leads: bool,
    ) -> (Vec<Range<usize>>, Range<usize>, Option<Range<usize>>) {
        let entry = self.level().entry;
        let fresh = leads && entry < next && self.ends_before(tokens, next, "");
        // Within parentheses or brackets the entry is that of the block around them.
        let block = self.levels.iter().rfind(|level| level.bracket == Bracket::Curly).unwrap_or(&self.file);
        let entry = block.entry;
        let heads = self.levels.iter().filter(|level| level.bracket == Bracket::Curly);
        let heads = heads.map(|level| level.head.clone()).collect();
        if fresh {
            return (heads, next..next, Some(entry..next));
        }
        let above = (leads && block.entry == next && block.before < next).then(|| block.before..next);
        (heads, entry..next, above)
    }
}

/// Whether a line that ends in this token goes on.
fn dangles(token: Token, text: &str) -> bool {
    use TokenKind as Kind;
    matches!(
        token.kind,
        Kind::Compare
            | Kind::Equals
            | Kind::Arrow
            | Kind::Bar
            | Kind::Default
            | Kind::Operator
            | Kind::Minus
            | Kind::Dot
            | Kind::Range
            | Kind::Comma
            | Kind::Colon
            | Kind::Open(Bracket::Curly)
    ) || matches!(token.text(text), "and" | "or" | "not" | "in" | "is")
}

/// Whether these tokens begin a rule.
pub(super) fn is_rule(entry: &[Token], text: &str) -> bool {
    match entry {
        [label, colon, ..] if label.kind == TokenKind::Text && colon.kind == TokenKind::Colon => true,
        [first, ..] => matches!(first.text(text), "when" | "otherwise" | "after"),
        [] => false,
    }
}
