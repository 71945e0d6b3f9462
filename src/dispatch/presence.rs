//! What agents say of themselves, and what is said of them (domain section 15).

use super::agent::{Agent, Base, From, Presence};
use super::effect::{Cause, ItemState};
use super::refusal::Refusal;
use super::turn::{Outcome, Turn};
use super::work::GRACE;
use crate::bytecode::Class;
use std::sync::Arc;

impl Agent {
    /// Whether colleagues are not offered the agent: on "do not disturb", away or offline.
    pub(super) fn is_away(&self) -> bool {
        matches!(self.presence.base, Base::DoNotDisturb | Base::Away | Base::Offline)
    }
}

impl Turn<'_> {
    /// The agent begins to work. Who is there already goes on as they are.
    pub(super) fn signs_in(&mut self, number: u32) {
        let Some(agent) = self.agent_mut(number).filter(|agent| agent.presence.base == Base::Offline) else {
            return;
        };
        agent.lost = None;
        let default = agent.default.clone();
        match default.filter(|default| matches!(default.base, Base::Away | Base::Offline)) {
            Some(default) => self.be(number, default, Cause::SignedIn),
            None => self.compute(number, Cause::SignedIn),
        }
    }

    /// The agent chooses a presence.
    pub(super) fn sets_presence(&mut self, number: u32, word: &Arc<str>) -> Outcome {
        let base = self.presence_called(word).filter(|base| *base != Base::Inactive);
        let Some(base) = base else { return Err(Refusal::NoPresence { presence: Arc::clone(word) }) };
        if let Some(agent) = self.agent_mut(number) {
            agent.lost = None;
        }
        let presence = Presence { word: Arc::clone(word), base, from: From::Chosen };
        self.be(number, presence, Cause::Chosen);
        Ok(())
    }

    /// The agent's connection is lost.
    pub(super) fn agent_disconnects(&mut self, number: u32) {
        let until = self.after(GRACE.0);
        let Some(agent) = self.agent_mut(number) else { return };
        if agent.presence.base != Base::Offline {
            agent.lost = Some((until, agent.presence.clone()));
            self.be(number, Presence::new(Base::Offline, From::Set), Cause::Disconnected);
        }
    }

    /// The agent's connection is back.
    pub(super) fn agent_reconnects(&mut self, number: u32) {
        let now = self.now;
        let Some((until, before)) = self.agent_mut(number).and_then(|agent| agent.lost.take()) else {
            return;
        };
        if now < until && !before.follows_capacity() {
            self.be(number, before, Cause::Reconnected);
        } else {
            self.compute(number, Cause::Reconnected);
        }
    }

    /// The agent was cut off for too long: what they work on is open again, but for records.
    pub(super) fn stays_away(&mut self, agent: u32) {
        let items: Vec<_> =
            self.agent(agent).map(|agent| agent.items.iter().copied().collect()).unwrap_or_default();
        for number in items {
            let works = self
                .item(number)
                .is_some_and(|item| item.state == ItemState::Active && item.worker() == Some(agent));
            if works && self.class(number) != Class::Record {
                self.goes_back(number, Cause::Dropped);
            }
        }
    }

    /// A supervisor resets what a miss or a reject has set; of an agent who is cut off, what it was before.
    pub(super) fn supervisor_resets(&mut self, number: u32) {
        let Some(agent) = self.agent_mut(number) else { return };
        if let Some((_, before)) = &mut agent.lost {
            if before.from == From::Set {
                *before = Presence::new(Base::Available, From::Computed);
            }
        } else if agent.presence.from == From::Set {
            self.compute(number, Cause::Supervisor);
        }
    }

    /// What an agent's presence becomes after a decline; of one who is cut off, what it will be when they are back.
    pub(super) fn after_decline(&mut self, agent: u32, cause: Cause) {
        let organisation = self.desk.organisation;
        let base = if cause == Cause::Missed && organisation.miss_makes_inactive {
            Base::Inactive
        } else if cause == Cause::Rejected && organisation.reject_means_do_not_disturb {
            Base::DoNotDisturb
        } else {
            return self.follow(agent, Cause::Capacity);
        };
        let presence = Presence::new(base, From::Set);
        match self.agent_mut(agent).and_then(|agent| agent.lost.as_mut()) {
            Some((_, before)) => *before = presence,
            None => self.be(agent, presence, cause),
        }
    }
}
