use crate::engine::Workspace;
use crate::source::{FileId, Span};
use crate::syntax::lex::{self, Token, TokenKind};

/// A place in a file: where a cursor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The file's number in its workspace.
    pub file: FileId,
    /// The offset of the byte behind the cursor.
    pub offset: u32,
}

impl At {
    /// The word that the cursor stands in or touches; the one behind it, where it stands between two.
    #[must_use]
    pub fn word(self, workspace: &Workspace) -> Option<Span> {
        let (start, text) = workspace.section(self.file, self.offset)?;
        let is_word = |token: &Token| token.kind == TokenKind::Word;
        let touches = |token: &Token| token.start + start <= self.offset && self.offset <= token.end + start;
        let found = lex::tokens(text).into_iter().rfind(|token| is_word(token) && touches(token))?;
        Some(Span::new(self.file, found.start + start, found.end + start))
    }

    /// Whether the cursor stands in a place or touches it.
    pub(super) fn touches(self, span: Span) -> bool {
        self.file == span.file && span.start <= self.offset && self.offset <= span.end
    }
}

/// The text that stands at a place; empty where there is none.
pub(super) fn text(workspace: &Workspace, span: Span) -> &str {
    let range = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
    let text = workspace.text(span.file);
    text.zip(range).and_then(|(text, (start, end))| text.get(start..end)).unwrap_or_default()
}

/// The tokens of a `.route` file with its text; `None` for other files.
pub(super) fn tokens(workspace: &Workspace, file: FileId) -> Option<(&str, Vec<Token>)> {
    workspace.section(file, 0)?;
    let text = workspace.text(file)?;
    Some((text, lex::tokens(text)))
}
