use crate::syntax::lex::{Token, TokenKind};
use std::ops::Range;

/// A file as lines whose words are known, but not where each stands.
#[derive(Debug, Default)]
pub(super) struct Page<'t> {
    pub(super) lines: Vec<Line<'t>>,
    /// The words of all lines.
    pub(super) words: Vec<Word>,
    /// The stops of all lines.
    pub(super) stops: Vec<Stop<'t>>,
    /// Lines one below the other whose stops may share columns.
    pub(super) sections: Vec<Vec<usize>>,
}

/// One line of the result.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Where it begins; at the margin without.
    pub(super) indent: Option<Indent>,
    /// Whether an empty line stands above it.
    pub(super) apart: bool,
    /// What is printed as it stands instead of words: a comment of its own line, or what is left alone.
    pub(super) verbatim: Option<&'t str>,
    /// Its words, as a part of the page's.
    pub(super) words: Range<usize>,
    /// Its stops, as a part of the page's.
    pub(super) stops: Range<usize>,
    /// How many of its stops may share columns with those of other lines.
    pub(super) shared: usize,
    /// The comment at its end.
    pub(super) comment: Option<&'t str>,
}

/// Where a line begins: so far right of another line, or of a stop in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent {
    pub(super) line: usize,
    pub(super) stop: Option<usize>,
    pub(super) plus: usize,
}

/// What stands in a line between two gaps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) token: Token,
    /// The blanks before it, unless a stop says more.
    pub(super) gap: usize,
    /// How many characters it has; of a text over several lines, those of the last.
    pub(super) width: usize,
    /// Whether it is a text over several lines.
    pub(super) tall: bool,
}

/// A word of a line that may stand in one column with words of other lines.
#[derive(Debug)]
pub(super) struct Stop<'t> {
    /// Which word of the page it is.
    pub(super) word: usize,
    pub(super) kind: Kind<'t>,
    /// How far right of its line's beginning it stands, once that is known.
    pub(super) at: Option<usize>,
}

/// Stops share a column where their kinds, and those of all stops before them, are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind<'t> {
    /// A setting's only value.
    Value,
    /// What follows this word.
    After(&'t str),
    /// What begins with this kind of word.
    Term(TokenKind),
    /// The guard of a rule.
    Guard,
    /// The first clause of a rule.
    Clause,
    /// Nothing: the row of a table has fewer cells here.
    Absent,
}

impl Line<'_> {
    /// A line without words so far.
    pub(super) fn new(indent: Option<Indent>, apart: bool, words: usize, stops: usize) -> Self {
        Self {
            indent,
            apart,
            verbatim: None,
            words: words..words,
            stops: stops..stops,
            shared: 0,
            comment: None,
        }
    }
}

impl<'t> Page<'t> {
    /// The words of a line.
    pub(super) fn words_of(&self, line: usize) -> &[Word] {
        self.lines.get(line).and_then(|line| self.words.get(line.words.clone())).unwrap_or_default()
    }

    /// The stops of a line.
    pub(super) fn stops_of(&self, line: usize) -> &[Stop<'t>] {
        self.lines.get(line).and_then(|line| self.stops.get(line.stops.clone())).unwrap_or_default()
    }

    /// One stop of a line.
    pub(super) fn stop_mut(&mut self, line: usize, stop: usize) -> Option<&mut Stop<'t>> {
        let stops = self.lines.get(line)?.stops.clone();
        self.stops.get_mut(stops)?.get_mut(stop)
    }
}
