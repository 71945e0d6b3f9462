use super::roster::AgentEntry;
use crate::bytecode::RuleId;
use crate::item::Snapshot;
use crate::value::{Duration, Instant};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What rules say. The dispatcher asks this and does not know how rules are evaluated.
///
/// Answers hold from the instant they are asked for up to their `until`: asked again before, with the same values, they
/// are the same. A rule that computes with the time, in a way that does not tell when its answer changes, sees the time
/// to the full minute.
pub trait Rules {
    /// Reads a new item and decides where it goes; why not, as a sentence, where it cannot be read.
    fn arrive(&mut self, item: &str, now: Instant, loads: &dyn Loads) -> Result<Arrived, String>;
    /// Sets values of an item: fields, `context`, `channel`, as an item has them. Classification is not asked again.
    fn update(&mut self, item: &mut Snapshot, values: &str) -> Result<(), String>;
    /// Routes an item once more, as it is now (after a bot has handed it over); classification is not asked again.
    fn route(
        &mut self,
        workstream: u32,
        id: &str,
        item: &Snapshot,
        now: Instant,
        loads: &dyn Loads,
    ) -> Routed;
    /// The rule of a queue's `prioritize` that claims the item, by its place there, with the keys of its order.
    fn claim(&mut self, queue: u32, item: &Waiting<'_>) -> Timed<Claim>;
    /// The assignment that a queue's `choose` rules choose, in [`crate::bytecode::Desk::assignments`].
    fn choose(&mut self, queue: u32, item: &Waiting<'_>) -> Timed<Option<u32>>;
    /// Whether a rule of overflow of waiting items holds.
    fn overflows(&mut self, queue: u32, rule: RuleId, item: &Waiting<'_>, loads: &dyn Loads) -> bool;
    /// Which rules of an assignment are asked for the item now, by place: bit n of word n / 64.
    fn asked(&mut self, assignment: u32, item: &Waiting<'_>) -> Timed<Vec<u64>>;
    /// What the rules of an assignment read of an item, written out: items of which this is equal find the same agents
    /// in the same order.
    fn sight(&mut self, assignment: u32, item: &Waiting<'_>) -> Vec<u8>;
    /// Whether a rule of an assignment, by its place, finds an agent for an item.
    fn finds(&mut self, assignment: u32, rule: u32, item: &Waiting<'_>, agent: &AgentView<'_>)
    -> Timed<bool>;
    /// The values of the keys of a rule's order that are slots, in the order of the keys; none for keys that are not
    /// slots and for missing values.
    fn values(&mut self, assignment: u32, rule: u32, agent: &AgentView<'_>) -> Vec<Option<i64>>;
    /// Whether an agent is a member of a queue whose members are said by a condition.
    fn member(&mut self, queue: u32, agent: &AgentView<'_>) -> Timed<bool>;
    /// The address of a rule, for people.
    fn address(&self, rule: RuleId) -> Option<Arc<str>>;
    /// The identity of the bundle that is asked.
    fn digest(&self) -> Arc<str>;
    /// Reads the fields of `entity Agent`.
    fn agent(&mut self, entry: &AgentEntry) -> Result<Snapshot, String>;
}

/// How things stand in queues.
pub trait Loads {
    /// How many items wait in the queue of that place.
    fn waiting_items(&self, queue: u32) -> i64;
    /// How long a new item would wait there; none while too little is known.
    fn predicted_wait(&self, queue: u32) -> Option<Duration>;
}

/// An answer, and up to when it holds: not at that instant any more; none for always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed<T> {
    /// The answer.
    pub answer: T,
    /// Up to when.
    pub until: Option<Instant>,
}

/// A new item, decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrived {
    /// Its id; empty where the data has none.
    pub id: Arc<str>,
    /// Its workstream, by place; none where no rule of the intake holds or the address is unknown.
    pub workstream: Option<u32>,
    /// Why it has no workstream, as a sentence.
    pub not_routed: Option<String>,
    /// The address it came in by, if the data names one.
    pub instance: Option<Arc<str>>,
    /// What it is like after classification.
    pub item: Snapshot,
    /// The skills it requires, by place, with the level where one is asked, in the order of places.
    pub skills: Vec<(u32, Option<i64>)>,
    /// The profiles it holds beside its workstream's, by place, in order.
    pub holds: Vec<u32>,
    /// What of its data could not be read, a sentence each.
    pub problems: Vec<String>,
    /// Where it goes if no bot meets it first.
    pub routed: Routed,
}

/// Where an item goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routed {
    /// The route rule; none for the fallback.
    pub rule: Option<RuleId>,
    /// Where.
    pub to: Destination,
    /// How urgent it is, by wait in microseconds; empty for zero.
    pub urgency: Vec<(i64, i64)>,
    /// The assignment that the route rule names, in [`crate::bytecode::Desk::assignments`].
    pub assignment: Option<u32>,
    /// The agent to be asked first, by id, and how long only they are; without a time, until they decline.
    pub first: Option<(Arc<str>, Option<i64>)>,
}

/// Where an item goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// Into a queue, by its place.
    Queue(u32),
    /// Into a queue to which overflow moved it.
    Overflowed(u32),
    /// To the bot.
    Bot,
    /// Nowhere: the conversation or call ends.
    End,
    /// The caller is called back.
    Callback,
    /// The call goes to that number.
    External(Arc<str>),
    /// The caller may leave a message.
    Voicemail,
}

/// An item that waits, as rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Waiting<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is like.
    pub item: &'a Snapshot,
    /// Its workstream, by place.
    pub workstream: u32,
    /// Since when it is in its queue.
    pub since: Instant,
    /// The instant that counts as now.
    pub now: Instant,
}

/// An agent, as rules see one.
#[derive(Debug, Clone, Copy)]
pub struct AgentView<'a> {
    /// The id.
    pub id: &'a str,
    /// The fields of `entity Agent`.
    pub fields: &'a Snapshot,
    /// The base presence: a place in the built-in enum.
    pub presence: u8,
    /// Since when capacity was last given back; none before.
    pub idle_since: Option<Instant>,
    /// When the agent was last given an item.
    pub last_assigned: Option<Instant>,
    /// Whether it is the agent's working time.
    pub is_working: bool,
    /// Units that are free; none for an agent without units.
    pub units_free: Option<i64>,
    /// By profile: what is free, and what is taken; none for an agent without the profile.
    pub profiles: &'a [Option<(i64, i64)>],
    /// By skill.
    pub skills: &'a [Mastery],
    /// The instant that counts as now.
    pub now: Instant,
}

/// How well an agent has a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Mastery {
    /// Not at all.
    #[default]
    None,
    /// Without a level.
    Held,
    /// At that level.
    Level(i64),
}

/// The rule of `prioritize` that claims an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// The rule's place; none for an item that none claims: those come last.
    pub rule: Option<u32>,
    /// The values of the keys of its order that are slots, in the order of the keys; none for `arrival` and for missing
    /// values.
    pub values: Vec<Option<i64>>,
}
