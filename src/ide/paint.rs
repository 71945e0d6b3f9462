use super::cursor::tokens;
use super::index::{Occurrence, occurrences_in};
use super::parts::{Parts, Role};
use crate::check::{Referent, Sort};
use crate::engine::Workspace;
use crate::source::{FileId, Span};
use crate::syntax::lex::{Token, TokenKind};
use std::collections::BTreeMap;

/// A stretch of a line, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// Where; on one line.
    pub span: Span,
    /// What it is.
    pub kind: PaintKind,
    /// Whether something is declared by it.
    pub declares: bool,
    /// Whether it names something that every program has.
    pub built_in: bool,
}

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaintKind {
    /// A word of the language, by where it stands.
    Keyword,
    /// The word that begins a setting.
    Setting,
    /// The name of something that is declared or built in.
    Named(Sort),
    /// A type that every program has.
    Type,
    /// Something that every program knows how to work out, such as `weekday`.
    Function,
    /// Another word that has a value: `messaging`, `now`, an agent of a scenario.
    Word,
    /// A quoted text.
    Text,
    /// A number or a share.
    Number,
    /// A length of time.
    Duration,
    /// A date, a time of day, or both.
    Date,
    /// A comment.
    Comment,
    /// A comment that is about what follows it.
    Doc,
    /// A sign that does something: `>=`, `+`, `->`, `|`.
    Operator,
}

/// What there is to colour in a file: by place, none overlapping another.
#[must_use]
pub fn paint(workspace: &Workspace, file: FileId) -> Vec<Paint> {
    let Some((text, tokens)) = tokens(workspace, file) else { return Vec::new() };
    let mut painter = Painter::new(workspace, file, text);
    for token in tokens {
        painter.token(token);
    }
    painter.found
}

struct Painter<'w> {
    file: FileId,
    text: &'w str,
    named: Vec<Occurrence>,
    roles: BTreeMap<u32, Role>,
    found: Vec<Paint>,
}

impl<'w> Painter<'w> {
    fn new(workspace: &Workspace, file: FileId, text: &'w str) -> Self {
        let words = workspace.trees(file).flat_map(|tree| Parts::of(tree).words);
        let roles = words.map(|(span, role)| (workspace.place(span).start, role)).collect();
        Self { file, text, named: occurrences_in(workspace, file), roles, found: Vec::new() }
    }

    fn token(&mut self, token: Token) {
        match token.kind {
            TokenKind::Word => self.word(token),
            TokenKind::Text | TokenKind::OpenText => self.quoted(token),
            TokenKind::Figure => self.plain(token, figure(token.text(self.text))),
            TokenKind::Comment => self.plain(token, PaintKind::Comment),
            TokenKind::Doc => self.plain(token, PaintKind::Doc),
            TokenKind::Arrow
            | TokenKind::Bar
            | TokenKind::Equals
            | TokenKind::Compare
            | TokenKind::Default
            | TokenKind::Operator
            | TokenKind::Minus
            | TokenKind::Range
            | TokenKind::Question => self.plain(token, PaintKind::Operator),
            TokenKind::Blank
            | TokenKind::LineBreak
            | TokenKind::Mark
            | TokenKind::Open(_)
            | TokenKind::Close(_)
            | TokenKind::Comma
            | TokenKind::Colon
            | TokenKind::Dot
            | TokenKind::Foreign => {}
        }
    }

    fn word(&mut self, token: Token) {
        let at = self.named.partition_point(|one| one.span.start < token.start);
        let named =
            self.named.get(at).filter(|one| one.span.start == token.start && one.span.end == token.end);
        if let Some(named) = named.map(named_paint) {
            return self.found.push(named);
        }
        match self.roles.get(&token.start) {
            None => self.plain(token, PaintKind::Keyword),
            Some(Role::Setting) => self.plain(token, PaintKind::Setting),
            Some(Role::Name | Role::Value) => self.plain(token, PaintKind::Word),
            Some(Role::Called) => self.built_in(token, PaintKind::Function),
            Some(Role::Type) => self.built_in(token, PaintKind::Type),
        }
    }

    fn plain(&mut self, token: Token, kind: PaintKind) {
        self.stretch(token.start, token.end, kind);
    }

    fn built_in(&mut self, token: Token, kind: PaintKind) {
        let span = Span::new(self.file, token.start, token.end);
        self.found.push(Paint { span, kind, declares: false, built_in: true });
    }

    fn stretch(&mut self, start: u32, end: u32, kind: PaintKind) {
        if start < end {
            let span = Span::new(self.file, start, end);
            self.found.push(Paint { span, kind, declares: false, built_in: false });
        }
    }

    /// A text, with the names that stand in it. The label of a rule is a text all the same.
    fn quoted(&mut self, token: Token) {
        let from = self.named.partition_point(|one| one.span.start < token.start);
        let inside = self.named.iter().skip(from).take_while(|one| one.span.end <= token.end);
        let is_whole = |one: &&Occurrence| one.span.start == token.start;
        let inside: Vec<_> =
            inside.filter(|one| !is_whole(one) && one.sort != Sort::Rule).map(named_paint).collect();
        let mut at = token.start;
        for name in inside {
            if at <= name.span.start {
                self.lines(at, name.span.start);
                at = name.span.end;
                self.found.push(name);
            }
        }
        self.lines(at, token.end);
    }

    /// A part of a text, line by line.
    fn lines(&mut self, start: u32, end: u32) {
        let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        let part = range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default();
        let mut at = start;
        for line in part.split_inclusive('\n') {
            let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
            let seen = line.trim_end_matches(['\n', '\r']);
            self.stretch(at, at.saturating_add(length(seen)), PaintKind::Text);
            at = at.saturating_add(length(line));
        }
    }
}

fn named_paint(one: &Occurrence) -> Paint {
    let built_in = matches!(one.of, Referent::BuiltIn(_));
    Paint { span: one.span, kind: PaintKind::Named(one.sort), declares: one.declares, built_in }
}

/// `2026-12-25` and `08:00` are dates, `1h30m` is a length of time, all else counts.
fn figure(figure: &str) -> PaintKind {
    if figure.contains([':', '-']) {
        return PaintKind::Date;
    }
    let letters = figure.contains(|letter: char| letter.is_ascii_alphabetic());
    if letters { PaintKind::Duration } else { PaintKind::Number }
}
