//! What supervisors decide, and what that goes past (domain section 17.1).

use super::effect::{Cause, ItemState, OfferSlot};
use super::note::{Bypass, Note};
use super::turn::{Outcome, Turn};
use crate::bytecode::Matching;
use std::sync::Arc;

impl Turn<'_> {
    /// A supervisor gives the item to an agent.
    pub(super) fn supervisor_assigns(&mut self, number: u64, agent: u32) -> Outcome {
        let has =
            self.item(number).and_then(|item| item.with.as_ref()).is_some_and(|with| with.agent == agent);
        if has {
            return Err(self.wrong_state(number, "the agent has it already"));
        }
        let mut past = self.in_the_way(agent, number);
        let item = self.item(number);
        if item.and_then(|item| item.home).is_some_and(|home| home != agent) {
            past.push(Bypass::Affinity);
        }
        let queue = self.queue_of(number);
        if item.is_some_and(|item| item.queue.is_some()) && !self.is_member(agent, queue) {
            past.push(Bypass::Membership);
        }
        self.note_bypass(number, "assigns", past);
        if let Some(item) = self.item_mut(number) {
            item.home = None;
            item.first = None;
            item.wrapped_at = None;
        }
        self.leave(number, ItemState::Active, Cause::Supervisor);
        self.offer(number, agent, Cause::Supervisor, OfferSlot::Supervisor);
        Ok(())
    }

    /// A supervisor sends the item to a queue.
    pub(super) fn supervisor_transfers(&mut self, number: u64, queue: u32) -> Outcome {
        self.must_take(number, queue)?;
        let mut past = Vec::new();
        if self.item(number).is_some_and(|item| item.home.is_some()) {
            past.push(Bypass::Affinity);
        }
        if self.arrivals(queue).is_some_and(|known| known.overflow.is_some()) {
            past.push(Bypass::Overflow);
        }
        if !self.is_open(queue) {
            past.push(Bypass::Hours);
        }
        self.note_bypass(number, "transfers", past);
        self.belongs_to_nobody(number);
        self.send(number, queue, Cause::Supervisor);
        Ok(())
    }

    /// A supervisor gives the item back to its queue; one that waits there goes on waiting.
    pub(super) fn supervisor_returns(&mut self, number: u64) {
        let affinity = self.item(number).is_some_and(|item| item.home.is_some());
        self.note_bypass(number, "returns", if affinity { vec![Bypass::Affinity] } else { Vec::new() });
        self.belongs_to_nobody(number);
        if self.item(number).is_some_and(|item| !item.is_open()) {
            let queue = self.queue_of(number);
            self.send(number, queue, Cause::Supervisor);
        }
    }

    /// An item neither belongs to an agent any more nor waits for one.
    fn belongs_to_nobody(&mut self, number: u64) {
        if let Some(item) = self.item_mut(number) {
            item.home = None;
            item.homeward = false;
            item.first = None;
        }
    }

    fn note_bypass(&mut self, number: u64, deed: &str, past: Vec<Bypass>) {
        let (actor, deed) = (Arc::from("a supervisor"), Arc::from(deed));
        self.note(Note::Bypassed { actor, deed, item: self.id(number), past });
    }

    /// A supervisor closes the item.
    pub(super) fn supervisor_closes(&mut self, number: u64) {
        self.note_bypass(number, "closes", Vec::new());
        self.close(number, Cause::Supervisor);
    }

    /// Notes what an agent does, and what that goes past: it is not asked whether `to` could have the item.
    pub(super) fn note_deed(&mut self, actor: u32, deed: &str, number: u64, to: u32) {
        let past = self.in_the_way(to, number);
        let (actor, deed) = (Arc::from(format!("`{}`", self.agent_id(actor))), Arc::from(deed));
        self.note(Note::Bypassed { actor, deed, item: self.id(number), past });
    }

    /// What would keep an item from being offered to an agent, but for membership and affinity.
    fn in_the_way(&self, number: u32, item: u64) -> Vec<Bypass> {
        let Some(agent) = self.agent(number) else { return Vec::new() };
        let Some((item, settings)) = self.item(item).zip(self.settings(item)) else { return Vec::new() };
        let declines = item.declines.get(&number).copied().unwrap_or(0);
        let room =
            agent.has_room(&item.demand, &self.desk.profiles) && !agent.is_blocked(&self.desk.profiles);
        let skilled = settings.matching != Matching::Exact || self.meets(agent, &item.skills);
        let asked = [
            (Bypass::Capacity, room),
            (Bypass::Presence, agent.presence.base.is_in(settings.presences)),
            (Bypass::Skills, skilled),
            (Bypass::Declines, declines < self.desk.organisation.decline_limit),
        ];
        asked.into_iter().filter(|(_, fits)| !fits).map(|(bypass, _)| bypass).collect()
    }
}
