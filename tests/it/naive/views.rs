//! How things stand, as a host is told.

use super::Naive;
use super::desk::Item;
use enroute::dispatch::ItemState;
use enroute::value::Instant;
use std::sync::Arc;

/// What is compared of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ItemLook {
    pub(crate) id: Arc<str>,
    pub(crate) state: ItemState,
    pub(crate) workstream: Arc<str>,
    pub(crate) queue: Option<Arc<str>>,
    pub(crate) agent: Option<Arc<str>>,
    pub(crate) offered_to: Option<Arc<str>>,
    pub(crate) bot: Option<Arc<str>>,
    pub(crate) declines: u32,
    pub(crate) arrived: Instant,
    pub(crate) waiting_since: Option<Instant>,
}

/// What is compared of an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AgentLook {
    pub(crate) id: Arc<str>,
    pub(crate) presence: Arc<str>,
    pub(crate) base: u8,
    pub(crate) units_free: Option<i64>,
    pub(crate) profiles: Vec<Option<(i64, i64)>>,
    pub(crate) sessions: usize,
    pub(crate) is_working: bool,
    pub(crate) items: Vec<Arc<str>>,
}

impl Naive<'_> {
    /// The items, in the order they arrived.
    pub(crate) fn items(&self) -> Vec<ItemLook> {
        self.items.iter().map(|item| self.look_at(item)).collect()
    }

    fn look_at(&self, item: &Item) -> ItemLook {
        let agent = item.holder.map(|agent| self.agent(agent).entry.id.clone());
        ItemLook {
            id: item.id.clone(),
            state: item.state,
            workstream: self.program.schema.workstreams[item.workstream].name.as_str().into(),
            queue: item.queue.map(|queue| self.queue_name(queue)),
            agent: agent.clone().filter(|_| item.works),
            offered_to: agent.filter(|_| item.offer.is_some()),
            bot: item.bot.map(|bot| self.desk().bots[bot as usize].as_str().into()),
            declines: item.declines,
            arrived: item.arrived,
            waiting_since: item.since.filter(|_| item.state == ItemState::Open),
        }
    }

    /// The agents, in the order of the roster.
    pub(crate) fn agents(&self) -> Vec<AgentLook> {
        let look = |agent: &super::desk::Agent| {
            let (word, base) = self.presence(agent);
            let theirs = self.items.iter().filter(|item| item.holder == Some(agent.number));
            let mut items: Vec<Arc<str>> = theirs.map(|item| item.id.clone()).collect();
            items.sort();
            AgentLook {
                id: agent.entry.id.clone(),
                presence: word.into(),
                base,
                units_free: self.units_free(agent),
                profiles: self.profiles_free(agent),
                sessions: self.sessions(agent.number),
                is_working: agent.working,
                items,
            }
        };
        self.agents.iter().map(look).collect()
    }
}
