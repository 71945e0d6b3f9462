use super::cursor::tokens;
use crate::engine::Workspace;
use crate::source::{FileId, Span};
use crate::syntax::lex::{Token, TokenKind};

/// Lines that can be folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// From the first character of what is folded to its last; more than one line.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What can be folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoldKind {
    /// What stands in brackets, or a long text.
    Block,
    /// Lines of comments.
    Comment,
    /// Lines that import.
    Imports,
}

/// What can be folded away in a file, whether or not it can be read, by place.
#[must_use]
pub fn folds(workspace: &Workspace, file: FileId) -> Vec<Fold> {
    let Some((text, tokens)) = tokens(workspace, file) else { return Vec::new() };
    let lines = lines(&tokens);
    let long = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Text | TokenKind::OpenText));
    let mut found: Vec<_> =
        brackets(&tokens).into_iter().map(|(start, end)| (start, end, FoldKind::Block)).collect();
    found.extend(long.map(|token| (token.start, token.end, FoldKind::Block)));
    found.extend(runs(&lines, FoldKind::Comment, |token| {
        matches!(token.kind, TokenKind::Comment | TokenKind::Doc)
    }));
    found.extend(runs(&lines, FoldKind::Imports, |token| {
        token.kind == TokenKind::Word && token.text(text) == "import"
    }));
    let spans = |start, end| text.get(index(start)..index(end)).is_some_and(|part| part.contains('\n'));
    found.retain(|(start, end, _)| spans(*start, *end));
    found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    found.into_iter().map(|(start, end, kind)| Fold { span: Span::new(file, start, end), kind }).collect()
}

fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// From each bracket to its partner. A bracket without one is passed over.
pub(super) fn brackets(tokens: &[Token]) -> Vec<(u32, u32)> {
    let mut open: Vec<Token> = Vec::new();
    let mut found = Vec::new();
    for token in tokens {
        match token.kind {
            TokenKind::Open(_) => open.push(*token),
            TokenKind::Close(bracket) => {
                let partner = open.iter().rposition(|open| open.kind == TokenKind::Open(bracket));
                let Some(partner) = partner else { continue };
                found.extend(open.drain(partner..).next().map(|open| (open.start, token.end)));
            }
            TokenKind::Blank
            | TokenKind::LineBreak
            | TokenKind::Comment
            | TokenKind::Doc
            | TokenKind::Mark
            | TokenKind::Word
            | TokenKind::Figure
            | TokenKind::Text
            | TokenKind::OpenText
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
            | TokenKind::Foreign => {}
        }
    }
    found
}

/// The first token of each line that is not blank, and where the line ends. A blank line has none.
fn lines(tokens: &[Token]) -> Vec<Option<(Token, u32)>> {
    let is_break = |token: &Token| token.kind == TokenKind::LineBreak;
    let first = |line: &[Token]| {
        let first = line.iter().find(|token| !matches!(token.kind, TokenKind::Blank | TokenKind::Mark))?;
        let last = line.iter().rfind(|token| token.kind != TokenKind::Blank)?;
        Some((*first, last.end))
    };
    tokens.split(is_break).map(first).collect()
}

/// Runs of lines that begin alike.
fn runs(
    lines: &[Option<(Token, u32)>],
    kind: FoldKind,
    is_one: impl Fn(&Token) -> bool,
) -> Vec<(u32, u32, FoldKind)> {
    let runs = lines.chunk_by(|one, next| {
        [one, next].into_iter().all(|line| line.is_some_and(|(token, _)| is_one(&token)))
    });
    let ends = |run: &[Option<(Token, u32)>]| {
        let (first, _) = run.first().copied()??;
        let (_, end) = run.last().copied()??;
        (run.len() > 1).then_some((first.start, end, kind))
    };
    runs.filter_map(ends).collect()
}
