use super::rule_name::RuleName;
use serde::Serialize;
use std::sync::Arc;

/// The version of the published shape of a decision; it grows when a field changes its meaning or goes away.
pub const DECISION_VERSION: u32 = 1;

/// What was decided about one item, in the words of the program.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Decision {
    /// The version of this shape: [`DECISION_VERSION`].
    pub version: u32,
    /// The item's id.
    pub id: String,
    /// The workstream; none for an item that is not routed.
    pub workstream: Option<Arc<str>>,
    /// The intake rule that chose the workstream; none for items that come in by an instance.
    pub intake: Option<RuleName>,
    /// The queue the item goes to; none where it is not routed, ends, or leaves for a number outside.
    pub queue: Option<Arc<str>>,
    /// The route rule that was applied; none for the fallback. In JSON its name alone; `matched` has its place.
    #[serde(serialize_with = "super::json::name")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub rule: Option<RuleName>,
    /// Why it goes there.
    pub reason: Reason,
    /// Every value that classification set, in order. In JSON two fields: `set` has the values in force, by place, and
    /// `changes` has all.
    #[serde(flatten, serialize_with = "super::json::changes")]
    #[cfg_attr(feature = "cli", schemars(with = "super::json::Sets<'_>"))]
    pub set: Vec<Change>,
    /// The skills required, in the order of their declaration.
    pub skills: Vec<RequiredSkill>,
    /// What the item takes of an agent's capacity.
    pub capacity: Capacity,
    /// Every route rule that matched, in order.
    pub matched: Vec<Match>,
    /// How urgent the item is, by rising wait; empty where no rule says.
    pub urgency: Vec<Urgency>,
    /// The agent that is asked first, if the rule names one.
    pub agent: Option<FirstAgent>,
    /// The assignment that the rule uses instead of the queue's.
    pub assignment: Option<Arc<str>>,
    /// The bot that meets the item first.
    pub bot: Option<Arc<str>>,
    /// The workstream's settings in force: distribution, templates, messages.
    #[serde(serialize_with = "super::json::settings")]
    #[cfg_attr(feature = "cli", schemars(with = "std::collections::BTreeMap<String, String>"))]
    pub settings: Arc<[Setting]>,
    /// What was wrong with the item's data, and which models gave no answer.
    pub problems: Vec<Problem>,
    /// The bundle's digest, in hexadecimal.
    pub bundle: Arc<str>,
    /// What became of each rule, where the trace was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<RuleTrace>>,
}

/// Why an item goes where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// A route rule names the queue.
    Rule,
    /// A route rule divides its items, and this one fell into that share.
    Split {
        /// The item's number, 0 to 99.
        bucket: u8,
        /// What the number was taken from, in hexadecimal: the first eight bytes of the hash.
        hash: String,
    },
    /// Every matching queue was full or closed, and an overflow rule was applied.
    Overflow {
        /// The queue whose overflow was applied.
        queue: Arc<str>,
        /// The overflow rule.
        rule: RuleName,
        /// What it does.
        action: Action,
    },
    /// No route rule matched: the workstream's fallback queue, whose overflow is not asked.
    Fallback,
    /// A route rule gives the item to the workstream's bot.
    Bot,
    /// The item has no workstream.
    NotRouted {
        /// Why not.
        why: NotRouted,
    },
}

/// Why an item has no workstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotRouted {
    /// No rule of the intake matched.
    NoIntakeRule,
    /// The item names neither a workstream nor an instance nor a record that the program knows.
    UnknownAddress,
}

/// What an overflow rule does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The item goes in all the same.
    AssignAnyway,
    /// It goes to another queue, whose overflow is not asked.
    Transfer(Arc<str>),
    /// The conversation ends.
    EndConversation,
    /// The caller is called back.
    Callback,
    /// The call ends.
    EndCall,
    /// The call goes to that number.
    External(Arc<str>),
    /// The caller may leave a message.
    Voicemail,
}

/// A value, as the program writes it: a word of an enum, a decimal and a date as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Shown {
    /// `null`: there is no value.
    Missing,
    /// `yes` or `no`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text, and everything else as text: `740.5`, `2026-03-02`, `gold`.
    Text(String),
    /// Several.
    List(Vec<Self>),
}

