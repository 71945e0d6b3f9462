use super::agent::Agent;
use super::found::Found;
use super::item::Item;
use super::names::Names;
use super::view::{AgentStanding, ItemView};
use crate::value::{Duration, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How everything stands: items, agents, queues. Made by [`super::open`] or [`super::resume`], moved on by
/// [`super::step`] alone.
#[derive(Debug, Clone)]
pub struct State {
    pub(super) told: Told,
    pub(super) found: Found,
    /// The words of queues, workstreams, profiles and bots, to show things by.
    pub(super) names: Arc<Names>,
}

/// What is stored of a state: all that the events so far came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    /// The identity of the bundle that it was made with.
    pub(super) bundle: Arc<str>,
    pub(super) now: Instant,
    pub(super) next_item: u64,
    pub(super) next_turn: u64,
    pub(super) agents: Vec<Agent>,
    pub(super) items: BTreeMap<u64, Box<Item>>,
    /// By queue.
    pub(super) waits: Vec<Wait>,
}

/// How long items of a queue wait (domain section 9.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Wait {
    pub(super) average: i64,
    pub(super) count: u32,
    pub(super) last: Option<Instant>,
}

/// Items from which on the wait of a queue is known.
const KNOWN_FROM: u32 = 20;
/// How far one item moves the average: one part in this many.
const SHARE: i64 = 20;
/// After which time without an item the average is forgotten.
const FORGOTTEN_AFTER: Duration = Duration(7 * 86_400_000_000);

impl Wait {
    /// How long a new item would wait.
    pub(super) fn predicted(&self, now: Instant) -> Option<Duration> {
        (self.count >= KNOWN_FROM && !self.is_forgotten(now)).then_some(Duration(self.average))
    }

    fn is_forgotten(&self, now: Instant) -> bool {
        self.last.and_then(|last| now.since(last)).is_some_and(|idle| idle > FORGOTTEN_AFTER)
    }

    /// An agent began to work on an item that had waited so long.
    pub(super) fn learn(&mut self, waited: i64, now: Instant) {
        if self.is_forgotten(now) {
            *self = Self::default();
        }
        let step = waited.saturating_sub(self.average);
        self.average = if self.count == 0 { waited } else { self.average.saturating_add(step / SHARE) };
        self.count = self.count.saturating_add(1);
        self.last = Some(now);
    }
}

impl State {
    /// As JSON, for [`super::resume`]. The same state gives the same bytes.
    #[must_use]
    pub fn save(&self) -> String {
        // Only maps with keys that are no texts could fail; keys here are whole numbers.
        serde_json::to_string(&self.told).unwrap_or_default()
    }

    /// The instant up to which everything has happened.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.told.now
    }

    /// When something happens next though nobody does anything: call [`super::step`] with [`super::Event::Tick`] then, or
    /// later.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Instant> {
        self.found.due.next()
    }

    /// An item that is not closed.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<ItemView> {
        let item = self.told.items.get(self.found.items.get(id)?)?;
        ItemView::of(item, self)
    }

    /// All items that are not closed, in the order they arrived.
    pub fn items(&self) -> impl Iterator<Item = ItemView> {
        self.told.items.values().filter_map(|item| ItemView::of(item, self))
    }

    /// How an agent stands.
    #[must_use]
    pub fn agent(&self, id: &str) -> Option<AgentStanding> {
        let number = *self.found.agents.get(id)?;
        let agent = self.told.agents.get(usize::try_from(number).ok()?)?;
        (!agent.gone).then(|| AgentStanding::of(agent, self))
    }

    /// All agents, in the order of the roster.
    pub fn agents(&self) -> impl Iterator<Item = AgentStanding> {
        self.told.agents.iter().filter(|agent| !agent.gone).map(|agent| AgentStanding::of(agent, self))
    }

    /// The open items of a queue that agents are offered, in the order they are served; then those that agents take, in
    /// the order they arrived. None for a queue that there is not.
    #[must_use]
    pub fn waiting(&self, queue: &str) -> Vec<Arc<str>> {
        let Some(place) = self.names.queue_called(queue) else { return Vec::new() };
        let mut standing: Vec<_> = self
            .told
            .items
            .values()
            .filter(|item| item.is_open() && item.queue == Some(place))
            .map(|item| {
                let stands = self.found.places.get(&item.number);
                (stands.and_then(|stands| stands.line.as_ref()).map(|(_, place)| place), item)
            })
            .collect();
        standing.sort_by_key(|(place, item)| (place.is_none(), *place, item.number));
        standing.into_iter().map(|(_, item)| Arc::clone(&item.id)).collect()
    }
}
