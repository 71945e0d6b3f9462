//! How an item leaves an agent, goes to one, comes into a queue, ends. The order of effects stands here and nowhere else.

use super::Naive;
use super::desk::Offer;
use enroute::bytecode::{Class, Members, Release, WrapUp};
use enroute::dispatch::{Cause, Effect, ItemState, OfferSlot};
use enroute::value::{Duration, Instant};

/// How an item comes to an agent.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    Offered(OfferSlot),
    Taken,
}

impl Naive<'_> {
    pub(crate) fn state(&mut self, item: usize, to: ItemState, cause: Cause) {
        let now = self.now;
        let known = self.item_mut(item);
        let from = Some(known.state);
        known.state = to;
        known.state_since = now;
        known.clock = now;
        let id = known.id.clone();
        self.out.push(Effect::State { item: id, from, to, cause });
    }

    /// Takes an item from its agent, if it has one, and into another state, if that is another.
    pub(crate) fn leave(&mut self, item: usize, to: Option<ItemState>, cause: Cause, presence: Cause) {
        let known = self.item_mut(item);
        let holder = known.holder.take();
        let offered = known.offer.take().is_some() && !known.works;
        let (worked, was) = (known.works, known.state);
        known.works = false;
        known.parked = false;
        known.dropped = None;
        known.bot = None;
        let id = known.id.clone();
        if let (Some(agent), true) = (holder, offered) {
            let agent = self.agent(agent).entry.id.clone();
            self.out.push(Effect::Withdrawn { item: id, agent, cause });
        }
        if let Some(to) = to
            && was != to
        {
            self.state(item, to, cause);
        }
        if let Some(agent) = holder {
            if self.gives_back(item, was, to, worked, cause) {
                let number = self.item(item).number;
                self.give_back(number, agent);
            }
            self.settle(agent, presence);
        }
    }

    /// Whether leaving gives the capacity back now.
    fn gives_back(
        &self,
        item: usize,
        was: ItemState,
        to: Option<ItemState>,
        worked: bool,
        cause: Cause,
    ) -> bool {
        let settings = &self.desk().workstreams[self.item(item).workstream];
        let Release { resolved, deactivated, .. } = settings.release;
        if was == ItemState::WrapUp && to == Some(ItemState::Closed) {
            return matches!(settings.wrap_up, WrapUp::Always | WrapUp::None);
        }
        if settings.class != Class::Record || !worked {
            return true;
        }
        match (cause, to) {
            (Cause::Resolved, _) => resolved,
            (Cause::Deactivated, _) => deactivated,
            _ => true,
        }
    }

    /// Into another queue, or into its own as from outside.
    pub(crate) fn enter(&mut self, item: usize, queue: usize, cause: Cause) {
        let now = self.now;
        let known = self.item_mut(item);
        if known.queue.is_some_and(|before| before != queue) {
            known.first = None;
        }
        known.queue = Some(queue);
        known.since = Some(now);
        known.clock = now;
        known.asked.clear();
        known.counted = false;
        known.moved |= matches!(
            cause,
            Cause::OverflowAfterWait | Cause::OverflowOnArrival | Cause::Transferred | Cause::Supervisor
        );
        let id = known.id.clone();
        let name = self.queue_name(queue);
        self.out.push(Effect::Queued { item: id, queue: name, cause });
    }

    /// A conversation in a queue in which there is nobody is closed.
    pub(crate) fn close_if_nobody(&mut self, item: usize) {
        let known = self.item(item);
        let Some(queue) = known.queue else { return };
        let settings = &self.desk().workstreams[known.workstream];
        let goes_home = settings.affinity && known.belongs.is_some();
        let record = settings.class == Class::Record;
        let keeps = matches!(self.desk().queues[queue].members, Members::Nobody | Members::Elsewhere)
            || !self.desk().queues[queue].waiting.is_empty();
        let awaited = known.first.as_ref().is_some_and(|(id, until)| {
            until.map_or_else(|| !known.declined.contains_key(id), |until| self.now < until)
                && self.agents.iter().any(|agent| agent.entry.id == *id)
        });
        if record
            || goes_home
            || awaited
            || keeps
            || (0..self.agents.len()).any(|agent| self.is_member(queue, agent))
        {
            return;
        }
        self.close(item, Cause::EmptyQueue);
    }

    /// Open in its queue with its old wait.
    pub(crate) fn open_again(&mut self, item: usize, cause: Cause, presence: Cause) {
        self.leave(item, Some(ItemState::Open), cause, presence);
        if self.item(item).queue.is_none() {
            let fallback = self.program.workstreams[self.item(item).workstream].fallback as usize;
            self.enter(item, fallback, cause);
        }
        self.close_if_nobody(item);
    }

    /// Open in its queue with a new wait.
    pub(crate) fn open_anew(&mut self, item: usize, cause: Cause) {
        self.leave(item, Some(ItemState::Open), cause, Cause::Capacity);
        let fallback = self.program.workstreams[self.item(item).workstream].fallback as usize;
        let queue = self.item(item).queue.unwrap_or(fallback);
        self.enter(item, queue, cause);
        self.close_if_nobody(item);
    }

    pub(crate) fn close(&mut self, item: usize, cause: Cause) {
        self.leave(item, Some(ItemState::Closed), cause, Cause::Capacity);
        self.items.remove(item);
    }

    pub(crate) fn wrap_up(&mut self, item: usize, cause: Cause) {
        let now = self.now;
        self.state(item, ItemState::WrapUp, cause);
        let known = self.item_mut(item);
        known.offer = None;
        known.dropped = None;
        let (number, holder) = (known.number, known.holder.unwrap());
        match self.desk().workstreams[self.item(item).workstream].wrap_up {
            WrapUp::Always => {}
            WrapUp::None => self.give_back(number, holder),
            WrapUp::For(time) => {
                let until = now.plus(Duration(time));
                for claim in self.claims.iter_mut().filter(|claim| claim.number == number && claim.live) {
                    claim.until = until;
                }
            }
        }
        self.settle(holder, Cause::Capacity);
    }

    /// Makes an item active with an agent.
    pub(crate) fn give(&mut self, item: usize, agent: usize, way: Way, cause: Cause) {
        let now = self.now;
        if self.item(item).state != ItemState::Active {
            self.state(item, ItemState::Active, cause);
        }
        self.item_mut(item).holder = Some(agent);
        self.item_mut(item).bot = None;
        self.claim(item, agent);
        let (stamp, queue) = (self.next_stamp(), self.item(item).queue);
        let known = self.agent_mut(agent);
        known.last_assigned = Some(now);
        if let Some(queue) = queue {
            known.turns.insert(queue, stamp);
        }
        let known = self.item_mut(item);
        known.counted |= matches!(way, Way::Offered(OfferSlot::Transfer | OfferSlot::Supervisor))
            || matches!(cause, Cause::Reopened | Cause::Affinity);
        match way {
            Way::Offered(slot) => self.show(item, agent, slot, cause),
            Way::Taken => self.begin(item, cause),
        }
        self.settle(agent, Cause::Capacity);
    }

    fn show(&mut self, item: usize, agent: usize, slot: OfferSlot, cause: Cause) {
        let offers = &self.desk().workstreams[self.item(item).workstream].offers;
        let offer = match slot {
            OfferSlot::IncomingAuthenticated => &offers.authenticated,
            OfferSlot::IncomingUnauthenticated => &offers.unauthenticated,
            OfferSlot::Consult => &offers.consult,
            OfferSlot::Transfer => &offers.transfer,
            OfferSlot::Supervisor => &offers.supervisor,
        };
        let (template, auto_assign, reject) = (offer.template.clone(), offer.auto_assign, offer.reject);
        let until = self.now.plus(Duration(offer.countdown)).unwrap_or(Instant(i64::MAX));
        self.item_mut(item).offer = Some(Offer { until, auto_assign, reject });
        let (id, agent) = (self.item(item).id.clone(), self.agent(agent).entry.id.clone());
        let template = template.map(Into::into);
        self.out.push(Effect::Offered { item: id, agent, slot, template, until, auto_assign });
        if auto_assign {
            self.begin(item, cause);
        }
    }

    /// The agent begins to work on the item that is theirs.
    pub(crate) fn begin(&mut self, item: usize, cause: Cause) {
        let (now, item_of) = (self.now, self.item_mut(item));
        let agent = item_of.holder.unwrap();
        item_of.works = true;
        item_of.last = Some(agent);
        item_of.belongs = Some(agent);
        let id = item_of.id.clone();
        if let (Some(queue), Some(since), false) = (item_of.queue, item_of.since, item_of.counted) {
            item_of.counted = true;
            self.averages[queue].add(now.0 - since.0, now);
        }
        self.did_something(agent);
        let agent = self.agent(agent).entry.id.clone();
        self.out.push(Effect::Assigned { item: id, agent, cause });
    }
}

impl super::desk::Average {
    fn add(&mut self, wait: i64, now: Instant) {
        if self.forgotten(now) {
            *self = Self::default();
        }
        if self.count == 0 {
            self.wait = wait;
        } else {
            self.wait += (wait - self.wait) / 20;
        }
        self.count += 1;
        self.last = Some(now);
    }

    fn forgotten(&self, now: Instant) -> bool {
        self.last.is_some_and(|last| now.0 - last.0 >= 7 * 86_400_000_000)
    }

    pub(crate) fn known(&self, now: Instant) -> Option<Duration> {
        (self.count >= 20 && !self.forgotten(now)).then_some(Duration(self.wait))
    }
}
