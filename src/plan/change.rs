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
    /// An order in which it can be done: what is named by something new is made before it, what is gone is deleted after all
    /// that names it.
    pub steps: Vec<Step>,
    /// What becomes of items, where some were given.
    pub replay: Option<Moved>,
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
    /// What of a rule is otherwise, piece by piece; empty where it is no rule, or where the whole is new, gone or moved.
    pub pieces: Vec<PieceChange>,
    /// The same as a sentence.
    pub sentence: String,
    /// Why the platform refuses it, and what to do instead.
    pub refused: Option<String>,
    /// What has to be done before, a sentence each.
    pub first: Vec<String>,
    /// What else to know of it, a sentence each: who copies it, what stays as it was.
    pub notes: Vec<String>,
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
    /// It has another name and is the same.
    Renamed,
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

/// A piece of a rule that is otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct PieceChange {
    /// Which: `condition`, `target`, `value`, `skill`, `assignment`.
    pub what: &'static str,
    /// Of what, where a rule may have several: the path that is set, the skill that is required.
    pub of: Option<String>,
    /// What it was; none where it is new.
    pub before: Option<String>,
    /// What it becomes; none where it is gone.
    pub after: Option<String>,
}

/// One step of an order in which the changes can be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Step {
    /// Whether it is made, changed, renamed or deleted.
    pub deed: Deed,
    /// What is declared.
    pub kind: &'static str,
    /// Its name; the new one where it is renamed.
    pub name: String,
}

/// What becomes of items, in a line; `enroute replay` tells the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Moved {
    /// How many items both programs decided.
    pub items: u64,
    /// How many end up in another queue or workstream.
    pub moved: u64,
    /// How many stay where they are, and something else about them changes.
    pub changed: u64,
    /// For how many nothing changes.
    pub same: u64,
    /// How many one of the two could not decide.
    pub failed: u64,
}

/// Who works with something that is declared, though no program says so: an agent who holds a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// By which the agent is called.
    pub agent: String,
    /// What is held: `queue`, `skill`, `profile`, `hours`, `presence`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
}
