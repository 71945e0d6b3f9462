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
}
