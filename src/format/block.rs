use super::line::Kind;
use crate::syntax::lex::Bracket;

/// What the entries of a block look like, as far as that matters for where their words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// The file itself: declarations.
    File,
    /// The values of an enum.
    Values,
    /// The rows of a table.
    Rows,
    /// The rows of a test, some with a label.
    TestRows,
    /// A test.
    Test,
    /// A scenario.
    Scenario,
    /// Settings, fields or rules, which their first words tell apart.
    Plain,
}

impl Block {
    /// What stands in the block of an entry that begins with `word`.
    pub(super) fn inside(self, word: &str) -> Self {
        match (self, word) {
            (Self::File, "enum") => Self::Values,
            (Self::File, "table") => Self::Rows,
            (Self::Test, "rows") => Self::TestRows,
            (Self::File, "test") => Self::Test,
            (Self::File, "scenario") => Self::Scenario,
            _ => Self::Plain,
        }
    }
}

/// An open bracket, and what has been seen in it.
#[derive(Debug)]
pub(super) struct Frame<'t> {
    pub(super) bracket: Bracket,
    pub(super) block: Block,
    /// The line it was opened on; none for the file.
    pub(super) line: Option<usize>,
    pub(super) entry: Option<Entry<'t>>,
    /// Whether a comma has just been seen.
    pub(super) comma: bool,
    /// Lines that begin an entry, so far without anything between them.
    pub(super) section: Vec<usize>,
    /// How many cells the last row of a table has before its arrow, but one.
    pub(super) bars: usize,
}

/// An entry of a block, while it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'t> {
    /// The line it begins on.
    pub(super) line: usize,
    /// Whether it is the first thing on that line.
    pub(super) leads: bool,
    /// Its first word.
    pub(super) word: &'t str,
    /// How many words of it have been seen.
    pub(super) words: usize,
    /// Whether it begins with a time of day.
    pub(super) timed: bool,
    /// The line on which its last guard or clause begins.
    pub(super) clause: usize,
    /// How many lines hang from stops of its first line, and the first of those stops.
    pub(super) hung: usize,
    pub(super) shallowest: usize,
}

impl Frame<'_> {
    /// A bracket opened on `line`.
    pub(super) fn new(bracket: Bracket, block: Block, line: Option<usize>) -> Self {
        Self { bracket, block, line, entry: None, comma: false, section: Vec::new(), bars: 0 }
    }
}

impl<'t> Entry<'t> {
    /// An entry whose first word is about to be seen.
    pub(super) fn new(line: usize, leads: bool, word: &'t str, timed: bool) -> Self {
        Self { line, leads, word, words: 0, timed, clause: line, hung: 0, shallowest: usize::MAX }
    }

    /// How many of the stops of its first line may share columns, now that it has `lines` lines.
    pub(super) fn shared(&self, lines: usize, first: Option<Kind<'_>>, stops: usize) -> usize {
        if lines > self.hung + 1 {
            usize::from(first == Some(Kind::Guard))
        } else if lines == 1 {
            stops
        } else {
            stops.min(self.shallowest.saturating_add(1))
        }
    }
}
