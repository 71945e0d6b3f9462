//! How items go from state to state and from hand to hand (domain section 17).

use super::effect::{Cause, Effect, ItemState, OfferSlot};
use super::item::With;
use super::turn::Turn;
use crate::bytecode::{Class, Offer, WrapUp};
use crate::value::{Duration, Instant};
use std::sync::Arc;

impl Turn<'_> {
    /// Changes an item's state, and starts the clock of inactivity.
    pub(super) fn change(&mut self, number: u64, to: ItemState, cause: Cause) {
        let now = self.now;
        let Some(item) = self.item_mut(number) else { return };
        let from = item.state;
        item.quiet_since = now;
        if from == to {
            return;
        }
        item.state = to;
        let effect = Effect::State { item: self.id(number), from: Some(from), to, cause };
        self.effects.push(effect);
    }

    /// Offers an item to an agent: it is active from now on.
    pub(super) fn offer(&mut self, number: u64, agent: u32, by: Cause, slot: OfferSlot) {
        let Some(offer) = self.settings(number).map(|settings| offer_of(settings, slot)) else { return };
        let until = self.after(offer.countdown);
        let with = With { agent, by, slot, until: Some(until), works: false, dropped_until: None };
        self.hand(number, with);
        let effect = Effect::Offered {
            item: self.id(number),
            agent: self.agent_id(agent),
            slot,
            template: offer.template.as_deref().map(Arc::from),
            until,
            auto_assign: offer.auto_assign,
        };
        self.effects.push(effect);
        if offer.auto_assign {
            self.works(number, by);
        } else {
            self.follow(agent, Cause::Capacity);
        }
    }

    /// An agent works on an item that was not offered.
    pub(super) fn start(&mut self, number: u64, agent: u32, by: Cause) {
        let slot = OfferSlot::IncomingUnauthenticated;
        self.hand(number, With { agent, by, slot, until: None, works: false, dropped_until: None });
        self.works(number, by);
    }

    /// An item passes into an agent's hands: it takes capacity and a session, and counts for the agent's turn.
    fn hand(&mut self, number: u64, with: With) {
        let (agent, by) = (with.agent, with.by);
        self.change(number, ItemState::Active, by);
        let now = self.now;
        let turn = self.next_turn();
        let Some(item) = self.item_mut(number) else { return };
        item.with = Some(with);
        item.homeward = false;
        item.bot = None;
        let queue = item.queue;
        if let Some(agent) = self.agent_mut(agent) {
            agent.items.insert(number);
            agent.sessions.insert(number);
            agent.last_assigned = Some(now);
            agent.turns.extend(queue.map(|queue| (queue, turn)));
        }
        self.take(number, agent);
    }

    /// The agent who has an item works on it from now on.
    pub(super) fn works(&mut self, number: u64, cause: Cause) {
        let affinity = self.settings(number).is_some_and(|settings| settings.affinity);
        let Some(item) = self.item_mut(number) else { return };
        let Some(with) = item.with.as_mut() else { return };
        with.works = true;
        let (agent, by) = (with.agent, with.by);
        item.home = Some(agent).filter(|_| affinity);
        item.last = Some(agent);
        self.learn(number, by);
        let effect = Effect::Assigned { item: self.id(number), agent: self.agent_id(agent), cause };
        self.effects.push(effect);
        self.say(number, "agent_joined");
        self.moves_on(agent, Cause::Capacity);
    }

    /// What the wait of an item tells about its queue.
    fn learn(&mut self, number: u64, by: Cause) {
        if matches!(by, Cause::Affinity | Cause::Reopened | Cause::Transferred | Cause::Supervisor) {
            return;
        }
        let now = self.now;
        let waited =
            self.item(number).and_then(|item| Some((item.queue?, now.0.saturating_sub(item.since.0))));
        let Some((queue, waited)) = waited else { return };
        let wait = usize::try_from(queue).ok().and_then(|at| self.state.told.waits.get_mut(at));
        if let Some(wait) = wait {
            wait.learn(waited, now);
        }
    }

    /// An item leaves the agent who has it, for another state.
    pub(super) fn leave(&mut self, number: u64, to: ItemState, cause: Cause) {
        if let Some(agent) = self.let_go(number, to, cause) {
            self.follow(agent, Cause::Capacity);
        }
    }

    /// The same, but for the agent's presence. Gives the agent.
    pub(super) fn let_go(&mut self, number: u64, to: ItemState, cause: Cause) -> Option<u32> {
        let worked = self.item(number).is_some_and(|item| item.worker().is_some());
        let agent = self.detach(number, cause);
        let frees = to != ItemState::Closed || !worked || !self.outlasts(number, cause);
        self.change(number, to, cause);
        if frees {
            self.free(number);
        }
        agent
    }

    /// Nobody has the item any more. Gives who had it.
    pub(super) fn detach(&mut self, number: u64, cause: Cause) -> Option<u32> {
        let item = self.item_mut(number)?;
        let with = item.with.take()?;
        let agent = with.agent;
        if !with.works {
            let effect = Effect::Withdrawn { item: self.id(number), agent: self.agent_id(agent), cause };
            self.effects.push(effect);
        }
        if let Some(agent) = self.agent_mut(agent) {
            agent.items.remove(&number);
            agent.sessions.remove(&number);
        }
        Some(agent)
    }

    /// Whether an item keeps its agent's capacity though it is closed.
    fn outlasts(&self, number: u64, cause: Cause) -> bool {
        let Some((item, settings)) = self.item(number).zip(self.settings(number)) else { return false };
        match settings.class {
            Class::Record if cause == Cause::Resolved => !settings.release.resolved,
            Class::Record if cause == Cause::Deactivated => !settings.release.deactivated,
            Class::Record => false,
            Class::LiveChat | Class::PersistentChat | Class::Asynchronous | Class::Voice => {
                item.wrapped_at.is_some_and(|at| at > self.now)
            }
        }
    }

    /// An item is over.
    pub(super) fn close(&mut self, number: u64, cause: Cause) {
        if let Some(item) = self.item_mut(number) {
            item.away_until = None;
            item.homeward = false;
            item.bot = None;
        }
        self.leave(number, ItemState::Closed, cause);
        let left = self.item(number).is_some_and(|item| item.taken.is_some());
        let record = self.class(number) == Class::Record;
        // A record that keeps capacity can still be taken out of its queue, so its name is kept.
        if !(left && record) {
            let id = self.id(number);
            self.state.found.items.remove(&id);
        }
    }

    /// An agent ends an item, or the customer does: the agent finishes up.
    pub(super) fn wrap_up(&mut self, number: u64, cause: Cause) {
        let Some(wrap_up) = self.settings(number).map(|settings| settings.wrap_up) else { return };
        self.change(number, ItemState::WrapUp, cause);
        let until = match wrap_up {
            WrapUp::For(length) => Some(self.after(length)),
            WrapUp::Always | WrapUp::None => None,
        };
        let Some(item) = self.item_mut(number) else { return };
        item.wrapped_at = until;
        item.away_until = None;
        let Some(with) = item.with.as_mut() else { return };
        with.until = None;
        with.dropped_until = None;
        let agent = with.agent;
        if wrap_up == WrapUp::None {
            self.free(number);
            self.follow(agent, Cause::Capacity);
        }
    }

    /// The instant that is so many microseconds from now.
    pub(super) fn after(&self, length: i64) -> Instant {
        self.now.plus(Duration(length)).unwrap_or(Instant(i64::MAX))
    }
}

/// How an item is offered in a slot.
pub(super) fn offer_of(settings: &crate::bytecode::DeskWorkstream, slot: OfferSlot) -> &Offer {
    let offers = &settings.offers;
    match slot {
        OfferSlot::IncomingAuthenticated => &offers.authenticated,
        OfferSlot::IncomingUnauthenticated => &offers.unauthenticated,
        OfferSlot::Consult => &offers.consult,
        OfferSlot::Transfer => &offers.transfer,
        OfferSlot::Supervisor => &offers.supervisor,
    }
}
