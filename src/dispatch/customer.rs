//! What customers do (domain sections 17 and 21).

use super::effect::{Cause, ItemState};
use super::item::Item;
use super::refusal::Refusal;
use super::turn::{Outcome, Turn};
use crate::bytecode::Class;

/// Which conversations end when the customer is gone.
fn is_session(class: Class) -> bool {
    match class {
        Class::LiveChat | Class::Voice => true,
        Class::PersistentChat | Class::Asynchronous | Class::Record => false,
    }
}

/// Which conversations wait for their customers.
pub(super) fn waits(class: Class) -> bool {
    match class {
        Class::PersistentChat | Class::Asynchronous => true,
        Class::LiveChat | Class::Voice | Class::Record => false,
    }
}

impl Turn<'_> {
    /// The customer writes again in a waiting conversation.
    pub(super) fn returns(&mut self, number: u64) -> Outcome {
        if self.item(number).is_none_or(|item| item.state != ItemState::Waiting) {
            return Err(self.wrong_state(number, "only a waiting conversation is returned to"));
        }
        let (now, queue) = (self.now, self.queue_of(number));
        let Some(item) = self.item_mut(number) else { return Ok(()) };
        item.spoken = now;
        item.homeward = item.home.is_some();
        self.send(number, queue, Cause::CustomerReturned);
        Ok(())
    }

    /// Somebody says something.
    pub(super) fn writes(&mut self, number: u64) -> Outcome {
        if self.item(number).is_some_and(|item| item.state == ItemState::Waiting) {
            return Err(self.wrong_state(number, "a customer who comes back `returns`"));
        }
        let (now, waits) = (self.now, waits(self.class(number)));
        let Some(item) = self.item_mut(number) else { return Ok(()) };
        item.quiet_since = now;
        if waits && item.worker().is_none() {
            item.spoken = now;
        }
        Ok(())
    }

    /// The customer ends the conversation.
    pub(super) fn customer_ends(&mut self, number: u64) -> Outcome {
        if !is_session(self.class(number)) {
            return Err(self.wrong_class(number, "only the agent ends it"));
        }
        self.hangs_up(number, Cause::EndedByCustomer)
    }

    fn hangs_up(&mut self, number: u64, cause: Cause) -> Outcome {
        let Some(item) = self.item(number) else { return Ok(()) };
        match item.state {
            ItemState::Active if item.worker().is_some() => self.wrap_up(number, cause),
            ItemState::Open | ItemState::Active => self.close(number, cause),
            ItemState::WrapUp | ItemState::Waiting | ItemState::Closed => {
                return Err(self.wrong_state(number, "the conversation has ended"));
            }
        }
        Ok(())
    }

    /// The customer leaves before an agent answered.
    pub(super) fn leaves(&mut self, number: u64) -> Outcome {
        if !is_session(self.class(number)) {
            return Err(self.wrong_class(number, "it stays when its customer leaves"));
        }
        let unanswered =
            |item: &Item| item.is_open() || item.state == ItemState::Active && item.worker().is_none();
        if !self.item(number).is_some_and(unanswered) {
            return Err(self.wrong_state(number, "an agent has answered already"));
        }
        self.close(number, Cause::CustomerLeft);
        Ok(())
    }

    /// The customer's connection is lost.
    pub(super) fn disconnects(&mut self, number: u64) -> Outcome {
        match self.class(number) {
            Class::Voice => self.hangs_up(number, Cause::EndedByCustomer),
            Class::LiveChat => self.may_come_back(number),
            Class::PersistentChat | Class::Asynchronous | Class::Record => {
                Err(self.wrong_class(number, "it stays when its customer is gone"))
            }
        }
    }

    fn may_come_back(&mut self, number: u64) -> Outcome {
        let here = |item: &Item| matches!(item.state, ItemState::Open | ItemState::Active);
        if !self.item(number).is_some_and(here) {
            return Err(self.wrong_state(number, "the conversation has ended"));
        }
        let window = self.settings(number).map_or(0, |settings| settings.reconnect);
        let until = self.after(window);
        if let Some(item) = self.item_mut(number) {
            item.away_until = Some(until);
        }
        self.say(number, "customer_disconnected");
        Ok(())
    }

    /// The customer's connection is back.
    pub(super) fn reconnects(&mut self, number: u64) -> Outcome {
        if self.item(number).is_none_or(|item| item.away_until.is_none()) {
            return Err(self.wrong_state(number, "its customer is not cut off"));
        }
        if let Some(item) = self.item_mut(number) {
            item.away_until = None;
        }
        Ok(())
    }

    /// The customer was cut off for too long.
    pub(super) fn is_lost(&mut self, number: u64) {
        if let Some(item) = self.item_mut(number) {
            item.away_until = None;
        }
        // What does not end by it has ended already.
        let _ = self.hangs_up(number, Cause::CustomerLost);
    }

    /// Values of an item change.
    pub(super) fn updates(&mut self, number: u64, values: &str) -> Outcome {
        let Some(item) = self.item(number) else { return Ok(()) };
        let mut like = item.like.clone();
        self.rules.update(&mut like, values).map_err(|why| Refusal::BadItem { why })?;
        if let Some(item) = self.item_mut(number) {
            item.like = like;
        }
        Ok(())
    }
}
