//! What becomes due as time passes, each thing at its own instant.

use super::Naive;
use super::desk::{Line, Mode};
use super::matching::number;
use enroute::bytecode::{Class, Overflow, WrapUp};
use enroute::dispatch::{Cause, Effect, ItemState, Way};
use enroute::value::{Duration, Instant};
use std::collections::BTreeSet;

pub(crate) const GRACE: i64 = 150_000_000;
const BOT: i64 = 1_800_000_000;
const DAY: i64 = 86_400_000_000;
/// How long a pause does not end a shift.
const PAUSE: i64 = 14_400_000_000;

/// Something that becomes due, in the order of one instant; with the number of its item, agent or queue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Due {
    Shift(usize),
    Grace(usize),
    Offer(usize),
    Window(usize),
    Dropped(usize),
    WrapUp(usize),
    Close(usize),
    Overflow(usize, usize),
    Hours(usize),
    Again,
}

impl Due {
    /// Whether this comes with the instant, whatever happens.
    fn turns(self) -> bool {
        matches!(self, Self::Shift(_) | Self::Hours(_) | Self::Again)
    }
}

impl Naive<'_> {
    /// Lets time pass: at each instant all that is due happens, then items and agents are brought together.
    pub(crate) fn pass(&mut self, until: Instant) {
        while let Some((at, _)) = self.dues().into_iter().min().filter(|(at, _)| *at <= until) {
            let at = at.max(self.now);
            let turned = self.dues().into_iter().filter(|(due, what)| *due <= at && what.turns());
            let turned: BTreeSet<Due> = turned.map(|(_, what)| what).collect();
            self.now = at;
            for due in turned {
                self.happen(due);
            }
            self.fall_due();
            self.matching();
        }
        self.now = until;
    }

    /// What is due by now happens, one after the other.
    pub(crate) fn fall_due(&mut self) {
        while let Some((_, due)) = self.dues().into_iter().min().filter(|(due, _)| *due <= self.now) {
            self.happen(due);
        }
    }

    /// When something becomes due next.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.dues().into_iter().map(|(at, _)| at).min()
    }

    fn dues(&self) -> Vec<(Instant, Due)> {
        let mut all = Vec::new();
        for agent in &self.agents {
            if let Line::Lost(since) = agent.line {
                all.push((plus(since, GRACE), Due::Grace(agent.number)));
            }
            all.extend(self.shift_change(agent).map(|at| (at, Due::Shift(agent.number))));
        }
        for (place, item) in self.items.iter().enumerate() {
            all.extend(item.offer.map(|offer| (offer.until, Due::Offer(item.number))));
            all.extend(item.window.map(|until| (until, Due::Window(item.number))));
            all.extend(item.dropped.map(|until| (until, Due::Dropped(item.number))));
            all.extend(self.closes_at(place).map(|at| (at, Due::Close(item.number))));
            all.extend(self.next_overflow(place).map(|(at, rule)| (at, Due::Overflow(item.number, rule))));
        }
        for claim in &self.claims {
            all.extend(claim.until.map(|until| (until, Due::WrapUp(claim.number))));
        }
        for (place, queue) in self.program.queues.iter().enumerate() {
            if let Some(calendar) = queue.calendar {
                all.extend(self.change_of(calendar).map(|at| (at, Due::Hours(place))));
            }
        }
        all.extend(self.wakes.iter().map(|at| (*at, Due::Again)));
        all
    }

    /// The next instant at which a calendar opens or closes.
    fn change_of(&self, calendar: u32) -> Option<Instant> {
        let calendar = self.verified.calendar(calendar).unwrap();
        let change = |from: Instant| {
            if calendar.is_open(self.now) { calendar.next_close(from) } else { calendar.next_open(from) }
        };
        change(Instant(self.now.0 + 1))
    }

    /// The next instant at which an agent's working time begins or ends.
    fn working_changes(&self, agent: &super::desk::Agent) -> Option<Instant> {
        if let Some(calendar) = agent.calendar {
            return self.change_of(calendar);
        }
        agent.shifts.iter().flat_map(|(from, to)| [*from, *to]).filter(|at| *at > self.now).min()
    }

    /// When something about an agent's shift happens next. Where it never ends any more, days end at midnight.
    fn shift_change(&self, agent: &super::desk::Agent) -> Option<Instant> {
        let midnight = || Instant((self.now.0.div_euclid(DAY) + 1) * DAY);
        let daily = || self.claims.iter().any(|claim| claim.agent == agent.number && !claim.daily.is_empty());
        self.working_changes(agent).or_else(|| daily().then(midnight))
    }

    fn closes_at(&self, place: usize) -> Option<Instant> {
        let item = &self.items[place];
        let settings = &self.desk().workstreams[item.workstream];
        if item.bot.is_some() {
            return Some(plus(item.clock, BOT));
        }
        let after = match item.state {
            ItemState::Open => settings.closing.open,
            ItemState::Active => settings.closing.active,
            ItemState::WrapUp => settings.closing.wrap_up,
            ItemState::Waiting => settings.closing.waiting,
            ItemState::Closed => None,
        };
        let at = plus(item.clock, after?);
        let least = match (item.state, settings.wrap_up) {
            (ItemState::WrapUp, WrapUp::For(time)) => plus(item.state_since, time),
            _ => at,
        };
        Some(at.max(least))
    }

    /// The next rule of overflow that an open item waits for, and when its wait is reached.
    pub(crate) fn next_overflow(&self, place: usize) -> Option<(Instant, usize)> {
        let item = &self.items[place];
        let (queue, since) = (item.queue?, item.since?);
        if item.state != ItemState::Open {
            return None;
        }
        let rules = self.desk().queues[queue].waiting.iter().enumerate();
        let left = rules.filter(|(rule, _)| !item.asked.contains(rule));
        left.filter_map(|(rule, waiting)| {
            let at = match waiting.hours {
                None => plus(since, waiting.after),
                Some(hours) => {
                    self.verified.calendar(hours).unwrap().after_open(since, Duration(waiting.after))?
                }
            };
            Some((at, rule))
        })
        .min()
    }

    fn happen(&mut self, due: Due) {
        let item = |naive: &Self, number: usize| naive.items.iter().position(|item| item.number == number);
        match due {
            Due::Shift(agent) => self.shift(agent),
            Due::Grace(agent) => self.grace_ends(agent),
            Due::Offer(number) => {
                let item = item(self, number).unwrap();
                self.miss(item);
            }
            Due::Window(number) => {
                let item = item(self, number).unwrap();
                self.item_mut(item).window = None;
                self.lose(item, Cause::CustomerLost);
            }
            Due::Dropped(number) => {
                let item = item(self, number).unwrap();
                self.open_anew(item, Cause::Dropped);
            }
            Due::WrapUp(number) => self.wrap_up_ends(number),
            Due::Close(number) => {
                let item = item(self, number).unwrap();
                self.close_by_itself(item);
            }
            Due::Overflow(number, rule) => {
                let item = item(self, number).unwrap();
                self.ask_overflow(item, rule);
            }
            // What calendars and rules say is looked up whenever it is needed.
            Due::Hours(_) => {}
            Due::Again => {
                let now = self.now;
                self.wakes.retain(|at| *at > now);
            }
        }
    }

    fn shift(&mut self, agent: usize) {
        let worked = self.agent(agent).working;
        let works = self.works_now(self.agent(agent));
        self.agent_mut(agent).working = works;
        let next = self.working_changes(self.agent(agent));
        let goes_on = next.is_some_and(|next| next.0 - self.now.0 <= PAUSE);
        let midnight = next.is_none() && self.now.0 % DAY == 0;
        if worked && !works && !goes_on || midnight {
            self.end_shift(agent);
        }
    }

    fn grace_ends(&mut self, agent: usize) {
        self.agent_mut(agent).line = Line::Gone;
        let theirs = |item: &super::desk::Item| {
            item.holder == Some(agent) && item.works && item.state == ItemState::Active
        };
        let numbers: Vec<usize> =
            self.items.iter().filter(|item| theirs(item)).map(|item| item.number).collect();
        for number in numbers {
            let item = self.items.iter().position(|item| item.number == number).unwrap();
            if self.class(item) != Class::Record {
                self.open_anew(item, Cause::Dropped);
            }
        }
    }

    /// The countdown ran out, or the agent's desk says so.
    pub(crate) fn miss(&mut self, item: usize) {
        let known = self.item_mut(item);
        if known.works {
            known.offer = None;
            return;
        }
        let agent = known.holder.unwrap();
        if self.class(item) == Class::Record {
            self.item_mut(item).offer = None;
            self.begin(item, Cause::Missed);
            self.settle(agent, Cause::Capacity);
            return;
        }
        let mut cause = Cause::Capacity;
        if self.desk().organisation.miss_makes_inactive {
            self.agent_mut(agent).mode = Mode::Set(super::presence::INACTIVE);
            cause = Cause::Missed;
        }
        self.count_decline(item, agent);
        self.open_again(item, Cause::Missed, cause);
    }

    pub(crate) fn count_decline(&mut self, item: usize, agent: usize) {
        let id = self.agent(agent).entry.id.clone();
        let known = self.item_mut(item);
        *known.declined.entry(id).or_default() += 1;
        known.declines += 1;
        if known.belongs == Some(agent) {
            known.belongs = None;
        }
    }

    /// The customer is gone: an open or unanswered item is closed, one that is worked on is wrapped up.
    pub(crate) fn lose(&mut self, item: usize, cause: Cause) {
        let known = self.item(item);
        match known.state {
            ItemState::Active if known.works => self.wrap_up(item, cause),
            ItemState::Open | ItemState::Active => self.close(item, cause),
            ItemState::WrapUp | ItemState::Waiting | ItemState::Closed => {}
        }
    }

    fn wrap_up_ends(&mut self, number: usize) {
        let now = self.now;
        let due = self
            .claims
            .iter()
            .find(|claim| claim.number == number && claim.until.is_some_and(|at| at <= now));
        let agent = due.unwrap().agent;
        self.give_back(number, agent);
        self.settle(agent, Cause::WrapUpOver);
    }

    fn close_by_itself(&mut self, item: usize) {
        let known = self.item(item);
        if self.class(item) == Class::Voice && known.state == ItemState::Active && known.works {
            self.wrap_up(item, Cause::Inactivity);
        } else {
            self.close(item, Cause::Inactivity);
        }
    }

    pub(crate) fn ask_overflow(&mut self, item: usize, place: usize) {
        let queue = self.item(item).queue.unwrap();
        let rule = self.desk().queues[queue].waiting[place].rule;
        self.item_mut(item).asked.push(place);
        let action = self.program.actions_of(&self.program.rules[rule.index()]);
        let action = action.iter().find_map(|action| action.as_overflow()).unwrap().clone();
        let leaves = match action {
            Overflow::Callback | Overflow::EndConversation | Overflow::EndCall | Overflow::Voicemail => true,
            Overflow::AssignAnyway | Overflow::Transfer(_) | Overflow::External(_) => false,
        };
        if leaves && self.item(item).moved && self.class(item) == Class::Voice {
            return;
        }
        let loads = self.counts();
        let holds = {
            let known = &self.items[item];
            let waiting = enroute::dispatch::Waiting {
                id: &known.id,
                item: &known.values,
                workstream: number(known.workstream),
                since: known.since.unwrap(),
                now: self.now,
            };
            self.rules.overflows(number(queue), rule, &waiting, &loads)
        };
        if holds {
            self.overflow(item, &action);
        }
    }

    fn overflow(&mut self, item: usize, action: &Overflow) {
        let cause = Cause::OverflowAfterWait;
        match action {
            Overflow::AssignAnyway => {}
            Overflow::Transfer(queue) => {
                self.enter(item, *queue as usize, cause);
                self.close_if_nobody(item);
            }
            Overflow::EndConversation | Overflow::EndCall => self.close(item, cause),
            Overflow::Callback => self.send_away(item, Way::Callback, cause),
            Overflow::External(to) => {
                self.send_away(item, Way::External { number: to.as_str().into() }, cause);
            }
            Overflow::Voicemail => self.send_away(item, Way::Voicemail, cause),
        }
    }

    pub(crate) fn send_away(&mut self, item: usize, to: Way, cause: Cause) {
        let id = self.item(item).id.clone();
        self.out.push(Effect::Left { item: id, to });
        self.close(item, cause);
    }
}

pub(crate) fn plus(at: Instant, micros: i64) -> Instant {
    Instant(at.0.saturating_add(micros))
}
