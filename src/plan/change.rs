use serde::Serialize;

/// The version of the published shape of a plan; it grows when a field changes its meaning or goes away.
pub const PLAN_VERSION: u32 = 1;

/// What changes when one program takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Plan {
    /// The version of this shape: [`PLAN_VERSION`].
    pub version: u32,
    /// Every change, by what is declared: those of the new program in its order, then what is gone.
    pub changes: Vec<Change>,
    /// How many of them the platform refuses.
    pub refused: usize,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Change {
    /// What is declared: `queue`, `workstream`, `skill`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The part of it that changes, as an address in it: `distribution.wrap_up`, `urgency."Angry words"`, `route`; none for
    /// the whole.
    pub part: Option<String>,
    /// What happens to it.
    pub deed: Deed,
    /// What was there before.
    pub before: Option<Said>,
    /// What is there now.
    pub after: Option<Said>,
    /// The same as a sentence.
    pub sentence: String,
    /// Why the platform refuses it, and what to do instead.
    pub refused: Option<String>,
}

/// What happens to a part of a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value, or says something else.
    Changed,
    /// It stands elsewhere among its like.
    Moved,
    /// It has another label and does the same.
    Relabelled,
}

/// What is said at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Said {
    /// What is in force: a value, or a rule as written.
    pub text: String,
    /// Why it is in force, where it is not written there: `by default`, `copied from contoso_chat`.
    pub why: Option<String>,
    /// The file it stands in, if it stands somewhere.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u32>,
}
