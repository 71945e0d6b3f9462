//! Which line each open item stands in, and where.

use super::agenda::{Group, What};
use super::customer::waits;
use super::effect::ItemState;
use super::found::earlier;
use super::item::{Demand, Item};
use super::line::{BuiltIn, Kind, Need, Place, QueuePlace, Rank};
use super::rules::{Claim, Waiting};
use super::turn::Turn;
use super::waiting::{LineId, Sample, Stands};
use crate::bytecode::{Assignment, Class, DeskWorkstream, Matching, Picking, Preferred};
use crate::value::Instant;
use std::cmp::Reverse;
use std::sync::Arc;

/// Behind every rule: for items that none claims.
const UNCLAIMED: u32 = u32::MAX;

/// An answer that holds up to an instant, noted where all such instants are gathered.
struct Asked {
    until: Option<Instant>,
}

impl Turn<'_> {
    /// Finds an item's place anew, and what is due of it.
    pub(super) fn see_item(&mut self, number: u64) {
        self.unstand(number);
        let ties = self.item(number).map(|item| [item.home, item.first.map(|(agent, _)| agent), item.taken]);
        self.state.found.tie(number, ties.unwrap_or_default());
        if self.is_over(number) {
            self.state.found.tie(number, [None; 3]);
            self.state.told.items.remove(&number);
            self.state.found.due.set(Group::Item, number, Vec::new());
            return;
        }
        if self.item(number).is_some_and(Item::is_open) {
            self.restand(number);
        }
        let due = self.due_of(number);
        self.state.found.due.set(Group::Item, number, due);
    }

    /// Whether nothing is left of an item.
    fn is_over(&self, number: u64) -> bool {
        self.item(number).is_some_and(|item| item.state == ItemState::Closed && item.taken.is_none())
    }

    fn unstand(&mut self, number: u64) {
        let found = &mut self.state.found;
        let Some(stands) = found.places.remove(&number) else { return };
        let Some(queue) = found.queue_mut(stands.queue) else { return };
        queue.waiting -= 1;
        let Some((id, place)) = stands.line else { return };
        if let Some((line, gone)) = queue.leave(id.line, &place) {
            found.forget(LineId { line, ..id }, &gone);
        }
    }

    fn restand(&mut self, number: u64) {
        let mut asked = Asked { until: None };
        let line = self.line_up(number, &mut asked);
        let Some(queue) = self.item(number).and_then(|item| item.queue) else { return };
        // An answer that holds no longer than now would be asked for ever.
        let until = asked.until.filter(|until| *until > self.now);
        let stands = Stands { queue, line, until };
        self.state.found.places.insert(number, stands);
        if let Some(found) = self.state.found.queue_mut(queue) {
            found.waiting += 1;
        }
    }

    /// Puts an item that agents are offered into its line.
    fn line_up(&mut self, number: u64, asked: &mut Asked) -> Option<(LineId, Place)> {
        let item = self.state.told.items.get(&number)?;
        let settings = self.workstream(item.workstream)?;
        let offered =
            settings.picking != Picking::Only && item.declined < self.desk.organisation.decline_total;
        if !offered {
            return None;
        }
        let queue = item.queue?;
        let place = self.find_place(number, queue, asked)?;
        let kind = self.find_kind(number, queue, settings, asked)?;
        let item = self.state.told.items.get(&number)?;
        let sample = || Sample {
            id: Arc::clone(&item.id),
            like: item.like.clone(),
            workstream: item.workstream,
            since: item.since,
        };
        let named: Vec<_> = kind.named().collect();
        let found = usize::try_from(queue).ok().and_then(|at| self.state.found.queues.get_mut(at))?;
        let (line, is_new) = found.line(kind, sample);
        let id = LineId { queue, line };
        found.stand(line, place.clone());
        self.people_line(id, is_new, &named);
        self.state.found.fresh.insert(id);
        Some((id, place))
    }

    fn find_place(&mut self, number: u64, queue: u32, asked: &mut Asked) -> Option<Place> {
        let (claim, keys) = self.claimed(number, queue, asked);
        let item = self.item(number)?;
        asked.until = earlier(asked.until, item.next_urgency(self.now));
        let age = self.age(item);
        let stands = self.state.found.queue(queue)?.stands;
        Some(Place {
            queue: if item.homeward { QueuePlace::default() } else { stands },
            claim,
            keys,
            urgency: Reverse(item.urgency_at(self.now)),
            age: age.0,
            number,
        })
    }

    /// The rule of `prioritize` that claims an item, and its keys.
    fn claimed(&mut self, number: u64, queue: u32, asked: &mut Asked) -> (u32, Vec<Rank>) {
        if self.arrivals(queue).is_none_or(|known| known.prioritize.is_none()) {
            return (UNCLAIMED, Vec::new());
        }
        let now = self.now;
        let Some(item) = self.state.told.items.get(&number) else { return (UNCLAIMED, Vec::new()) };
        let said = self.rules.claim(queue, &waiting(item, now));
        asked.until = earlier(asked.until, said.until);
        let age = self.age(item);
        (said.answer.rule.unwrap_or(UNCLAIMED), self.ranks(queue, &said.answer, age))
    }

    /// Since when an item counts as waiting: since its customer last wrote, where conversations wait for them; else since
    /// it arrived.
    fn age(&self, item: &Item) -> Instant {
        let waits = self.workstream(item.workstream).is_some_and(|settings| waits(settings.class));
        if waits { item.spoken } else { item.arrived }
    }

    fn ranks(&self, queue: u32, claim: &Claim, age: Instant) -> Vec<Rank> {
        let rule = claim.rule.and_then(|rule| usize::try_from(rule).ok());
        let keys = rule.zip(self.queue(queue)).and_then(|(rule, settings)| settings.orders.get(rule));
        let keys = keys.map(Vec::as_slice).unwrap_or_default();
        let values = claim.values.iter().copied().chain(std::iter::repeat(None));
        let rank = |(key, value): (&crate::bytecode::ItemKey, Option<i64>)| {
            let value = if key.slot.is_some() { value } else { Some(age.0) };
            Rank::of(value, key.descending)
        };
        keys.iter().zip(values).map(rank).collect()
    }

    fn find_kind(
        &mut self,
        number: u64,
        queue: u32,
        settings: &DeskWorkstream,
        asked: &mut Asked,
    ) -> Option<Kind> {
        let item = self.item(number)?;
        let in_hours = settings.class == Class::PersistentChat && self.calendar(queue).is_some();
        if let Some(home) = item.home.filter(|_| item.homeward) {
            return Some(Kind::home(home, in_hours));
        }
        let first = item.first.filter(|_| self.is_awaited(item));
        asked.until = earlier(asked.until, first.and_then(|(_, until)| until));
        let preferred = match settings.preferred {
            Preferred::No => Vec::new(),
            Preferred::OrNextBest | Preferred::Only => item.preferred.clone(),
        };
        let preferred_only = settings.preferred == Preferred::Only;
        let mut kind = Kind {
            need: Need::Method(BuiltIn::HighestCapacity),
            demand: item.demand.clone(),
            presences: Some(settings.presences),
            preferred_presences: if preferred.is_empty() { 0 } else { settings.presences },
            skills: item.skills.clone(),
            matching: settings.matching,
            only: first.map(|(agent, _)| agent),
            preferred,
            preferred_only,
            exhausted: self.exhausted(item),
            in_hours,
        };
        match self.method(number, queue, asked) {
            Ok(method) => {
                kind.need = Need::Method(method);
                if kind.matching == Matching::None {
                    kind.skills.clear();
                }
            }
            Err(assignment) => self.by_assignment(number, assignment, &mut kind, asked),
        }
        Some(kind)
    }

    /// Who declined an item too often.
    fn exhausted(&self, item: &Item) -> Vec<u32> {
        let limit = self.desk.organisation.decline_limit;
        item.declines.iter().filter(|(_, times)| **times >= limit).map(|(agent, _)| *agent).collect()
    }

    /// How the agent for an item is chosen: by a method, or by the assignment of that number.
    fn method(&mut self, number: u64, queue: u32, asked: &mut Asked) -> Result<BuiltIn, u32> {
        let now = self.now;
        let own = self.queue(queue).map(|settings| (settings.method, settings.choose.is_some()));
        let Some(((method, chooses), item)) = own.zip(self.state.told.items.get(&number)) else {
            return Ok(BuiltIn::HighestCapacity);
        };
        if let Some(assignment) = item.assignment {
            return Err(assignment);
        }
        if chooses {
            let said = self.rules.choose(queue, &waiting(item, now));
            asked.until = earlier(asked.until, said.until);
            if let Some(assignment) = said.answer {
                return Err(assignment);
            }
        }
        BuiltIn::of(method)
    }

    fn by_assignment(&mut self, number: u64, assignment: u32, kind: &mut Kind, asked: &mut Asked) {
        let now = self.now;
        let Some(item) = self.state.told.items.get(&number) else { return };
        let item = waiting(item, now);
        let said = self.rules.asked(assignment, &item);
        asked.until = earlier(asked.until, said.until);
        let sight = self.rules.sight(assignment, &item);
        kind.need = Need::Assignment { assignment, asked: said.answer, sight };
        let known = usize::try_from(assignment).ok().and_then(|at| self.desk.assignments.get(at));
        let Some(known) = known else { return };
        kind.restrict(known);
    }
}

