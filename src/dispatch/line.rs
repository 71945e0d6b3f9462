//! The line in a queue: in which order items are served, and which of them are alike for agents.

use super::item::Demand;
use crate::bytecode::{Matching, Method};
use std::cmp::Reverse;

/// A value of an order: one that is missing comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Rank {
    missing: bool,
    value: i64,
}

impl Rank {
    /// The rank of a value, smaller first, or bigger first.
    pub(super) fn of(value: Option<i64>, descending: bool) -> Self {
        // The complement turns an order round for every number.
        let turned = |value: i64| if descending { !value } else { value };
        Self { missing: value.is_none(), value: value.map_or(0, turned) }
    }
}

/// Where an item stands among all items, from the front.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) queue: QueuePlace,
    /// The rule of `prioritize` that claims it.
    pub(super) claim: u32,
    pub(super) keys: Vec<Rank>,
    pub(super) urgency: Reverse<i64>,
    pub(super) age: i64,
    pub(super) number: u64,
}

/// Where a queue (or the way back to an agent) stands among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct QueuePlace {
    /// Items on their way back to their agent come first.
    pub(super) elsewhere: bool,
    pub(super) priority: i64,
    /// 0 for queues that are served by urgency and age alone; the others by name, from 1.
    pub(super) name: u32,
}

/// What items have in common that the same agents can have, in the same order: one line of a queue.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Kind {
    pub(super) need: Need,
    pub(super) demand: Demand,
    /// Allowed presences, where they count.
    pub(super) presences: Option<u8>,
    /// The same for those who are preferred; none where nobody is.
    pub(super) preferred_presences: u8,
    /// Skills required, where they count.
    pub(super) skills: Vec<(u32, Option<i64>)>,
    pub(super) matching: Matching,
    /// The only agent who can have it.
    pub(super) only: Option<u32>,
    /// Agents who come before all others.
    pub(super) preferred: Vec<u32>,
    /// Whether nobody else can have it.
    pub(super) preferred_only: bool,
    /// Agents who declined too often, rising.
    pub(super) exhausted: Vec<u32>,
    /// Whether it waits for the queue to open.
    pub(super) in_hours: bool,
}

impl Kind {
    /// The agents whom it names, and who need not be in the queue.
    pub(super) fn named(&self) -> impl Iterator<Item = u32> {
        let home = if let Need::Home(agent) = &self.need { Some(*agent) } else { None };
        home.into_iter().chain(self.only)
    }
}

/// By what agents are chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Need {
    /// It goes back to that agent, whatever else is so.
    Home(u32),
    /// A method that every program has.
    Method(BuiltIn),
    /// An assignment: its number, which of its rules are asked, and what they see of the item.
    Assignment { assignment: u32, asked: Vec<u64>, sight: Vec<u8> },
}

/// The methods that every program has (domain section 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum BuiltIn {
    HighestCapacity,
    RoundRobin,
    LeastActive,
}

impl BuiltIn {
    /// The method, unless it is an assignment.
    pub(super) fn of(method: Method) -> Result<Self, u32> {
        match method {
            Method::HighestCapacity => Ok(Self::HighestCapacity),
            Method::RoundRobin => Ok(Self::RoundRobin),
            Method::LeastActive => Ok(Self::LeastActive),
            Method::Assignment(assignment) => Err(assignment),
        }
    }
}

/// Where an agent stands among those who can have an item, from the front.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    /// The place among the preferred; behind them for all others.
    pub(super) preferred: u32,
    /// The first rule of the assignment that finds the agent.
    pub(super) rule: u32,
    pub(super) ranks: Vec<Rank>,
    pub(super) turn: u64,
    pub(super) agent: u32,
}

impl Standing {
    /// Behind all who are preferred.
    pub(super) const NOT_PREFERRED: u32 = u32::MAX;

    /// Whether the customer prefers the agent.
    pub(super) fn is_preferred(&self) -> bool {
        self.preferred != Self::NOT_PREFERRED
    }
}
