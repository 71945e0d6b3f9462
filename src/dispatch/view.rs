use super::agent::Agent;
use super::effect::ItemState;
use super::item::Item;
use super::state::State;
use crate::value::Instant;
use serde::Serialize;
use std::sync::Arc;

/// How an item stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// Its id.
    pub id: Arc<str>,
    /// Its state.
    pub state: ItemState,
    /// Its workstream.
    pub workstream: Arc<str>,
    /// Its queue; none while a bot has it.
    pub queue: Option<Arc<str>>,
    /// The agent who works on it, or finishes up.
    pub agent: Option<Arc<str>>,
    /// The agent who is offered it and has not answered.
    pub offered_to: Option<Arc<str>>,
    /// The bot that has it.
    pub bot: Option<Arc<str>>,
    /// How often it was declined.
    pub declines: u32,
    /// When it arrived.
    pub arrived: Instant,
    /// Since when it waits in its queue, if it does.
    pub waiting_since: Option<Instant>,
}

impl ItemView {
    /// None for an item that is closed.
    pub(super) fn of(item: &Item, state: &State) -> Option<Self> {
        if item.state == ItemState::Closed {
            return None;
        }
        let agent = |number: u32| {
            let agent = usize::try_from(number).ok().and_then(|at| state.told.agents.get(at));
            agent.map(|agent| Arc::clone(&agent.id))
        };
        Some(Self {
            id: Arc::clone(&item.id),
            state: item.state,
            workstream: state.names.workstream(item.workstream),
            queue: item.queue.map(|queue| state.names.queue(queue)),
            agent: item.worker().and_then(agent),
            offered_to: item.asked_agent().and_then(agent),
            bot: item.bot.map(|bot| state.names.bot(bot)),
            declines: item.declined,
            arrived: item.arrived,
            waiting_since: item.is_open().then_some(item.since),
        })
    }
}

/// How an agent stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgentStanding {
    /// The id.
    pub id: Arc<str>,
    /// The presence, in the word it was chosen by.
    pub presence: Arc<str>,
    /// What it counts as: a place in the built-in enum of presences.
    pub base: u8,
    /// Units that are free; below zero after work that was not asked for. None for an agent without units.
    pub units_free: Option<i64>,
    /// By profile of the program: places that are free and places that are taken; none without the profile.
    pub profiles: Vec<Option<(i64, i64)>>,
    /// How many sessions are open.
    pub sessions: usize,
    /// Whether it is the agent's working time.
    pub is_working: bool,
    /// What the agent is offered, works on or finishes up, in the order of arrival.
    pub items: Vec<Arc<str>>,
}

impl AgentStanding {
    pub(super) fn of(agent: &Agent, state: &State) -> Self {
        let items = agent.items.iter().filter_map(|number| state.told.items.get(number));
        Self {
            id: Arc::clone(&agent.id),
            presence: Arc::clone(&agent.presence.word),
            base: agent.presence.base.place(),
            units_free: agent.units_free(),
            profiles: agent.standing(),
            sessions: agent.sessions.len(),
            is_working: agent.working,
            items: items.map(|item| Arc::clone(&item.id)).collect(),
        }
    }
}
