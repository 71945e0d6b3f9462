use super::kind::Kind;
use crate::source::{FileId, Span};
use std::sync::Arc;

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
    /// A rule, by its label.
    Rule,
    /// An agent of a scenario.
    Agent,
    /// An item of a scenario.
    Item,
}

/// Which one of its kind a word names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referent {
    /// The one whose name is declared there.
    Declared(Span),
    /// The built-in one of that name; a value of an enum with its enum, such as `Presence.available`.
    BuiltIn(String),
}

/// Uses by place, each once.
pub(super) fn sorted(mut uses: Vec<Use>) -> Arc<[Use]> {
    uses.sort_by(|one, other| (one.span, one.sort, &one.of).cmp(&(other.span, other.sort, &other.of)));
    uses.dedup();
    uses.into()
}

/// Those of one section, among uses that are in order.
pub(super) fn of_section(uses: &[Use], section: FileId) -> &[Use] {
    let ends = uses.first().zip(uses.last());
    if ends.is_none_or(|(first, last)| section < first.span.file || last.span.file < section) {
        return &[];
    }
    let from = uses.partition_point(|used| used.span.file < section);
    let to = uses.partition_point(|used| used.span.file <= section);
    uses.get(from..to).unwrap_or_default()
}
