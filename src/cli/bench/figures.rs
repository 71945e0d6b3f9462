use schemars::JsonSchema;
use serde::Serialize;

/// What decisions cost by one program, on the items of one file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "Bench")]
pub(crate) struct Figures {
    /// How many items were read and decided in each pass.
    pub(crate) items: u64,
    /// Whether the file has more items than were measured.
    pub(crate) capped: bool,
    /// How many lines were no item; they are in no figure.
    pub(crate) failed: u64,
    /// How many passes there were; each time is the median of theirs.
    pub(crate) passes: u32,
    /// How many threads worked: always one, so that a figure is what one core does.
    pub(crate) threads: u32,
    /// Nanoseconds to read one item.
    pub(crate) read_ns: u64,
    /// Nanoseconds to decide one item that was read.
    pub(crate) decide_ns: u64,
    /// Items read and decided in a second.
    pub(crate) decisions_per_second: u64,
    /// Where the nanoseconds of one item go.
    pub(crate) stages: Stages,
    /// The rules that take most steps, the costliest first.
    pub(crate) rules: Vec<Costly>,
}

/// Nanoseconds of one item, by stage. The last three are `decide_ns`, divided in the proportion that further passes
/// found in which a clock was read at each stage.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub(crate) struct Stages {
    /// Reading the item.
    pub(crate) read: u64,
    /// Choosing a workstream, where the item names none.
    pub(crate) intake: u64,
    /// Asking the rules that classify.
    pub(crate) classify: u64,
    /// Asking the rules that route, and whether the queues have room.
    pub(crate) route: u64,
}

/// What one rule costs; counted, not timed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Costly {
    /// Its address: `contoso_chat.urgency."Angry words"`.
    pub(crate) rule: String,
    /// The file it stands in.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: u32,
    /// How often its condition was asked, over all items.
    pub(crate) asked: u64,
    /// How many steps that took in all; a step is one test or one computation.
    pub(crate) steps: u64,
    /// Its part of the steps of all rules, in percent.
    pub(crate) share: f64,
}
