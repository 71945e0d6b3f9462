use super::token::{Bracket, Token, TokenKind};

/// Words that carry a rule on over a line break.
pub(in crate::syntax) const CLAUSES: &[&str] =
    &["set", "require", "hold", "to", "then", "pick", "order", "overflow", "urgency", "use"];

/// Deeper brackets are refused; that they are not counted keeps layout linear.
const DEEPEST: usize = 256;

/// The text the grammar reads: as long as `text`, with comments and the line breaks that end no entry made blank.
/// `heads` are the offsets at which an item begins; there every bracket counts as closed.
pub(in crate::syntax) fn prepare(text: &str, tokens: &[Token], heads: &[u32]) -> String {
    let mut layout = Layout::new(text);
    let mut heads = heads.iter().peekable();
    let mut prepared = String::with_capacity(text.len());
    let mut gap_from = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_trivia() {
            continue;
        }
        let gap = tokens.get(gap_from..at).unwrap_or_default();
        gap_from = at + 1;
        let head = heads.next_if(|head| **head <= token.start).is_some();
        if head {
            layout.levels.clear();
        }
        let breaks = layout.previous.is_some() && (head || layout.ends_before(*token));
        fill(&mut prepared, gap, breaks);
        if breaks && gap.iter().any(|token| token.kind == TokenKind::LineBreak) {
            layout.end_entry();
        }
        layout.see(*token);
        prepared.push_str(token.text(text));
    }
    fill(&mut prepared, tokens.get(gap_from..).unwrap_or_default(), false);
    prepared
}

/// Blanks for what stands between two tokens; of several line breaks the first stays, if any does.
fn fill(prepared: &mut String, gap: &[Token], breaks: bool) {
    let mut breaks = breaks;
    for token in gap {
        if token.kind == TokenKind::LineBreak {
            prepared.push(if std::mem::take(&mut breaks) { '\n' } else { ' ' });
        } else {
            blank(prepared, token.end - token.start);
        }
    }
}

/// Adds that many blanks.
pub(in crate::syntax) fn blank(text: &mut String, count: u32) {
    const BLANKS: &str = "                                                                ";
    let mut rest = usize::try_from(count).unwrap_or_default();
    while let Some(all) = rest.checked_sub(BLANKS.len()) {
        text.push_str(BLANKS);
        rest = all;
    }
    text.push_str(BLANKS.get(..rest).unwrap_or_default());
}

/// Whether a line that ends in this token cannot end an entry.
pub(in crate::syntax) fn dangles(token: Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Compare
        | TokenKind::Equals
        | TokenKind::Arrow
        | TokenKind::Bar
        | TokenKind::Default
        | TokenKind::Operator
        | TokenKind::Minus
        | TokenKind::Dot
        | TokenKind::Range => true,
        TokenKind::Word => matches!(token.text(text), "and" | "or" | "not" | "in" | "is"),
        TokenKind::Blank
        | TokenKind::LineBreak
        | TokenKind::Comment
        | TokenKind::Doc
        | TokenKind::Mark
        | TokenKind::Figure
        | TokenKind::Text
        | TokenKind::OpenText
        | TokenKind::Open(_)
        | TokenKind::Close(_)
        | TokenKind::Comma
        | TokenKind::Colon
        | TokenKind::Question
        | TokenKind::Foreign => false,
    }
}

/// What is known at a place of the text about the entry that stands there.
struct Layout<'t> {
    text: &'t str,
    /// The innermost open block or bracket last. The file itself counts as a block without a level.
    levels: Vec<Level>,
    file: Level,
    previous: Option<Token>,
}

#[derive(Clone, Copy)]
struct Level {
    bracket: Bracket,
    /// How far into its first words the entry is.
    so_far: SoFar,
    /// Whether the entry is a rule, which clause words carry on.
    rule: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum SoFar {
    Nothing,
    Text,
    After,
    More,
}

impl Level {
    fn new(bracket: Bracket) -> Self {
        Self { bracket, so_far: SoFar::Nothing, rule: false }
    }
}

impl<'t> Layout<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, levels: Vec::new(), file: Level::new(Bracket::Curly), previous: None }
    }

    fn level(&mut self) -> &mut Level {
        self.levels.last_mut().unwrap_or(&mut self.file)
    }

    /// Whether a line break before `next` ends the entry.
    fn ends_before(&mut self, next: Token) -> bool {
        let (text, previous) = (self.text, self.previous);
        let level = *self.level();
        if level.bracket != Bracket::Curly || previous.is_some_and(|token| dangles(token, text)) {
            return false;
        }
        let opened = previous.is_some_and(|token| {
            matches!(token.kind, TokenKind::Open(Bracket::Curly) | TokenKind::Comma | TokenKind::Colon)
        });
        if opened || next.kind == TokenKind::Close(Bracket::Curly) {
            return false;
        }
        let word = if next.kind == TokenKind::Word { next.text(text) } else { "" };
        !(matches!(word, "and" | "or") || level.rule && CLAUSES.contains(&word))
    }

    fn end_entry(&mut self) {
        *self.level() = Level::new(Bracket::Curly);
    }

    fn see(&mut self, token: Token) {
        let text = self.text;
        let level = self.level();
        match (level.so_far, token.kind) {
            (_, TokenKind::Comma) => level.so_far = SoFar::Nothing,
            (SoFar::Nothing, TokenKind::Text) => level.so_far = SoFar::Text,
            (SoFar::Nothing, TokenKind::Word) => {
                let word = token.text(text);
                level.so_far = if word == "after" { SoFar::After } else { SoFar::More };
                level.rule |= matches!(word, "when" | "otherwise");
            }
            (SoFar::After, TokenKind::Figure) | (SoFar::Text, TokenKind::Colon) => {
                level.so_far = SoFar::More;
                level.rule = true;
            }
            _ => level.so_far = SoFar::More,
        }
        if let TokenKind::Open(bracket) = token.kind {
            if self.levels.len() < DEEPEST {
                self.levels.push(Level::new(bracket));
            }
        } else if let TokenKind::Close(bracket) = token.kind {
            self.close(bracket);
        }
        self.previous = Some(token);
    }

    /// Leaves the innermost bracket of that kind; a bracket that closes nothing is not seen.
    fn close(&mut self, bracket: Bracket) {
        if let Some(at) = self.levels.iter().rposition(|level| level.bracket == bracket) {
            self.levels.truncate(at);
        }
    }
}
