//! What happens because time passes (domain sections 9.2, 14, 15 and 18).

use super::agenda::{Group, What};
use super::bot::BOT_PATIENCE;
use super::effect::{Cause, Effect, ItemState, Way};
use super::item::Item;
use super::note::Note;
use super::shift::midnight_after;
use super::turn::{Standings, Turn};
use crate::bytecode::{Class, Overflow, WaitingRule};
use crate::value::{Duration, Instant};
use std::sync::Arc;

impl Turn<'_> {
    /// Everything that is due up to an instant happens, at its own. At each instant, first what rules and calendars say
    /// then is looked at, then what is due happens, then items and agents are brought together.
    pub(super) fn pass(&mut self, until: Instant) {
        while let Some(at) = self.state.found.due.next().filter(|at| *at <= until) {
            self.now = self.now.max(at);
            self.state.told.now = self.now;
            while let Some((what, subject)) = self.state.found.due.look(self.now) {
                self.happens(what, subject);
            }
            self.fall_due();
            self.settle();
        }
        self.now = until;
        self.state.told.now = until;
    }

    /// What is due by now happens, one thing after the other.
    pub(super) fn fall_due(&mut self) {
        self.look();
        while let Some((what, subject)) = self.state.found.due.first(self.now) {
            self.happens(what, subject);
            self.look();
        }
    }

    fn happens(&mut self, what: What, subject: u64) {
        let agent = u32::try_from(subject).unwrap_or(u32::MAX);
        match what {
            What::Shift => self.shift_changes(agent),
            What::Grace => {
                self.note_due("the connection was lost for too long", self.agent_id(agent));
                self.stays_away(agent);
                self.state.found.changed.insert(agent);
            }
            What::Offer => {
                self.note_due("the offer ran out", self.id(subject));
                self.runs_out(subject);
            }
            What::Window => {
                self.note_due("the customer did not come back", self.id(subject));
                self.is_lost(subject);
            }
            What::Drop => {
                self.note_due("the agent did not come back", self.id(subject));
                self.goes_back(subject, Cause::Dropped);
            }
            What::WrapUp => self.wrap_up_over(subject),
            What::Close => self.closes_by_itself(subject),
            What::Overflow => self.waited_enough(subject),
            What::Hours => self.hours_change(agent),
            What::Item => {
                self.state.found.touched.insert(subject);
            }
            What::Agent => {
                self.state.found.changed.insert(agent);
            }
        }
    }

    fn note_due(&mut self, what: &str, of: Arc<str>) {
        self.note(Note::Due { at: self.now, what: Arc::from(what), of });
    }

    fn shift_changes(&mut self, number: u32) {
        let (program, now) = (self.program, self.now);
        let Some(agent) = self.agent_mut(number) else { return };
        let ends = agent.hours.ends(program, now);
        agent.working = agent.hours.is_working(program, now);
        if ends && self.end_of_day(number) {
            let agent = self.agent_id(number);
            self.note_due("the shift ended", Arc::clone(&agent));
            self.effects.push(Effect::ShiftEnded { agent });
            self.follow(number, Cause::ShiftEnded);
        }
    }

    /// What an item takes is given back after the work.
    fn wrap_up_over(&mut self, number: u64) {
        self.note_due("the wrap-up time is over", self.id(number));
        let taken = self.item(number).and_then(|item| item.taken);
        if let Some(item) = self.item_mut(number) {
            item.wrapped_at = None;
        }
        self.free(number);
        if let Some(agent) = taken {
            self.follow(agent, Cause::WrapUpOver);
        }
    }

    fn closes_by_itself(&mut self, number: u64) {
        self.note_due("nothing happened for too long", self.id(number));
        let active =
            self.item(number).is_some_and(|item| item.state == ItemState::Active && item.worker().is_some());
        if active && self.class(number) == Class::Voice {
            self.wrap_up(number, Cause::Inactivity);
            return;
        }
        self.say(number, "closed");
        self.close(number, Cause::Inactivity);
    }

    /// When an item is closed if nothing happens.
    pub(super) fn closes_at(&self, item: &Item) -> Option<Instant> {
        let closing = self.workstream(item.workstream)?.closing;
        let after = match item.state {
            ItemState::Open => closing.open,
            ItemState::Active if item.bot.is_some() => Some(BOT_PATIENCE),
            ItemState::Active => closing.active,
            ItemState::WrapUp => closing.wrap_up,
            ItemState::Waiting => closing.waiting,
            ItemState::Closed => None,
        }?;
        let at = item.quiet_since.plus(Duration(after))?;
        // Wrap-up lasts at least as long as its time, which is over where none is noted any more.
        let least = item.wrapped_at.unwrap_or(self.now);
        Some(if item.state == ItemState::WrapUp { at.max(least) } else { at })
    }

    /// When the next rule of overflow of waiting items is reached.
    pub(super) fn overflows_at(&self, item: &Item) -> Option<Instant> {
        self.waiting_rule(item).map(|(at, ..)| at)
    }

    /// The rule of overflow that is asked next of an open item: when, its place, and the rule.
    fn waiting_rule(&self, item: &Item) -> Option<(Instant, u32, WaitingRule)> {
        let rules = (0..).zip(&self.queue(item.queue.filter(|_| item.is_open())?)?.waiting);
        let due = rules.filter_map(|(place, rule)| Some((self.reached(item, *rule)?, place, *rule)));
        due.filter(|(at, place, _)| item.asked.is_none_or(|last| (*at, *place) > last))
            .min_by_key(|(at, place, _)| (*at, *place))
    }

    fn reached(&self, item: &Item, rule: WaitingRule) -> Option<Instant> {
        match rule.hours {
            Some(hours) => self.program.calendar(hours)?.after_open(item.since, Duration(rule.after)),
            None => item.since.plus(Duration(rule.after)),
        }
    }

    /// An item has waited so long that a rule of overflow is asked.
    fn waited_enough(&mut self, number: u64) {
        let Some(item) = self.state.told.items.get(&number) else { return };
        let Some((queue, (at, place, rule))) = item.queue.zip(self.waiting_rule(item)) else { return };
        let moved = item.moved;
        let waiting = super::lines::waiting(item, self.now);
        let standings = Standings { state: self.state, now: self.now };
        let holds = self.rules.overflows(queue, rule.rule, &waiting, &standings);
        if let Some(item) = self.item_mut(number) {
            item.asked = Some((at, place));
        }
        let action = self.action_of(rule).cloned();
        let Some(action) = action.filter(|_| holds) else { return };
        let call = self.class(number) == Class::Voice;
        let leads_on = matches!(action, Overflow::Transfer(_) | Overflow::External(_));
        if !leads_on && (moved && call) {
            return;
        }
        let address = self.rules.address(rule.rule).unwrap_or_else(|| Arc::from("overflow"));
        self.note_due(&format!("waited long enough for {address}"), self.id(number));
        self.overflow(number, &action);
    }

    fn action_of(&self, rule: WaitingRule) -> Option<&Overflow> {
        let program = self.program.program();
        let rule = program.rules.get(rule.rule.index())?;
        program.actions_of(rule).iter().find_map(crate::bytecode::Action::as_overflow)
    }

    fn overflow(&mut self, number: u64, action: &Overflow) {
        let cause = Cause::OverflowAfterWait;
        match action {
            Overflow::AssignAnyway => {}
            Overflow::Transfer(queue) => self.send(number, *queue, cause),
            Overflow::EndConversation | Overflow::EndCall => self.goes_out(number, None, cause),
            Overflow::Callback => self.goes_out(number, Some(Way::Callback), cause),
            Overflow::Voicemail => self.goes_out(number, Some(Way::Voicemail), cause),
            Overflow::External(to) => {
                let way = Way::External { number: Arc::from(to.as_str()) };
                self.goes_out(number, Some(way), cause);
            }
        }
    }

    /// A queue opens or closes: what waits for that is looked at anew.
    pub(super) fn hours_change(&mut self, queue: u32) {
        let open = self.is_open(queue);
        let due = self.calendar(queue).and_then(|calendar| {
            let next = self.now.plus(Duration(1))?;
            if open { calendar.next_close(next) } else { calendar.next_open(next) }
        });
        let due = due.map(|at| (at, What::Hours)).into_iter().collect();
        self.state.found.due.set(Group::Queue, u64::from(queue), due);
        let Some(found) = self.state.found.queue_mut(queue) else { return };
        if found.open == open {
            return;
        }
        found.open = open;
        let waiting: Vec<_> = found.lines.values().filter(|line| line.kind.in_hours).collect();
        let members = found.members.iter().copied().filter(|_| !waiting.is_empty());
        let agents: Vec<u32> = waiting.iter().flat_map(|line| line.kind.named()).chain(members).collect();
        self.state.found.changed.extend(agents);
    }

    /// What is due of an agent.
    pub(super) fn due_of_agent(&self, number: u32) -> Vec<(Instant, What)> {
        let Some(agent) = self.agent(number).filter(|agent| !agent.gone) else { return Vec::new() };
        // Days that end at midnight without anything to give back need nobody's attention.
        let midnight = || {
            let taken = agent.has_places_of_the_day(&self.desk.profiles);
            midnight_after(self.now).filter(|_| taken)
        };
        let shift = agent.hours.next_change(self.program, self.now).or_else(midnight);
        let grace = agent.lost.as_ref().map(|(until, _)| *until).filter(|until| *until > self.now);
        let recheck = self.state.found.recheck_of(number);
        let all =
            [(shift, What::Shift), (grace, What::Grace), (recheck.filter(|at| *at > self.now), What::Agent)];
        all.into_iter().filter_map(|(at, what)| Some((at?, what))).collect()
    }
}
