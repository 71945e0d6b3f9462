use super::{HoursId, ProfileId, QueueId, SkillId, TestItem, TestValue};
use crate::builtins::asked::Fact;
use crate::builtins::event::Deed;
use crate::source::Span;
use crate::types::CompareOp;
use crate::value::Instant;

/// A scenario: who works there, what happens when, and what must be so then.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What it shows.
    pub title: String,
    /// The zone of its clock, known to exist.
    pub zone: String,
    /// When it begins.
    pub start: Instant,
    /// Its agents, in order.
    pub agents: Vec<CastAgent>,
    /// What happens, by rising time.
    pub lines: Vec<Line>,
    /// Where it stands.
    pub span: Span,
}

/// An agent of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct CastAgent {
    /// What the agent is called.
    pub name: String,
    /// The queues the agent is in, where members come from the data.
    pub queues: Vec<QueueId>,
    /// Skills, with the level held; none for a skill held without one.
    pub skills: Vec<(SkillId, Option<i64>)>,
    /// Capacity profiles, with the agent's own limit; none for the profile's.
    pub profiles: Vec<(ProfileId, Option<u32>)>,
    /// The size of the pool of units.
    pub units: Option<i64>,
    /// The presence that signing in gives.
    pub presence: Option<String>,
    /// In whose open time the agent works.
    pub hours: Option<HoursId>,
    /// Whether the agent is signed in from the start.
    pub signed_in: bool,
    /// Fields of `entity Agent`, by path.
    pub fields: Vec<(String, TestValue)>,
    /// Where the name is declared.
    pub span: Span,
}

/// A timed line with the expectations under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// When.
    pub at: Instant,
    /// What happens.
    pub event: Happening,
    /// What must be so then.
    pub expect: Vec<Wish>,
    /// Where the line stands, without its expectations.
    pub span: Span,
}

/// What happens at a line. What the deed does not speak of is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// What happens.
    pub deed: Deed,
    /// The item.
    pub item: String,
    /// The agent who does it, or to whom it is done.
    pub agent: String,
    /// The colleague.
    pub colleague: String,
    /// The queue.
    pub queue: Option<QueueId>,
    /// The presence, by its word.
    pub presence: String,
    /// How the item is a new one.
    pub arrival: Option<Arrival>,
    /// Values of the item, by path: `customer.tier`, `context.cart`, `models.mood`.
    pub values: Vec<(String, TestValue)>,
}

/// How a new item comes in.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// Which way.
    pub item: TestItem,
    /// The address of the workstream it comes in by.
    pub instance: Option<String>,
    /// Whether the customer signed in.
    pub signed_in: bool,
    /// The customer's preferred agents, best first.
    pub preferred: Vec<String>,
}

/// What must be so after a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// What.
    pub wanted: Wanted,
    /// Where it stands.
    pub span: Span,
}

/// What must be so.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// All of these.
    All(Vec<Wanted>),
    /// One of these.
    Any(Vec<Wanted>),
    /// Not this.
    Not(Box<Wanted>),
    /// The event of the line was refused.
    Refused,
    /// A fact compares so with a value.
    Compare {
        /// The fact.
        fact: Asked,
        /// How.
        op: CompareOp,
        /// The value.
        with: Amount,
    },
    /// There is such a fact, or (`false`) there is none.
    Present(Asked, bool),
}

/// A fact of an item, an agent or a queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Whose, by name.
    pub of: String,
    /// What.
    pub fact: Fact,
    /// Of which profile, where the fact is of one.
    pub profile: Option<ProfileId>,
}

/// What a fact is compared with, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// A number.
    Number(i64),
    /// `yes` or `no`.
    Flag(bool),
    /// A name: of an agent, a queue, a state.
    Word(String),
    /// Names, in order.
    Words(Vec<String>),
}
