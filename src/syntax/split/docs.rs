use crate::syntax::lex::{Token, TokenKind};

/// The `///` texts of a file, each with the offset of what it stands above.
#[derive(Debug, Default)]
pub(in crate::syntax) struct Docs {
    found: Vec<(u32, String)>,
}

impl Docs {
    /// Collects them.
    pub(in crate::syntax) fn of(text: &str, tokens: &[Token]) -> Self {
        let mut docs = Self::default();
        let mut lines: Vec<&str> = Vec::new();
        for token in tokens {
            if token.kind == TokenKind::Doc {
                let line = token.text(text).trim_start_matches('/').trim_end();
                lines.push(line.strip_prefix(' ').unwrap_or(line));
            } else if !token.is_trivia() && !lines.is_empty() {
                docs.found.push((token.start, lines.join("\n")));
                lines.clear();
            }
        }
        docs
    }

    /// What stands above the thing that begins at `start`.
    pub(in crate::syntax) fn above(&self, start: u32) -> Option<String> {
        let at = self.found.binary_search_by_key(&start, |(above, _)| *above).ok()?;
        self.found.get(at).map(|(_, text)| text.clone())
    }
}
