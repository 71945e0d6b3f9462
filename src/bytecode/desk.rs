//! What the side of the agents needs of a program: how items reach people, and what people are known by.
//!
//! Conditions are rules of lists like all others, so that they are stored, shown and explained in one way. Lengths of
//! time are microseconds.

use super::rules::{RuleId, RuleListId};
use super::schema::Slot;
use super::service::DeskWorkstream;
use serde::{Deserialize, Serialize};

/// The longest time a program names, in microseconds: a hundred years. What is longer is taken for it.
pub const LONGEST_TIME: i64 = 36_525 * 86_400_000_000;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Desk {
    /// Settings for every item.
    pub organisation: Organisation,
    /// Where rules find what is known of an agent.
    pub agent: AgentSlots,
    /// The presences of the program's own.
    pub presences: Vec<OwnPresence>,
    /// The capacity profiles, as the program numbers them.
    pub profiles: Vec<Profile>,
    /// The skills, likewise.
    pub skills: Vec<Skill>,
    /// The names of the bots, likewise.
    pub bots: Vec<String>,
    /// The names of the calendars, as in [`super::Program::calendars`].
    pub calendars: Vec<String>,
    /// The queues, as in [`super::Program::queues`].
    pub queues: Vec<DeskQueue>,
    /// The workstreams, as in [`super::Program::workstreams`].
    pub workstreams: Vec<DeskWorkstream>,
    /// Every use of an assignment with other arguments.
    pub assignments: Vec<Assignment>,
}

/// Settings for every item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Whether an agent who lets an offer pass becomes inactive.
    pub miss_makes_inactive: bool,
    /// Whether an agent who rejects an offer becomes "do not disturb".
    pub reject_means_do_not_disturb: bool,
    /// After how many declines by one agent an item is no longer offered to them.
    pub decline_limit: u32,
    /// After how many declines by anyone an item is no longer offered at all.
    pub decline_total: u32,
}

impl Default for Organisation {
    /// What the platform does unless told otherwise (domain section 12).
    fn default() -> Self {
        Self {
            miss_makes_inactive: false,
            reject_means_do_not_disturb: false,
            decline_limit: 3,
            decline_total: 100,
        }
    }
}

/// Slots that are filled with what is known of an agent before a rule about agents is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AgentSlots {
    /// `agent.id`, a text.
    pub id: Slot,
    /// `presence`: the base presence, a value of the built-in enum.
    pub presence: Slot,
    /// `idle_time`; missing before any capacity was given back.
    pub idle_time: Slot,
    /// `last_assigned`; missing before anything was assigned.
    pub last_assigned: Slot,
    /// `is_working`.
    pub is_working: Slot,
    /// `units_free`; missing for an agent without units.
    pub units_free: Slot,
    /// The first of as many slots as there are profiles: `free(profile)`; missing for an agent without the profile.
    pub free: Slot,
    /// The first of as many slots as there are profiles: `load(profile)`.
    pub load: Slot,
    /// The first of as many slots as there are skills: the level held, [`super::ANY_LEVEL`] for a skill held without
    /// one, missing where it is not held.
    pub skills: Slot,
    /// `item.workstream.presences`, a list.
    pub allowed_presences: Slot,
    /// What is read of `entity Agent`, in [`super::Schema::records`].
    pub record: Option<u32>,
}

/// A presence of the program's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPresence {
    /// The word it is called by.
    pub name: String,
    /// What it counts as: a place in the built-in enum of presences.
    pub base: u8,
}

/// A capacity profile (domain section 14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The word it is called by.
    pub name: String,
    /// How many items at once, or a day.
    pub limit: u32,
    /// Whether places are given back only when the shift ends.
    pub end_of_day: bool,
    /// Whether no other work comes by itself while it is full.
    pub blocking: bool,
    /// Profiles, by place, that must be unused for this one to be used.
    pub excludes: Vec<u32>,
}

/// A skill (domain section 13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// The word it is called by.
    pub name: String,
    /// The lowest and the highest level of its rating; none for a skill that is held or not.
    pub range: Option<(i64, i64)>,
    /// The names of the levels that have one.
    pub labels: Vec<(String, i64)>,
    /// Whether a field says who has it: built-in matching leaves it out.
    pub modelled: bool,
}

/// What a queue does with the items in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskQueue {
    /// Which kinds of work it takes.
    pub kinds: Vec<Kind>,
    /// Smaller is served first; without the setting after all that have one.
    pub priority: i64,
    /// Who is in it.
    pub members: Members,
    /// Who of them gets an item.
    pub method: Method,
    /// Its overflow of waiting items, by rising `after`, then as written.
    pub waiting: Vec<WaitingRule>,
    /// The rules that choose an assignment; asked before `method`.
    pub choose: Option<RuleListId>,
    /// The assignment that each of them chooses, in [`Desk::assignments`].
    pub chosen: Vec<u32>,
    /// For each rule of [`super::Queue::prioritize`], in what order the items it claims are served.
    pub orders: Vec<Vec<ItemKey>>,
}

/// The three kinds of work (domain section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Chats and messages.
    Messaging,
    /// Cases, e-mails, activities.
    Record,
    /// Calls.
    Voice,
}

/// Who is in a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Members {
    /// Those whose entry in the roster names the queue.
    Data,
    /// Those agents, by id.
    Agents(Vec<String>),
    /// Every agent.
    Everyone,
    /// No agent: items are parked.
    Nobody,
    /// Agents that the program does not know of: those whose entry in the roster names the queue, if any.
    Elsewhere,
    /// The agents for whom the guard of that rule holds.
    When(RuleId),
}

/// How the next agent is chosen (domain section 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// Who has the most room.
    HighestCapacity,
    /// Whose turn it is in this queue.
    RoundRobin,
    /// Who has been free longest.
    LeastActive,
    /// That assignment, in [`Desk::assignments`].
    Assignment(u32),
}

/// One rule of overflow while items wait. What it does is its action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingRule {
    /// The rule: its guard is asked once, when the wait is reached.
    pub rule: RuleId,
    /// The wait.
    pub after: i64,
    /// The calendar whose open time counts, by its place; none: all time counts.
    pub hours: Option<u32>,
}

/// One key of an order of items. A missing value comes last in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemKey {
    /// What is compared; none for the item's age.
    pub slot: Option<Slot>,
    /// Whether the biggest comes first.
    pub descending: bool,
}

/// An assignment with its arguments filled in: the first rule that finds an agent wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// As the author wrote the use: `skilled_first(french)`.
    pub text: String,
    /// Which settings of the item's workstream count too.
    pub inherit: Inherit,
    /// When each rule is asked: about the item, and `waited`.
    pub when: RuleListId,
    /// Which agents each rule finds: as long as `when`; a rule without a guard finds all members.
    pub who: RuleListId,
    /// Who of them comes first, a list for each rule.
    pub orders: Vec<Vec<AgentKey>>,
}

/// Settings of the workstream that an assignment restates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Inherit {
    /// The allowed presences.
    pub presences: bool,
    /// The matching of skills: whom `exact` leaves out. The order is the assignment's own.
    pub skills: bool,
    /// Room for the units.
    pub capacity: bool,
}

/// One key of an order of agents. A missing value comes last in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentKey {
    /// What is compared.
    pub by: AgentBy,
    /// Whether the biggest comes first.
    pub descending: bool,
}

/// What an order of agents compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentBy {
    /// A field of the agent, a fact about the agent, a skill, room in a profile.
    Slot(Slot),
    /// The distance to the levels required.
    Nearest,
    /// The sum of the levels of what is required.
    Most,
    /// How many of the skills required are held.
    Count,
}
