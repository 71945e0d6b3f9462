//! What agents answer to offers (domain sections 12 and 20).

use super::effect::{Cause, ItemState};
use super::flow::offer_of;
use super::item::Item;
use super::note::Note;
use super::refusal::Refusal;
use super::turn::{Outcome, Turn};
use crate::bytecode::Class;
use std::sync::Arc;

impl Turn<'_> {
    /// The agent takes what was offered.
    pub(super) fn accepts(&mut self, agent: u32, number: u64) -> Outcome {
        if self
            .item(number)
            .is_some_and(|item| item.state == ItemState::Active && item.worker() == Some(agent))
        {
            // It is theirs already: this only opens it.
            if let Some(with) = self.item_mut(number).and_then(|item| item.with.as_mut()) {
                with.until = None;
            }
            return Ok(());
        }
        self.must_be_offered(agent, number)?;
        let Some(with) = self.item_mut(number).and_then(|item| item.with.as_mut()) else { return Ok(()) };
        with.until = None;
        self.works(number, Cause::Accepted);
        Ok(())
    }

    /// The agent declines what was offered.
    pub(super) fn rejects(&mut self, agent: u32, number: u64) -> Outcome {
        self.must_be_offered(agent, number)?;
        let with = self.item(number).and_then(|item| item.with.as_ref());
        let offer = with.zip(self.settings(number)).map(|(with, settings)| offer_of(settings, with.slot));
        let fixed = offer.is_some_and(|offer| offer.auto_assign || !offer.reject);
        if fixed && self.class(number) != Class::Record {
            let why = Arc::from("the notification has no button to reject");
            return Err(Refusal::NotAllowed { item: self.id(number), agent: self.agent_id(agent), why });
        }
        self.declines(number, agent, Cause::Rejected);
        Ok(())
    }

    /// The offer runs out.
    pub(super) fn misses(&mut self, agent: u32, number: u64) -> Outcome {
        self.must_be_offered(agent, number)?;
        self.runs_out(number);
        Ok(())
    }

    /// Nobody answered in time. An item that assigns by itself stays.
    pub(super) fn runs_out(&mut self, number: u64) {
        let Some(with) = self.item_mut(number).and_then(|item| item.with.as_mut()) else { return };
        with.until = None;
        let (agent, works) = (with.agent, with.works);
        if !works {
            self.declines(number, agent, Cause::Missed);
        }
    }

    fn must_be_offered(&self, agent: u32, number: u64) -> Outcome {
        let offered = self.item(number).and_then(Item::asked_agent);
        if offered == Some(agent) { Ok(()) } else { Err(self.not_theirs(agent, number)) }
    }

    /// An agent declines an item, by word or by silence (domain section 12): it is open again, with its old wait; one
    /// that never was in a queue comes into its fallback.
    pub(super) fn declines(&mut self, number: u64, agent: u32, cause: Cause) {
        if self.class(number) == Class::Record {
            if let Some(with) = self.item_mut(number).and_then(|item| item.with.as_mut()) {
                with.until = None;
            }
            if self.item(number).is_some_and(|item| item.worker().is_none()) {
                self.works(number, cause);
            }
            return;
        }
        self.count_decline(number, agent);
        self.let_go(number, ItemState::Open, cause);
        self.after_decline(agent, cause);
        if self.item(number).is_some_and(|item| item.queue.is_none()) {
            let queue = self.queue_of(number);
            self.enter(number, queue, cause);
        }
        self.close_if_forsaken(number);
    }

    /// Counts a decline, and what ends by it.
    pub(super) fn count_decline(&mut self, number: u64, agent: u32) {
        let limits = self.desk.organisation;
        let Some(item) = self.item_mut(number) else { return };
        item.declined = item.declined.saturating_add(1);
        let by_agent = item.declines.entry(agent).or_insert(0);
        *by_agent = by_agent.saturating_add(1);
        let (by_agent, all) = (*by_agent, item.declined);
        if item.home == Some(agent) {
            item.home = None;
        }
        if item.first == Some((agent, None)) {
            item.first = None;
        }
        let id = self.id(number);
        if by_agent == limits.decline_limit {
            let agent = Some(self.agent_id(agent));
            self.note(Note::Declined { item: Arc::clone(&id), agent, times: by_agent });
        }
        if all == limits.decline_total {
            self.note(Note::Declined { item: id, agent: None, times: all });
        }
    }
}
