use super::{Expr, Name};
use crate::source::Span;

/// `word term term …`, or `word … { settings }`: one entry of a block. Which words a block knows, and what may stand
/// after each, is the business of `check`, with the tables of `builtins`.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The word the entry begins with.
    pub word: Name,
    /// What follows on the line, in order.
    pub terms: Vec<Term>,
    /// What follows the word `when`, as in `members when has french >= 3`.
    pub when: Option<Expr>,
    /// The block at the end of the entry, as in `distribution { … }`.
    pub block: Option<Vec<Setting>>,
    /// The whole entry.
    pub span: Span,
}

/// One thing after a setting's word: a name, a literal, a list, a range, a call. Always an operand, never a sum or a
/// comparison.
pub type Term = Expr;