impl Kind {
    /// Items on their way back to their agent.
    fn home(agent: u32, in_hours: bool) -> Self {
        Self {
            need: Need::Home(agent),
            demand: Demand { units: None, profiles: Vec::new() },
            presences: None,
            preferred_presences: 0,
            skills: Vec::new(),
            matching: Matching::None,
            only: None,
            preferred: Vec::new(),
            preferred_only: false,
            exhausted: Vec::new(),
            in_hours,
        }
    }

    /// An assignment looks at settings of the workstream only where it restates them.
    fn restrict(&mut self, assignment: &Assignment) {
        let inherit = assignment.inherit;
        if !inherit.presences {
            self.presences = None;
        }
        if !inherit.capacity {
            self.demand.units = None;
        }
        if !inherit.skills {
            self.matching = Matching::None;
        }
        if !assignment.looks_at_skills() && self.matching != Matching::Exact {
            self.skills.clear();
        }
    }
}

/// An item as rules see it.
pub(super) fn waiting(item: &Item, now: Instant) -> Waiting<'_> {
    Waiting { id: &item.id, item: &item.like, workstream: item.workstream, since: item.since, now }
}

impl Turn<'_> {
    /// What is due of an item.
    fn due_of(&self, number: u64) -> Vec<(Instant, What)> {
        let Some(item) = self.item(number) else { return Vec::new() };
        let with = item.with.as_ref();
        let wrapped = item.wrapped_at.filter(|_| item.taken.is_some());
        let until = self.state.found.places.get(&number).and_then(|stands| stands.until);
        let all = [
            (with.and_then(|with| with.until), What::Offer),
            (item.away_until, What::Window),
            (with.and_then(|with| with.dropped_until), What::Drop),
            (wrapped, What::WrapUp),
            (self.closes_at(item), What::Close),
            (self.overflows_at(item), What::Overflow),
            (until, What::Item),
        ];
        all.into_iter().filter_map(|(at, what)| Some((at?, what))).collect()
    }
}
