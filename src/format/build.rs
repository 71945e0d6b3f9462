use super::block::{Block, Entry, Frame};
use super::gap;
use super::line::{Page, Word};
use super::mark::{Mark, Marks};
use super::part::{Left, Parts};
use crate::syntax::lex::{Bracket, Token, TokenKind};
use std::iter::Peekable;
use std::slice::Iter;
use unicode_width::UnicodeWidthStr;

/// Puts the tokens of a file on the lines of the result.
pub(super) fn page<'t>(text: &'t str, parts: &Parts) -> Page<'t> {
    let mut build = Build::new(text, Marks::of(&parts.tree, &parts.sound));
    let mut left = parts.left.iter().peekable();
    let mut at = 0;
    while let Some(token) = parts.tokens.get(at) {
        if left.peek().is_some_and(|left| left.span.start <= token.start) {
            at = build.leave(&parts.tokens, at, &mut left);
        } else {
            build.see(*token);
            at += 1;
        }
    }
    build.finish()
}

/// A page while it grows. How lines begin and entries end stands in `entry.rs`.
pub(super) struct Build<'t> {
    pub(super) text: &'t str,
    marks: Marks,
    pub(super) page: Page<'t>,
    /// The open brackets, innermost last, and the file in which they stand.
    pub(super) frames: Vec<Frame<'t>>,
    pub(super) file: Frame<'t>,
    /// Comments on lines of their own that await what they stand above, and whether an empty line is above each.
    pub(super) waiting: Vec<(&'t str, bool)>,
    /// The line whose stops are still to be found, for it begins an entry of that block.
    pub(super) shapeless: Option<(usize, Block)>,
    /// How many line breaks there were since the last thing that is printed.
    pub(super) breaks: usize,
    /// Whether nothing of the line has been seen.
    leads: bool,
    pub(super) previous: Option<Token>,
    /// Whether the previous token is a word that begins a clause.
    marked: bool,
    /// Whether nothing stands between the previous token and the next.
    touching: bool,
}

impl<'t> Build<'t> {
    fn new(text: &'t str, marks: Marks) -> Self {
        Self {
            text,
            marks,
            page: Page::default(),
            frames: Vec::new(),
            file: Frame::new(Bracket::Curly, Block::File, None),
            waiting: Vec::new(),
            shapeless: None,
            breaks: 0,
            leads: true,
            previous: None,
            marked: false,
            touching: false,
        }
    }

