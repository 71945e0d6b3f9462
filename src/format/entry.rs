//! How lines begin and entries end.

use super::block::{Block, Frame};
use super::build::Build;
use super::line::{Indent, Kind, Line, Page, Stop};
use super::mark::Mark;
use super::shape;
use crate::syntax::lex::{Token, TokenKind};

/// How far a block is indented, and what goes on below its beginning.
pub(super) const STEP: usize = 2;

/// How far what is expected stands right of the time it is expected at: under what happens then.
const BELOW_TIME: usize = 7;

impl<'t> Build<'t> {
    /// Begins a line with `token`. `separated` says that a comma has ended the entry before.
    pub(super) fn begin_line(&mut self, token: Token, mark: Option<Mark>, separated: bool) {
        self.end_line();
        let closes = matches!(token.kind, TokenKind::Close(_));
        let goes_on = !closes && !separated && self.goes_on(token, mark);
        if !goes_on {
            self.end_entry();
            if self.breaks > 1 || !self.waiting.is_empty() {
                self.end_section();
            }
        }
        let indent = if goes_on { self.below(mark) } else { self.inside(token) };
        if goes_on && let Some(indent) = indent {
            self.hang(indent);
        }
        let opened = self.previous.is_some_and(|token| matches!(token.kind, TokenKind::Open(_)));
        let apart = self.breaks > 1 && !closes && !(opened && self.waiting.is_empty());
        let above = if closes { indent.map(|indent| Indent { plus: STEP, ..indent }) } else { indent };
        self.flush(above, opened);
        self.push(indent, apart);
        let begins_guard = self.follows_label();
        let line = self.line();
        if goes_on
            && begins_guard
            && let Some(entry) = &mut self.top().entry
        {
            entry.clause = line;
        }
    }

    /// Whether the innermost entry goes on over the line break before `token`.
    fn goes_on(&mut self, token: Token, mark: Option<Mark>) -> bool {
        let joins = matches!(token.text(self.text), "and" | "or");
        let labelled = self.follows_label();
        self.top().entry.is_some() && (joins || labelled || mark.is_some())
    }

    /// Where a line begins that begins an entry, stands in brackets or closes a block.
    fn inside(&mut self, token: Token) -> Option<Indent> {
        let expects = token.text(self.text) == "expect";
        let Frame { line, block, .. } = *self.top();
        let plus = if matches!(token.kind, TokenKind::Close(_)) {
            0
        } else if expects && block == Block::Scenario {
            STEP + BELOW_TIME
        } else {
            STEP
        };
        line.map(|line| Indent { line, stop: None, plus })
    }

    /// Where a line begins that carries on an entry.
    fn below(&mut self, mark: Option<Mark>) -> Option<Indent> {
        let entry = self.top().entry?;
        let stops = self.page.stops_of(entry.line);
        let clause = stops.iter().position(|stop| stop.kind == Kind::Clause);
        let stop = clause.or_else(|| stops.iter().position(|stop| stop.kind == Kind::Guard));
        let joins = mark.is_none_or(|mark| mark == Mark::Key) && !self.follows_label();
        Some(match stop {
            _ if joins && entry.clause != entry.line => Indent { line: entry.clause, stop: None, plus: STEP },
            stop => {
                let plus = if joins || stop.is_none() { STEP } else { 0 };
                Indent { line: entry.line, stop, plus }
            }
        })
    }

    fn follows_label(&self) -> bool {
        self.previous.is_some_and(|token| token.kind == TokenKind::Colon)
    }

    /// Notes that a line, and the comments above it, hang from a stop of their entry's first line.
    fn hang(&mut self, indent: Indent) {
        let lines = self.waiting.len() + 1;
        let Some(entry) = &mut self.top().entry else { return };
        if let Some(stop) = indent.stop {
            entry.shallowest = entry.shallowest.min(stop);
            entry.hung += lines;
        } else if entry.hung > 0 && indent.line != entry.line {
            entry.hung += lines;
        }
    }

