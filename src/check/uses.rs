use super::kind::Kind;
use crate::source::Span;

/// A word of the text that names something, and what it names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Use {
    /// The word.
    pub span: Span,
    /// What kind of thing it names.
    pub sort: Sort,
    /// Which one.
    pub of: Referent,
}

/// What kind of thing a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A declaration at the left margin.
    Name(Kind),
    /// A field of an entity or channel, or a context variable.
    Field,
    /// A value of an enum.
    Value,
    /// A parameter of a condition, table, model or assignment.
    Parameter,
    /// A ruleset of a workstream.
    Ruleset,
}

/// Which one of its kind a word names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referent {
    /// The one whose name is declared there.
    Declared(Span),
    /// The built-in one of that name; a value of an enum with its enum, such as `Presence.available`.
    BuiltIn(String),
}
