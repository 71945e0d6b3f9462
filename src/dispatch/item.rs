use super::effect::{Cause, ItemState, OfferSlot};
use crate::item::Snapshot;
use crate::value::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An item, from its arrival until nothing of it is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Item {
    pub(super) number: u64,
    pub(super) id: Arc<str>,
    pub(super) workstream: u32,
    pub(super) instance: Option<Arc<str>>,
    pub(super) authenticated: bool,
    /// What it is like after classification.
    pub(super) like: Snapshot,
    /// Skills required, by place, with the level where one is asked.
    pub(super) skills: Vec<(u32, Option<i64>)>,
    /// What it takes of an agent's capacity.
    pub(super) demand: Demand,

    pub(super) state: ItemState,
    pub(super) arrived: Instant,
    /// When the customer last wrote.
    pub(super) spoken: Instant,
    /// Since when nothing happened, for closing by itself.
    pub(super) quiet_since: Instant,
    pub(super) queue: Option<u32>,
    /// Since when it is in its queue.
    pub(super) since: Instant,
    /// The last of the queue's rules of overflow that was asked: when it was due, and its place.
    pub(super) asked: Option<(Instant, u32)>,
    /// Whether it came into its queue by overflow or transfer.
    pub(super) moved: bool,
    pub(super) urgency: Vec<(i64, i64)>,
    /// The assignment that the route names.
    pub(super) assignment: Option<u32>,
    /// The agent asked first, and until when; without a time until they decline.
    pub(super) first: Option<(u32, Option<Instant>)>,
    /// Preferred agents, best first.
    pub(super) preferred: Vec<u32>,
    /// The bot that has it.
    pub(super) bot: Option<u32>,
    /// Who has it: is offered it, works on it, or finishes up.
    pub(super) with: Option<With>,
    /// What it takes of whose capacity.
    pub(super) taken: Option<u32>,
    /// Who last worked on it.
    pub(super) last: Option<u32>,
    /// The agent it belongs to by affinity.
    pub(super) home: Option<u32>,
    /// Whether it is on its way back there.
    pub(super) homeward: bool,
    /// How often each agent declined it.
    pub(super) declines: BTreeMap<u32, u32>,
    pub(super) declined: u32,
    /// Until when the customer, who was cut off, may come back.
    pub(super) away_until: Option<Instant>,
    /// When the wrap-up time is over.
    pub(super) wrapped_at: Option<Instant>,
}

/// What an item takes of an agent's capacity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Demand {
    pub(super) units: Option<i64>,
    /// By place, rising.
    pub(super) profiles: Vec<u32>,
}

/// An agent who has an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct With {
    pub(super) agent: u32,
    /// How the item came to the agent.
    pub(super) by: Cause,
    pub(super) slot: OfferSlot,
    /// Until when the agent may answer; none once they did.
    pub(super) until: Option<Instant>,
    /// Whether the agent works on it.
    pub(super) works: bool,
    /// Until when the agent, who was cut off, may come back.
    pub(super) dropped_until: Option<Instant>,
}

impl Item {
    /// Whether events may name it: a closed one only where it still takes capacity as a record.
    pub(super) fn is_findable(&self) -> bool {
        self.state != ItemState::Closed || self.taken.is_some() && self.wrapped_at.is_none()
    }

    /// Whether it waits in a queue for an agent.
    pub(super) fn is_open(&self) -> bool {
        self.state == ItemState::Open
    }

    /// The agent who works on it.
    pub(super) fn worker(&self) -> Option<u32> {
        self.with.as_ref().filter(|with| with.works).map(|with| with.agent)
    }

    /// The agent who was offered it and has not answered.
    pub(super) fn asked_agent(&self) -> Option<u32> {
        self.with.as_ref().filter(|with| with.until.is_some()).map(|with| with.agent)
    }

    /// How urgent it is after a wait in microseconds: the last step that was reached.
    pub(super) fn urgency_at(&self, now: Instant) -> i64 {
        let waited = now.0.saturating_sub(self.since.0);
        let reached = self.urgency.iter().rev().find(|(after, _)| *after <= waited);
        reached.map_or(0, |(_, urgency)| *urgency)
    }

    /// When urgency changes next.
    pub(super) fn next_urgency(&self, now: Instant) -> Option<Instant> {
        let at = |after: i64| Instant(self.since.0.saturating_add(after));
        self.urgency.iter().map(|(after, _)| at(*after)).filter(|at| *at > now).min()
    }
}