/// A value that classification set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Change {
    /// The place, as rules write it: `priority`, `context.cart`.
    pub path: Arc<str>,
    /// What it was set to.
    pub value: Shown,
    /// By which rule.
    pub rule: RuleName,
}

/// A skill that the item requires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct RequiredSkill {
    /// The skill.
    pub skill: Arc<str>,
    /// The lowest level; none where any will do.
    pub level: Option<i64>,
}

/// What an item takes of an agent's capacity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Capacity {
    /// So many units; none where the workstream counts by profile.
    pub units: Option<i64>,
    /// One place in each of these: the workstream's profile first, then those that classification added.
    pub profiles: Vec<Arc<str>>,
}

/// A route rule that matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Match {
    /// The rule.
    pub rule: RuleName,
    /// The queue it names for this item, the split decided; none for the bot.
    pub queue: Option<Arc<str>>,
    /// The overflow rule that kept the item out, if the queue was asked and was full or closed.
    pub overflow: Option<RuleName>,
}

/// One step of an urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Urgency {
    /// The wait from which it holds, in microseconds; in JSON as the language writes it, `10m`.
    #[serde(serialize_with = "super::json::length")]
    #[cfg_attr(feature = "cli", schemars(with = "String"))]
    pub after: i64,
    /// Bigger is sooner.
    pub value: i64,
}

/// The agent that is asked first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct FirstAgent {
    /// The agent's id.
    pub id: String,
    /// How long only that agent is asked, in microseconds; none: until the agent declines. In JSON as the language
    /// writes it, `45s`.
    #[serde(serialize_with = "super::json::some_length")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub lasting: Option<i64>,
}

/// A setting in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Setting {
    /// Where it belongs: `distribution.wrap_up`.
    pub address: Arc<str>,
    /// The value as the language writes it.
    pub value: Arc<str>,
}

/// Something wrong with the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The place, as rules write it.
    pub path: String,
    /// What is wrong, as a sentence.
    pub message: String,
}

/// What became of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct RuleTrace {
    /// The rule.
    pub rule: RuleName,
    /// What became of it.
    pub state: RuleState,
    /// Its condition with what each part came to, where that was asked for and the rule was reached and has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clauses: Option<ClauseTrace>,
}

/// What may become of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleState {
    /// An earlier rule had settled the matter.
    NotReached,
    /// Its condition did not hold.
    NotMatched,
    /// Its condition held, but another rule was applied.
    Matched,
    /// It was applied.
    Applied,
}

/// A part of a condition, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ClauseTrace {
    /// How its parts are joined.
    pub kind: ClauseKind,
    /// As the author wrote it.
    pub text: Arc<str>,
    /// The file it stands in.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// Whether it held.
    pub holds: bool,
    /// How far a number, a time or an ordered value was from where the test comes out otherwise, in thousandths of what it
    /// was compared with, 1000 at most; none for tests of other values, and where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub off: Option<u16>,
    /// The values it saw, by place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen>,
    /// The row of a table that it found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<RuleName>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Self>,
}

/// How the parts of a condition are joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClauseKind {
    /// All must hold.
    And,
    /// One must hold.
    Or,
    /// The one part must not hold.
    Not,
    /// The named condition of that name; its one part is what it says.
    Condition(Arc<str>),
    /// The rows of the table of that name: one must match.
    Table(Arc<str>),
    /// A single comparison.
    Test,
}

/// A value that a test saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Seen {
    /// The place, as rules write it.
    pub path: Arc<str>,
    /// What stood there.
    pub value: Shown,
}

impl ClauseTrace {
    /// For a condition that the bundle does not have.
    pub(super) fn nothing() -> Self {
        Self {
            kind: ClauseKind::Test,
            text: Arc::from(""),
            file: Arc::from(""),
            line: 0,
            column: 0,
            holds: false,
            off: None,
            seen: Vec::new(),
            row: None,
            parts: Vec::new(),
        }
    }
}
