//! How items come into queues (domain sections 9 and 10).

use super::effect::{Cause, Effect, ItemState};
use super::item::Item;
use super::rules::Loads;
use super::turn::{Standings, Turn};
use crate::bytecode::{Class, Members};

/// From which wait on customers are told how long they may wait (domain section 9.2).
const WORTH_TELLING: i64 = 60_000_000;

impl Turn<'_> {
    /// An item comes into a queue, and waits there.
    pub(super) fn enter(&mut self, number: u64, queue: u32, cause: Cause) {
        let now = self.now;
        let Some(item) = self.item_mut(number) else { return };
        if item.queue.is_some_and(|before| before != queue) {
            item.first = None;
        }
        item.queue = Some(queue);
        item.since = now;
        item.asked = None;
        item.moved |= matches!(
            cause,
            Cause::OverflowOnArrival | Cause::OverflowAfterWait | Cause::Transferred | Cause::Supervisor
        );
        let effect = Effect::Queued { item: self.id(number), queue: self.state.names.queue(queue), cause };
        self.effects.push(effect);
    }

    /// Closes a conversation that has come into a queue in which there is nobody; a record stays.
    pub(super) fn close_if_forsaken(&mut self, number: u64) {
        let Some(item) = self.item(number).filter(|item| item.is_open() && !item.homeward) else { return };
        let Some(queue) = item.queue.filter(|_| !self.is_awaited(item)) else { return };
        let forsaken = self.is_forsaken(queue);
        if forsaken && self.class(number) != Class::Record {
            self.say(number, "not_assigned");
            self.close(number, Cause::EmptyQueue);
        }
    }

    /// An item leaves whoever has it, and comes into a queue.
    pub(super) fn send(&mut self, number: u64, queue: u32, cause: Cause) {
        self.leave(number, ItemState::Open, cause);
        if let Some(item) = self.item_mut(number) {
            item.wrapped_at = None;
            item.bot = None;
        }
        self.enter(number, queue, cause);
        self.close_if_forsaken(number);
    }

    /// What a new item's customer is told.
    pub(super) fn greet(&mut self, number: u64, queue: Option<u32>) {
        self.say(number, "greeting");
        let Some(queue) = queue else { return };
        if !self.is_open(queue) {
            self.say(number, "out_of_hours");
        }
        if self.class(number) == Class::PersistentChat {
            return;
        }
        let standings = Standings { state: self.state, now: self.now };
        let ahead = standings.waiting_items(queue) > 0;
        let wait = standings.predicted_wait(queue).filter(|wait| wait.0 > WORTH_TELLING);
        if ahead {
            self.say(number, "position");
        }
        if wait.is_some() {
            self.say(number, "wait");
        }
    }

    /// Whether an item waits for the agent who is to be asked first.
    pub(super) fn is_awaited(&self, item: &Item) -> bool {
        item.first.is_some_and(|(agent, until)| {
            self.agent(agent).is_some_and(|agent| !agent.gone) && until.is_none_or(|until| self.now < until)
        })
    }

    /// Whether there is nobody in a queue, nobody is expected, and nothing leads on.
    fn is_forsaken(&mut self, queue: u32) -> bool {
        let Some(settings) = self.queue(queue) else { return false };
        let parked = matches!(settings.members, Members::Nobody | Members::Elsewhere);
        !parked && settings.waiting.is_empty() && !self.has_members(queue, &settings.members)
    }

    /// Whether anybody is in a queue at this moment: of those who changed since it was worked out, conditions are asked
    /// again.
    fn has_members(&mut self, queue: u32, said: &Members) -> bool {
        if matches!(said, Members::When(_)) {
            let changed: Vec<u32> = self.state.found.changed.iter().copied().collect();
            for agent in changed {
                self.see_membership(agent, queue);
            }
        }
        self.state.found.queue(queue).is_some_and(|found| !found.members.is_empty())
    }

    /// The queue that an item is in, or else the fallback of its workstream.
    pub(super) fn queue_of(&self, number: u64) -> u32 {
        let Some(item) = self.item(number) else { return 0 };
        item.queue.unwrap_or_else(|| self.fallback(item.workstream))
    }

    /// The fallback of a workstream.
    pub(super) fn fallback(&self, workstream: u32) -> u32 {
        self.routing(workstream).map_or(0, |known| known.fallback)
    }
}
