use crate::engine::{Loader, Workspace};
use crate::ide::cursor::At;
use crate::ide::room::{Room, rooms};
use crate::ide::scope::Scope;
use crate::ide::stand::{CLAUSES, Stand};
use crate::source::Span;
use crate::syntax::lex::{Bracket, Token, TokenKind};
use std::collections::BTreeSet;
use std::ops::Range;

/// Something that may be written at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What a list of choices shows.
    pub label: String,
    /// What kind of thing it is.
    pub kind: CompletionKind,
    /// A few words beside it: its type, its label, where it is from.
    pub detail: Option<String>,
    /// What it is, as Markdown.
    pub doc: Option<String>,
    /// What it replaces.
    pub span: Span,
    /// What is written.
    pub text: String,
    /// Whether `${1:…}` in the text stands for what the author fills in.
    pub is_snippet: bool,
    /// Its place among the others; smaller is shown first.
    pub rank: u32,
}

/// What kind of thing may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompletionKind {
    /// A declaration with its block, or a block within one.
    Block,
    /// A word of the language.
    Keyword,
    /// An operator.
    Operator,
    /// The word of a setting.
    Setting,
    /// A value that the language knows.
    Value,
    /// A value of an enum.
    EnumValue,
    /// A field, or a context variable.
    Field,
    /// A parameter, or a fact of the language.
    Variable,
    /// A constant or a list.
    Constant,
    /// A condition, a table, or a function of the language.
    Function,
    /// A type.
    Type,
    /// The name of a declaration.
    Name,
    /// A level of a skill.
    Level,
    /// A file.
    File,
    /// What happens in a scenario.
    Event,
}

/// A choice before it is known where it goes.
#[derive(Debug)]
pub(super) struct Choice {
    label: String,
    kind: CompletionKind,
    detail: Option<String>,
    doc: Option<String>,
    text: Option<String>,
    rank: u32,
}

impl Choice {
    /// A word to be written as it is.
    pub(super) fn word(kind: CompletionKind, label: impl Into<String>) -> Self {
        Self { label: label.into(), kind, detail: None, doc: None, text: None, rank: 5 }
    }

    /// Text with places to fill in.
    pub(super) fn snippet(kind: CompletionKind, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..Self::word(kind, label) }
    }

    pub(super) fn detail(self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { detail: Some(detail).filter(|detail| !detail.is_empty()), ..self }
    }

    pub(super) fn doc(self, doc: Option<impl Into<String>>) -> Self {
        Self { doc: doc.map(Into::into), ..self }
    }

    pub(super) fn rank(self, rank: u32) -> Self {
        Self { rank, ..self }
    }
}

/// What is offered at a place, and what is known of the place.
pub(super) struct Offers<'w> {
    pub(super) scope: Scope<'w>,
    pub(super) stand: Stand<'w>,
    pub(super) rooms: Vec<Room>,
    pub(super) loader: &'w dyn Loader,
    pub(super) found: Vec<Completion>,
    /// The labels of what is offered.
    labels: BTreeSet<String>,
}

impl<'w> Offers<'w> {
    pub(super) fn new(workspace: &'w Workspace, loader: &'w dyn Loader, at: At) -> Option<Self> {
        let stand = Stand::new(workspace, at)?;
        let rooms = rooms(&stand);
        let scope = Scope::new(workspace, &stand, &rooms);
        Some(Self { scope, stand, rooms, loader, found: Vec::new(), labels: BTreeSet::new() })
    }

    /// The block that the place stands in.
    pub(super) fn room(&self) -> Room {
        self.rooms.last().copied().unwrap_or(Room::Margin)
    }

    /// What the entry says up to the place.
    pub(super) fn before(&self) -> Vec<Token> {
        self.stand.before().to_vec()
    }

    /// The words of the entry up to the place.
    pub(super) fn words(&self) -> Vec<&'w str> {
        self.stand.words(self.stand.before())
    }

    /// Whether something stands behind the place that what is written there must go with.
    pub(super) fn goes_on(&self) -> bool {
        let Some(next) = self.next_on_line().filter(|_| !self.ends_cell()) else { return false };
        let begins = self.stand.before().is_empty() && !matches!(self.room(), Room::Split);
        let word = self.stand.say(next);
        let parts = matches!(word, "and" | "or") || CLAUSES.contains(&word);
        !matches!(next.kind, TokenKind::Close(_) | TokenKind::Comma) && (begins || !parts)
    }

    /// Whether the place is in a cell of a table, or of a test's rows or their header, that ends behind it, with others of its row to come.
    pub(super) fn ends_cell(&self) -> bool {
        let ends = |next: Token| matches!(next.kind, TokenKind::Bar | TokenKind::Arrow);
        matches!(self.room(), Room::Rows | Room::Cells | Room::Test) && self.next_on_line().is_some_and(ends)
    }

    /// Whether the block that the place's header heads is written already.
    pub(super) fn heads_block(&self) -> bool {
        self.next_on_line().is_some_and(|next| next.kind == TokenKind::Open(Bracket::Curly))
    }

    /// Offers what belongs in a header, also where its block stands behind it.
    pub(super) fn heading(&mut self, offer: impl FnOnce(&mut Self)) {
        let next = self.stand.next;
        if self.heads_block() {
            self.stand.next = usize::MAX;
        }
        offer(self);
        self.stand.next = next;
    }

    /// The word under the place; empty where there is none.
    pub(super) fn word(&self) -> &'w str {
        let Range { start, end } = self.stand.word;
        self.stand.say(Token { kind: TokenKind::Word, start, end })
    }

    /// What stands behind the place on its line.
    fn next_on_line(&self) -> Option<Token> {
        let next = *self.stand.rest().first()?;
        let gap = Token { kind: TokenKind::Blank, start: self.stand.word.end, end: next.start };
        (!gap.text(self.stand.text).contains('\n')).then_some(next)
    }

    /// Whether what stands behind the place asks something of a value that stands there.
    pub(super) fn is_asked_about(&self) -> bool {
        const ASKS: [&str; 11] = [
            "in", "is", "not", "contains", "starts", "ends", "matches", "within", "older", "during",
            "exactly",
        ];
        let asks = |next: Token| {
            use TokenKind::{Compare, Default, Dot, Minus, Open, Operator, Range};
            let sign = matches!(next.kind, Compare | Default | Dot | Minus | Operator | Range);
            sign || next.kind == Open(Bracket::Round) || ASKS.contains(&self.stand.say(next))
        };
        self.next_on_line().is_some_and(asks)
    }

    /// Offers one thing, unless what stands behind the place forbids it.
    pub(super) fn add(&mut self, choice: Choice) {
        let Choice { label, kind, detail, doc, text, rank } = choice;
        // A word of the language holds together what stands around it.
        let in_between = crate::builtins::keyword(self.word()).is_some();
        let whole =
            text.is_some() || kind == CompletionKind::Keyword || self.stand.word.is_empty() || in_between;
        if whole && self.goes_on() || !self.labels.insert(label.clone()) {
            return;
        }
        let is_snippet = text.is_some();
        let text = text.unwrap_or_else(|| label.clone());
        let span = self.stand.span();
        self.found.push(Completion { label, kind, detail, doc, span, text, is_snippet, rank });
    }

    /// Offers words of the language.
    pub(super) fn keywords(&mut self, words: &[&str]) {
        for word in words {
            let choice = Choice::word(CompletionKind::Keyword, *word).doc(crate::builtins::keyword(word));
            self.add(choice);
        }
    }
}
