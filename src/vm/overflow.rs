//! Overflow on arrival (domain section 9.1).

use super::facts::QueueFacts;
use super::outcome::{Candidate, Why};
use super::pipeline::Pipeline;
use crate::bytecode::{Action, MISSING, Overflow, Queue, RuleId, Verified};
use crate::calendar::ResolvedCalendar;
use crate::item::Frame;
use crate::value::Instant;

impl<'a> Pipeline<'a> {
    /// The first candidate whose queue has room; else the first whose queue is open; else the one that opens first.
    pub(super) fn select(&mut self) -> Option<Candidate> {
        for at in 0..self.outcome.matched.len() {
            let candidate = self.outcome.matched.get(at).copied()?;
            let overflow = self.overflowing(candidate);
            if let Some(place) = self.outcome.matched.get_mut(at) {
                place.overflow = overflow;
            }
            if overflow.is_none() {
                return Some(candidate);
            }
        }
        let candidates = self.outcome.matched.iter();
        candidates.min_by_key(|candidate| self.opens(**candidate)).copied()
    }

    /// When the candidate's queue is open next: now for an open one, so that it comes first; never comes last.
    fn opens(&self, candidate: Candidate) -> Instant {
        let now = self.run.now;
        let Some(calendar) = self.calendar(candidate.queue) else { return now };
        calendar.next_open(now).unwrap_or(Instant(i64::MAX))
    }

    fn queue(&self, place: Option<u32>) -> Option<&'a Queue> {
        self.run.program.queues.get(usize::try_from(place?).ok()?)
    }

    fn calendar(&self, queue: Option<u32>) -> Option<&'a ResolvedCalendar> {
        self.run.verified.calendar(self.queue(queue)?.calendar?)
    }

    /// The overflow rule that keeps the item out of the candidate's queue: the route rule's own rules, if it has any,
    /// stand in for the queue's.
    fn overflowing(&mut self, candidate: Candidate) -> Option<RuleId> {
        let queue = self.queue(candidate.queue)?;
        let own = self.send(candidate.rule).and_then(|send| send.overflow);
        let list = own.or(queue.overflow)?;
        self.set_facts(candidate.queue?, queue);
        self.ask(list);
        self.matching.first().copied()
    }

    fn set_facts(&mut self, place: u32, queue: &Queue) {
        let facts = match self.queues {
            Some(queues) => queues.of_queue(place),
            None => self.facts.of_queue(&queue.name),
        };
        tell(self.run.verified, self.run.frame, place, facts, self.run.now);
    }

    /// Does what an overflow rule says. The queue it transfers to is not asked again.
    pub(super) fn fire(&mut self, queue: u32, rule: RuleId) {
        self.applied(rule);
        self.outcome.why = Why::Overflow { queue, rule };
        self.outcome.queue = match self.overflow_of(rule) {
            Some(Overflow::AssignAnyway) | None => Some(queue),
            Some(Overflow::Transfer(other)) => Some(*other),
            Some(
                Overflow::EndConversation
                | Overflow::Callback
                | Overflow::EndCall
                | Overflow::External(_)
                | Overflow::Voicemail,
            ) => None,
        };
    }

    fn overflow_of(&self, rule: RuleId) -> Option<&'a Overflow> {
        overflow_in(self.actions(rule))
    }
}

/// Tells rules how things stand in the queue of that place.
pub(super) fn tell(verified: &Verified, frame: &mut Frame, place: u32, facts: QueueFacts, now: Instant) {
    let program = verified.program();
    let queue = usize::try_from(place).ok().and_then(|place| program.queues.get(place));
    let calendar = queue.and_then(|queue| verified.calendar(queue.calendar?));
    let closed = calendar.is_some_and(|calendar| !calendar.is_open(now));
    let known = program.known;
    frame.set(known.waiting_items, facts.waiting_items.unwrap_or(MISSING));
    frame.set(known.predicted_wait, facts.predicted_wait.map_or(MISSING, |wait| wait.0));
    frame.set(known.out_of_hours, i64::from(closed));
}

/// What an overflow rule does, among its actions.
pub(super) fn overflow_in(actions: &[Action]) -> Option<&Overflow> {
    actions.iter().find_map(Action::as_overflow)
}
