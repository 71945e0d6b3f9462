//! The operators and hit policies, which mean the same in every phase.

/// `and`, `or`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BoolOp {
    /// All hold.
    And,
    /// At least one holds.
    Or,
}

/// The comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

/// The operators of arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
}

/// How a text is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextOp {
    /// `contains`
    Contains,
    /// `contains word`
    ContainsWord,
    /// `starts with`
    StartsWith,
    /// `ends with`
    EndsWith,
    /// `matches`
    Matches,
}

/// Which of several must be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
    /// Not one.
    None,
}

/// Whether upper and lower case are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// They are: the default.
    Ignored,
    /// They differ: `exactly`.
    Exact,
}

/// Which of several matching rows counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HitPolicy {
    /// The first in order.
    First,
    /// There is never more than one; proved by `check`.
    Unique,
}

/// Which of several matching route rules counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoutePolicy {
    /// Every match is collected; the first whose queue has room wins.
    All,
    /// The first match wins.
    First,
}