    /// Finds the stops of the last line, now that all its words are known.
    pub(super) fn end_line(&mut self) {
        let Some((line, block)) = self.shapeless.take() else { return };
        let words = self.page.words_of(line);
        let mut stops = shape::stops(self.text, words, block);
        if block == Block::Rows {
            self.pad(&mut stops);
        }
        let first = self.page.lines.get(line).map_or(0, |line| line.words.start);
        let begin = self.page.stops.len();
        let stop = |(word, kind)| Stop { word: first + word, kind, at: None };
        self.page.stops.extend(stops.into_iter().map(stop));
        let end = self.page.stops.len();
        if let Some(line) = self.page.lines.get_mut(line) {
            line.stops = begin..end;
        }
    }

    /// Puts the arrow of an `otherwise` under the arrows of the rows above it.
    fn pad(&mut self, stops: &mut Vec<(usize, Kind<'t>)>) {
        let arrow = Kind::Term(TokenKind::Arrow);
        let before = stops.iter().position(|(_, kind)| *kind == arrow);
        let frame = self.frames.iter_mut().rev().find(|frame| frame.block == Block::Rows);
        let (Some(before), Some(frame)) = (before, frame) else { return };
        if before > 0 {
            frame.bars = before;
        } else if frame.bars > 0 {
            stops.splice(..0, std::iter::repeat_n((0, Kind::Absent), frame.bars));
        }
    }

    /// Ends the innermost entry before a line break, and says how much of its first line may share columns.
    pub(super) fn end_entry(&mut self) {
        let lines = self.page.lines.len();
        let Some(entry) = self.top().entry.take().filter(|entry| entry.leads) else { return };
        let stops = self.page.stops_of(entry.line);
        let tall = self.page.words_of(entry.line).iter().any(|word| word.tall);
        let shared = entry.shared(lines - entry.line, stops.first().map(|stop| stop.kind), stops.len());
        let shared = if tall { 0 } else { shared };
        let ends = shared < stops.len() && lines - entry.line > entry.hung + 1;
        if let Some(line) = self.page.lines.get_mut(entry.line) {
            line.shared = shared;
        }
        if shared > 0 {
            self.top().section.push(entry.line);
        }
        if shared == 0 || ends {
            self.end_section();
        }
    }

    /// Ends the innermost entry in the middle of a line: it shares its line, and no columns.
    pub(super) fn drop_entry(&mut self) {
        self.top().entry = None;
        self.end_section();
    }

    /// What follows shares no columns with what came before in the same block.
    pub(super) fn end_section(&mut self) {
        let section = std::mem::take(&mut self.top().section);
        if section.len() > 1 {
            self.page.sections.push(section);
        }
    }

    /// Ends the page.
    pub(super) fn finish(mut self) -> Page<'t> {
        self.end_line();
        self.end_entry();
        self.end_section();
        self.flush(None, false);
        self.page
    }

    /// Puts the comments that wait on lines of their own. `opened` says that a bracket has just been opened.
    pub(super) fn flush(&mut self, indent: Option<Indent>, opened: bool) {
        let mut opened = opened;
        for (comment, apart) in std::mem::take(&mut self.waiting) {
            self.set_down(indent, apart && !std::mem::take(&mut opened), comment);
        }
    }

    /// Puts a text that is printed as it stands.
    pub(super) fn set_down(&mut self, indent: Option<Indent>, apart: bool, text: &'t str) {
        self.push(indent, apart);
        if let Some(line) = self.page.lines.last_mut() {
            line.verbatim = Some(text);
        }
    }

    fn push(&mut self, indent: Option<Indent>, apart: bool) {
        let page = &mut self.page;
        let apart = apart && !page.lines.is_empty();
        page.lines.push(Line::new(indent, apart, page.words.len(), page.stops.len()));
    }
}
