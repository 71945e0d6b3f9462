//! Who is there: the roster, and who is in which queue.

use super::agent::Agent;
use super::effect::{Cause, ItemState};
use super::roster::AgentEntry;
use super::rules::AgentView;
use super::turn::{Outcome, Turn};
use crate::bytecode::Members;
use crate::value::Instant;
use std::collections::BTreeSet;

impl Turn<'_> {
    /// An agent is new, or what the roster says of one has changed.
    pub(super) fn joins(&mut self, entry: &AgentEntry) -> Outcome {
        let fresh = self.enrol(entry)?;
        let known = self.state.found.agents.get(&entry.id).copied();
        let is_here = known.and_then(|number| self.agent(number)).is_some_and(|agent| !agent.gone);
        let number = match known {
            Some(number) => {
                self.renew(number, fresh);
                number
            }
            None => self.add_agent(fresh),
        };
        self.see_memberships(number);
        if entry.signed_in && !is_here {
            self.signs_in(number);
        } else {
            self.follow(number, Cause::Capacity);
        }
        Ok(())
    }

    fn add_agent(&mut self, mut agent: Agent) -> u32 {
        let number = u32::try_from(self.state.told.agents.len()).unwrap_or(u32::MAX);
        agent.joined = self.next_turn();
        self.state.found.add_agent(&agent.id, number);
        self.state.told.agents.push(agent);
        self.state.found.changed.insert(number);
        number
    }

    /// A number later than all before.
    pub(super) fn next_turn(&mut self) -> u64 {
        let turn = self.state.told.next_turn;
        self.state.told.next_turn = turn.saturating_add(1);
        turn
    }

    /// What the roster says of an agent is replaced; how the agent stands is not. Who comes back begins anew, but for
    /// what the day has taken.
    fn renew(&mut self, number: u32, mut fresh: Agent) {
        let turn = self.next_turn();
        let Some(agent) = self.agent_mut(number) else { return };
        fresh.used.clone_from(&agent.used);
        if agent.gone {
            fresh.joined = turn;
        } else {
            let added = fresh.queues.iter().filter(|queue| !agent.queues.contains(queue));
            agent.turns.extend(added.map(|queue| (*queue, turn)));
            fresh.joined = agent.joined;
            fresh.turns = std::mem::take(&mut agent.turns);
            fresh.last_assigned = agent.last_assigned;
            fresh.idle_since = agent.idle_since;
            fresh.units_used = agent.units_used;
            fresh.items = std::mem::take(&mut agent.items);
            fresh.sessions = std::mem::take(&mut agent.sessions);
            fresh.presence = agent.presence.clone();
            fresh.lost = agent.lost.take();
        }
        *agent = fresh;
    }

    /// An agent is no longer there: what they have goes back to its queue, and nothing waits for them.
    pub(super) fn goes(&mut self, number: u32) {
        let Some(agent) = self.agent_mut(number) else { return };
        agent.gone = true;
        agent.lost = None;
        let items: Vec<_> = agent.items.iter().copied().collect();
        self.see_memberships(number);
        self.untie(number);
        for item in items {
            if self.item(item).is_some_and(|item| item.state == ItemState::WrapUp) {
                self.close(item, Cause::AgentLeft);
            } else {
                let queue = self.queue_of(item);
                self.send(item, queue, Cause::AgentLeft);
            }
        }
        self.free_all(number);
    }

    /// What closed items still take of an agent is given back.
    fn free_all(&mut self, agent: u32) {
        let tied: Vec<_> = self.state.found.tied_to(agent).collect();
        for number in tied {
            if self.item(number).is_some_and(|item| item.taken == Some(agent)) {
                self.free(number);
            }
        }
    }

    /// No item belongs to an agent any more, or waits for them.
    fn untie(&mut self, agent: u32) {
        let tied: Vec<_> = self.state.found.tied_to(agent).collect();
        for number in tied {
            let Some(item) = self.item_mut(number) else { continue };
            if item.home == Some(agent) {
                item.home = None;
                item.homeward = false;
            }
            if item.first.is_some_and(|(first, _)| first == agent) {
                item.first = None;
            }
        }
    }

    /// Works out which queues an agent is in.
    pub(super) fn see_memberships(&mut self, number: u32) {
        let Some(agent) = self.agent(number) else { return };
        let mut queues: BTreeSet<u32> = self.state.found.memberships(number).collect();
        queues.extend(agent.queues.iter().copied().chain(self.state.names.queues_for(&agent.id)));
        for queue in queues {
            self.see_membership(number, queue);
        }
    }

    /// Works out whether an agent is in a queue.
    pub(super) fn see_membership(&mut self, number: u32, queue: u32) {
        let member = self.belongs(number, queue);
        if member != self.is_member(number, queue) {
            self.state.found.set_member(number, queue, member);
        }
    }

    /// Whether an agent is in a queue.
    pub(super) fn is_member(&self, agent: u32, queue: u32) -> bool {
        self.state.found.queue(queue).is_some_and(|found| found.members.contains(&agent))
    }

    /// Whether an agent belongs to a queue at this moment.
    fn belongs(&mut self, number: u32, queue: u32) -> bool {
        let Some((agent, settings)) = self.agent(number).zip(self.queue(queue)) else { return false };
        if agent.gone {
            return false;
        }
        match &settings.members {
            Members::Data | Members::Elsewhere => agent.queues.binary_search(&queue).is_ok(),
            Members::Agents(_) => self.state.names.lists(queue, &agent.id),
            Members::Everyone => true,
            Members::Nobody => false,
            Members::When(_) => self.is_said_to_belong(number, queue),
        }
    }

    fn is_said_to_belong(&mut self, number: u32, queue: u32) -> bool {
        let agent = usize::try_from(number).ok().and_then(|at| self.state.told.agents.get(at));
        let Some(agent) = agent else { return false };
        let profiles = agent.standing();
        let said = self.rules.member(queue, &view(agent, &profiles, self.now));
        self.state.found.recheck_at(number, said.until);
        said.answer
    }
}

/// An agent as rules see one.
pub(super) fn view<'a>(agent: &'a Agent, profiles: &'a [Option<(i64, i64)>], now: Instant) -> AgentView<'a> {
    AgentView {
        id: &agent.id,
        fields: &agent.fields,
        presence: agent.presence.base.place(),
        idle_since: agent.idle_since,
        last_assigned: agent.last_assigned,
        is_working: agent.working,
        units_free: agent.units_free(),
        profiles,
        skills: &agent.skills,
        now,
    }
}