    /// The innermost bracket.
    pub(super) fn top(&mut self) -> &mut Frame<'t> {
        self.frames.last_mut().unwrap_or(&mut self.file)
    }

    /// The line that grows.
    pub(super) fn line(&self) -> usize {
        self.page.lines.len().saturating_sub(1)
    }

    fn see(&mut self, token: Token) {
        if token.kind == TokenKind::LineBreak {
            (self.leads, self.touching) = (true, false);
            self.breaks += 1;
        } else if matches!(token.kind, TokenKind::Comment | TokenKind::Doc) {
            self.comment(token.text(self.text));
        } else if token.is_trivia() {
            self.touching = false;
        } else {
            self.word(token);
        }
    }

    fn comment(&mut self, comment: &'t str) {
        let comment = comment.trim_end_matches([' ', '\t', '\r']);
        self.touching = false;
        if self.leads {
            self.waiting.push((comment, self.breaks > 1));
            self.breaks = 0;
        } else if let Some(line) = self.page.lines.last_mut() {
            line.comment = Some(comment);
        }
    }

    fn word(&mut self, token: Token) {
        let mark = self.marks.at(token.start);
        let separated = std::mem::take(&mut self.top().comma) && mark != Some(Mark::Key);
        let leads = std::mem::take(&mut self.leads);
        if leads {
            self.begin_line(token, mark, separated);
        } else if separated {
            self.drop_entry();
        }
        if let TokenKind::Close(_) = token.kind {
            self.close();
        }
        let gap = if leads { 0 } else { self.gap(token, mark) };
        self.enter(token, leads);
        let (line, clause) = (self.line(), mark.is_some_and(|mark| mark != Mark::Key));
        if let Some(entry) = self.entry().filter(|_| clause) {
            entry.clause = line;
        }
        self.put(token, gap);
        if let TokenKind::Open(bracket) = token.kind {
            self.open(bracket);
        }
        let top = self.top();
        top.comma = token.kind == TokenKind::Comma && top.bracket == Bracket::Curly;
        (self.previous, self.marked, self.touching, self.breaks) = (Some(token), clause, true, 0);
    }

    /// The innermost entry.
    fn entry(&mut self) -> Option<&mut Entry<'t>> {
        self.frames.last_mut().unwrap_or(&mut self.file).entry.as_mut()
    }

    /// The blanks before a word that does not begin its line.
    fn gap(&mut self, token: Token, mark: Option<Mark>) -> usize {
        let (text, touching, marked) = (self.text, self.touching, self.marked);
        let gap = self.previous.map_or(0, |previous| gap::between(text, previous, token, touching));
        let opens = token.kind == TokenKind::Open(Bracket::Round);
        let top = self.top();
        let block = top.block;
        let Some(entry) = &top.entry else { return gap };
        let rows = matches!(block, Block::Rows | Block::TestRows);
        let arrow = rows && token.kind == TokenKind::Arrow;
        let clause = matches!(mark, Some(Mark::First | Mark::Next));
        if entry.leads && (clause || arrow || entry.timed && entry.words == 1) {
            return WIDE;
        }
        let named = block == Block::File && entry.words == 2;
        match opens {
            true if named && matches!(entry.word, "table" | "model" | "condition" | "assignment") => 0,
            true if marked => 1,
            _ => gap,
        }
    }

    /// Begins an entry where none is open.
    fn enter(&mut self, token: Token, leads: bool) {
        let (line, word) = (self.line(), token.text(self.text));
        let top = self.frames.last_mut().unwrap_or(&mut self.file);
        if top.bracket != Bracket::Curly {
            return;
        }
        let block = top.block;
        let timed = block == Block::Scenario && token.kind == TokenKind::Figure;
        if top.entry.is_none() && leads {
            self.shapeless = Some((line, block));
        }
        let entry = top.entry.get_or_insert_with(|| Entry::new(line, leads, word, timed));
        entry.words += 1;
    }

    fn put(&mut self, token: Token, gap: usize) {
        let text = token.text(self.text);
        let last = text.rsplit('\n').next().unwrap_or_default();
        let tall = last.len() < text.len();
        self.page.words.push(Word { token, gap, width: width(last), tall });
        let words = self.page.words.len();
        if let Some(line) = self.page.lines.last_mut() {
            line.words.end = words;
        }
    }

    fn open(&mut self, bracket: Bracket) {
        let line = Some(self.line());
        let top = self.top();
        let word = top.entry.map_or("", |entry| entry.word);
        let block = if top.bracket == Bracket::Curly { top.block.inside(word) } else { Block::Plain };
        self.frames.push(Frame::new(bracket, block, line));
    }

    fn close(&mut self) {
        self.drop_entry();
        self.frames.pop();
    }

    /// Takes over what stands at `at` as it is, up to the end of the line on which it ends; says where to go on.
    fn leave(&mut self, tokens: &[Token], at: usize, left: &mut Peekable<Iter<'_, Left>>) -> usize {
        self.end_line();
        self.end_entry();
        self.end_section();
        self.flush(None, false);
        let indent = at.checked_sub(1).and_then(|before| tokens.get(before));
        let first = indent.filter(|token| token.kind == TokenKind::Blank).or(tokens.get(at));
        let start = first.map_or(0, |token| token.start);
        let (mut end, mut held, mut next) = (start, start, at);
        while let Some(token) = tokens.get(next) {
            if let Some(left) = left.next_if(|left| left.span.start <= token.start) {
                held = held.max(left.span.end);
            }
            if token.kind == TokenKind::LineBreak && token.start >= held {
                break;
            }
            if token.kind != TokenKind::Blank {
                end = token.end;
            }
            next += 1;
        }
        let place = |at: u32| usize::try_from(at).unwrap_or_default();
        let kept = self.text.get(place(start)..place(end)).unwrap_or_default();
        self.set_down(None, self.breaks > 1, kept.trim_end_matches('\r'));
        (self.previous, self.leads, self.breaks) = (None, false, 0);
        next
    }
}

/// How many blanks set off what is a sentence part of its own.
const WIDE: usize = 2;

/// How many columns a text takes where each letter has one, those of Chinese or Japanese two, and marks above others none.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}
