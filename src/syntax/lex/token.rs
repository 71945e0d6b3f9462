/// A stretch of text that belongs together. The tokens of a text follow one another without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Offset of its first byte.
    pub start: u32,
    /// Offset just past its last byte.
    pub end: u32,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Blanks, tabs and carriage returns.
    Blank,
    /// One line break.
    LineBreak,
    /// `// …` up to the end of the line.
    Comment,
    /// `/// …` up to the end of the line: documentation of what follows.
    Doc,
    /// The byte order mark at the start of a text.
    Mark,
    /// `customer`, `when`, `chat_load`
    Word,
    /// What begins with a digit: a number, date, time, length of time or percentage, well written or not.
    Figure,
    /// `"…"` on one line, or `"""…"""`
    Text,
    /// A text whose closing quote is missing: up to the end of its line, or of the file.
    OpenText,
    /// `(`, `[` or `{`
    Open(Bracket),
    /// `)`, `]` or `}`
    Close(Bracket),
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `.`
    Dot,
    /// `..` or `..<`
    Range,
    /// `->`
    Arrow,
    /// `|`
    Bar,
    /// `=`
    Equals,
    /// `==`, `!=`, `<`, `<=`, `>`, `>=`
    Compare,
    /// `??`
    Default,
    /// `?`
    Question,
    /// `+`, `*` or `/`
    Operator,
    /// `-`
    Minus,
    /// Something the language does not have.
    Foreign,
}

/// The kinds of bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bracket {
    /// `( )`
    Round,
    /// `[ ]`
    Square,
    /// `{ }`
    Curly,
}

impl Token {
    /// Whether the grammar does not see it.
    #[must_use]
    pub fn is_trivia(self) -> bool {
        matches!(
            self.kind,
            TokenKind::Blank | TokenKind::LineBreak | TokenKind::Comment | TokenKind::Doc | TokenKind::Mark
        )
    }

    /// The token's part of `text`; empty if it is not of that text.
    #[must_use]
    pub fn text(self, text: &str) -> &str {
        slice(text, self.start, self.end)
    }
}

/// The part of `text` between two offsets; empty where there is none.
pub(in crate::syntax) fn slice(text: &str, start: u32, end: u32) -> &str {
    let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    range.and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
}

/// Where a text begins behind its byte order mark, if it has one.
pub(in crate::syntax) fn mark(text: &str) -> u32 {
    if text.starts_with('\u{FEFF}') { 3 } else { 0 }
}

/// An offset as spans hold it. Texts are far shorter than 4 GB, see [`crate::syntax::decode`].
pub(in crate::syntax) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
