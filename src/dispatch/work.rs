//! What agents do with items (domain section 17).

use super::agent::{Agent, Base};
use super::customer::waits;
use super::effect::{Cause, Effect, ItemState, OfferSlot};
use super::refusal::Refusal;
use super::turn::{Outcome, Turn};
use crate::bytecode::{Class, Picking};
use crate::value::Duration;
use std::sync::Arc;

/// How long an agent who was cut off may come back (domain section 15).
pub(super) const GRACE: Duration = Duration(150_000_000);

impl Turn<'_> {
    fn must_work(&self, agent: u32, number: u64) -> Outcome {
        let Some(item) = self.item(number) else { return Ok(()) };
        if item.worker() != Some(agent) {
            return Err(self.not_theirs(agent, number));
        }
        if item.state != ItemState::Active {
            return Err(self.wrong_state(number, "the agent has ended it"));
        }
        Ok(())
    }

    /// That an item is not with an agent.
    pub(super) fn not_theirs(&self, agent: u32, number: u64) -> Refusal {
        Refusal::NotTheirs { item: self.id(number), agent: self.agent_id(agent) }
    }

    /// The agent picks an open item.
    pub(super) fn picks(&mut self, agent: u32, number: u64) -> Outcome {
        let Some((item, settings)) = self.item(number).zip(self.settings(number)) else { return Ok(()) };
        if !item.is_open() {
            return Err(self.wrong_state(number, "only an open item can be picked"));
        }
        let not = |why: &str| {
            let (item, agent) = (self.id(number), self.agent_id(agent));
            Err(Refusal::NotAllowed { item, agent, why: Arc::from(why) })
        };
        if settings.picking == Picking::Never {
            return not("its workstream offers items, and does not let agents pick them");
        }
        if !self.is_member(agent, self.queue_of(number)) {
            return not("the agent is not in its queue");
        }
        if settings.strict_pick && !self.has_skills(agent, number) {
            return not("the agent lacks a skill that it requires");
        }
        self.note_deed(agent, "picks", number, agent);
        self.start(number, agent, Cause::Picked);
        Ok(())
    }

    /// The agent goes on with a waiting conversation, or is back on an item.
    pub(super) fn reopens(&mut self, agent: u32, number: u64) -> Outcome {
        let Some(item) = self.item(number) else { return Ok(()) };
        if item.state == ItemState::Waiting {
            if item.last != Some(agent) {
                return Err(self.not_theirs(agent, number));
            }
            self.note_deed(agent, "reopens", number, agent);
            self.start(number, agent, Cause::Reopened);
            return Ok(());
        }
        self.must_work(agent, number)?;
        if let Some(with) = self.item_mut(number).and_then(|item| item.with.as_mut()) {
            with.dropped_until = None;
        }
        if let Some(known) = self.agent_mut(agent) {
            known.sessions.insert(number);
        }
        self.follow(agent, Cause::Capacity);
        Ok(())
    }

    /// The agent closes the session without ending the conversation.
    pub(super) fn parks(&mut self, agent: u32, number: u64) -> Outcome {
        self.must_work(agent, number)?;
        let class = self.class(number);
        if class == Class::Record {
            if let Some(known) = self.agent_mut(agent) {
                known.sessions.remove(&number);
            }
            self.follow(agent, Cause::Capacity);
        } else if waits(class) {
            self.leave(number, ItemState::Waiting, Cause::Parked);
        } else {
            self.goes_back(number, Cause::Parked);
        }
        Ok(())
    }

    /// An item comes back into its queue without the agent's wish: with affinity it is on its way to the same agent.
    pub(super) fn goes_back(&mut self, number: u64, cause: Cause) {
        let queue = self.queue_of(number);
        if let Some(item) = self.item_mut(number) {
            item.homeward = item.home.is_some();
        }
        self.send(number, queue, cause);
    }

    /// The agent ends the conversation.
    pub(super) fn ends(&mut self, agent: u32, number: u64) -> Outcome {
        if self.class(number) == Class::Record {
            return Err(self.wrong_class(number, "it is resolved, not ended"));
        }
        self.must_work(agent, number)?;
        self.say(number, "agent_ended");
        self.wrap_up(number, Cause::EndedByAgent);
        Ok(())
    }

    /// The agent closes the session after the end.
    pub(super) fn closes(&mut self, agent: u32, number: u64) -> Outcome {
        let Some(item) = self.item(number) else { return Ok(()) };
        if item.state != ItemState::WrapUp {
            return Err(self.wrong_state(number, "a session is closed after the end"));
        }
        if item.worker() != Some(agent) {
            return Err(self.not_theirs(agent, number));
        }
        self.close(number, Cause::EndedByAgent);
        self.moves_on(agent, Cause::Capacity);
        Ok(())
    }

    /// The agent gives the item back; of a record that is over, "worked by" is cleared.
    pub(super) fn releases(&mut self, agent: u32, number: u64) -> Outcome {
        if self.item(number).is_some_and(|item| item.state == ItemState::Closed) {
            if !self.settings(number).is_some_and(|settings| settings.release.cleared) {
                return Err(Refusal::NoItem { item: self.id(number) });
            }
            self.gives_back(number);
            return Ok(());
        }
        self.must_work(agent, number)?;
        let queue = self.queue_of(number);
        self.count_decline(number, agent);
        self.send(number, queue, Cause::Released);
        Ok(())
    }

    /// The agent's connection to the item is lost.
    pub(super) fn drops(&mut self, agent: u32, number: u64) -> Outcome {
        if self.class(number) == Class::Record {
            return Err(self.wrong_class(number, "it stays with its agent"));
        }
        self.must_work(agent, number)?;
        let until = self.after(GRACE.0);
        if let Some(with) = self.item_mut(number).and_then(|item| item.with.as_mut()) {
            with.dropped_until = Some(until);
        }
        Ok(())
    }

    /// The agent resolves or cancels the record.
    pub(super) fn resolves(&mut self, agent: u32, number: u64) -> Outcome {
        if self.class(number) != Class::Record {
            return Err(self.wrong_class(number, "it is ended, not resolved"));
        }
        self.must_work(agent, number)?;
        self.close(number, Cause::Resolved);
        self.moves_on(agent, Cause::Capacity);
        Ok(())
    }

    /// The record is taken out of its queue, which also gives back what a resolved one still takes.
    pub(super) fn deactivates(&mut self, number: u64) -> Outcome {
        if self.class(number) != Class::Record {
            return Err(self.wrong_class(number, "only records are taken out of queues"));
        }
        if self.item(number).is_some_and(|item| item.state != ItemState::Closed) {
            self.close(number, Cause::Deactivated);
        } else if self.settings(number).is_some_and(|settings| settings.release.deactivated) {
            self.gives_back(number);
        } else {
            return Err(Refusal::NoItem { item: self.id(number) });
        }
        Ok(())
    }

    /// What a closed record still takes is given back.
    fn gives_back(&mut self, number: u64) {
        let taken = self.item(number).and_then(|item| item.taken);
        let id = self.id(number);
        self.state.found.items.remove(&id);
        self.free(number);
        if let Some(agent) = taken {
            self.follow(agent, Cause::Capacity);
        }
    }

    /// The agent sends the item to a queue.
    pub(super) fn transfers(&mut self, agent: u32, number: u64, queue: u32) -> Outcome {
        self.must_work(agent, number)?;
        self.must_take(number, queue)?;
        if !self.is_open(queue) {
            return Err(self.not_there(number, queue, "it is closed"));
        }
        if let Some(item) = self.item_mut(number) {
            item.home = None;
            item.first = None;
        }
        self.send(number, queue, Cause::Transferred);
        Ok(())
    }

    /// Whether a queue takes the item's kind of work.
    pub(super) fn must_take(&self, number: u64, queue: u32) -> Outcome {
        if self.takes(queue, self.class(number)) {
            return Ok(());
        }
        Err(self.not_there(number, queue, "it takes another type of work"))
    }

    fn not_there(&self, number: u64, queue: u32, why: &str) -> Refusal {
        let (item, queue) = (self.id(number), self.state.names.queue(queue));
        Refusal::NotThere { item, queue, why: Arc::from(why) }
    }

    /// The agent sends the item to a colleague.
    pub(super) fn hands_over(&mut self, agent: u32, number: u64, to: u32) -> Outcome {
        self.must_work(agent, number)?;
        let away = self.agent(to).is_some_and(Agent::is_away);
        if away || to == agent {
            let why = if away { "the agent is away" } else { "the agent has it" };
            let (item, agent) = (self.id(number), self.agent_id(to));
            return Err(Refusal::NotAllowed { item, agent, why: Arc::from(why) });
        }
        if let Some(item) = self.item_mut(number) {
            item.home = None;
        }
        self.note_deed(agent, "hands over", number, to);
        self.leave(number, ItemState::Active, Cause::Transferred);
        self.offer(number, to, Cause::Transferred, OfferSlot::Transfer);
        Ok(())
    }

    /// The agent asks a colleague for advice.
    pub(super) fn consults(&mut self, agent: u32, number: u64, with: u32) -> Outcome {
        self.must_work(agent, number)?;
        let offline = self.agent(with).is_some_and(|with| with.presence.base == Base::Offline);
        if offline || with == agent {
            let why = if offline { "the agent is offline" } else { "the agent has it" };
            let (item, agent) = (self.id(number), self.agent_id(with));
            return Err(Refusal::NotAllowed { item, agent, why: Arc::from(why) });
        }
        let template = self.settings(number).and_then(|settings| settings.offers.consult.template.as_deref());
        let template = template.map(Arc::from);
        let now = self.now;
        if let Some(item) = self.item_mut(number) {
            item.quiet_since = now;
        }
        let effect = Effect::Consulted {
            item: self.id(number),
            agent: self.agent_id(agent),
            with: self.agent_id(with),
            template,
        };
        self.effects.push(effect);
        Ok(())
    }
}
