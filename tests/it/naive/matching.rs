//! Who gets what: every open item and every agent, looked at anew for each match.

use super::moves::Way;
use super::skills;
use super::{Look, Naive};
use enroute::bytecode::{AgentBy, Class, Demand, Matching, Members, Method, Picking, Preferred};
use enroute::dispatch::{Cause, ItemState, OfferSlot, Waiting};
use std::sync::Arc;

/// Where an item stands among those that wait; smaller is served first.
type Standing = (i64, bool, String, u32, Vec<(bool, i128)>, i128, i64, usize);

/// How often an agent declined, the keys of the order, their turn, and who it is.
type Candidate = (u32, Vec<(bool, i128)>, u64, usize);

impl Naive<'_> {
    pub(crate) fn matching(&mut self) {
        while let Some((item, agent, cause)) = self.next_match() {
            let slot = if self.item(item).authenticated {
                OfferSlot::IncomingAuthenticated
            } else {
                OfferSlot::IncomingUnauthenticated
            };
            let could = self.who_could();
            self.could.push(could);
            self.give(item, agent, Way::Offered(slot), cause);
        }
    }

    fn next_match(&mut self) -> Option<(usize, usize, Cause)> {
        let order = self.open_items();
        let mut homeward: Vec<usize> =
            order.iter().copied().filter(|item| self.home(*item).is_some()).collect();
        homeward.sort_by_key(|item| {
            let (_, _, _, rule, keys, urgency, age, number) = self.standing(*item);
            (rule, keys, urgency, age, number)
        });
        let at_home = homeward.first().and_then(|item| Some((*item, self.home(*item)?)));
        if let Some((item, agent)) = at_home {
            return Some((item, agent, Cause::Affinity));
        }
        order.into_iter().find_map(|item| {
            let (agent, cause) = self.best(item)?;
            Some((item, agent, cause))
        })
    }

    /// Whether the item is handed out at all just now.
    fn is_handed_out(&self, item: usize) -> bool {
        let known = self.item(item);
        let settings = &self.desk().workstreams[known.workstream];
        let waits = settings.class == Class::PersistentChat && !self.is_open(known.queue.unwrap());
        settings.picking != Picking::Only && !waits
    }

    /// The agent to whom an open item belongs.
    fn home(&self, item: usize) -> Option<usize> {
        let known = self.item(item);
        let affinity = self.desk().workstreams[known.workstream].affinity;
        let refused = known.declines >= self.desk().organisation.decline_total;
        known.belongs.filter(|_| affinity && !refused && self.is_handed_out(item))
    }

    /// The open items that are in a queue, in the order they are served.
    pub(crate) fn open_items(&mut self) -> Vec<usize> {
        let open =
            |place: &usize| self.items[*place].state == ItemState::Open && self.items[*place].queue.is_some();
        let open: Vec<usize> = (0..self.items.len()).filter(open).collect();
        let mut standings: Vec<(Standing, usize)> =
            open.into_iter().map(|item| (self.standing(item), item)).collect();
        standings.sort();
        standings.into_iter().map(|(_, item)| item).collect()
    }

    fn standing(&mut self, item: usize) -> Standing {
        let queue = self.item(item).queue.unwrap();
        let claim = self.program.queues[queue].prioritize.map(|_| {
            let (rules, waiting) = self.ask(item);
            let claim = rules.claim(number(queue), &waiting);
            self.hold_until(claim.until);
            claim.answer
        });
        let settings = &self.desk().queues[queue];
        let assigned = matches!(settings.method, Method::Assignment(_)) || settings.choose.is_some();
        let apart = claim.is_some() || assigned;
        let name = if apart { self.program.queues[queue].name.clone() } else { String::new() };
        let known = self.item(item);
        let live = !matches!(
            self.desk().workstreams[known.workstream].class,
            Class::PersistentChat | Class::Asynchronous
        );
        let age = if live { known.arrived.0 } else { known.wrote.0 };
        let (rule, keys) = match claim {
            Some(claim) => {
                let place = claim.rule;
                let orders = place.map(|place| &settings.orders[place as usize]);
                let keys = orders.into_iter().flatten().zip(&claim.values);
                let keys = keys.map(|(key, value)| {
                    let value = if key.slot.is_none() { Some(age) } else { *value };
                    directed(value, key.descending)
                });
                (place.unwrap_or(u32::MAX), keys.collect())
            }
            None => (u32::MAX, Vec::new()),
        };
        let waited = self.now.0 - known.since.unwrap().0;
        let urgency = known.urgency.iter().filter(|(wait, _)| *wait <= waited).max_by_key(|(wait, _)| *wait);
        let urgency = -i128::from(urgency.map_or(0, |(_, value)| *value));
        (settings.priority, apart, name, rule, keys, urgency, age, known.number)
    }

    /// The agent who gets an open item now.
    pub(crate) fn best(&mut self, item: usize) -> Option<(usize, Cause)> {
        let total = self.desk().organisation.decline_total;
        if !self.is_handed_out(item) || self.item(item).declines >= total {
            return None;
        }
        let only = self.only(item);
        let preferred = self.desk().workstreams[self.item(item).workstream].preferred;
        if preferred != Preferred::No {
            let wanted = self.item(item).preferred.clone();
            let found = wanted.iter().find_map(|id| self.preferred(item, id, only));
            if found.is_some() || preferred == Preferred::Only {
                return found.map(|agent| (agent, Cause::Preferred));
            }
        }
        let among = only.map_or_else(|| (0..self.agents.len()).collect(), |only| vec![only]);
        self.first_of(item, &among, only.is_none()).map(|agent| (agent, Cause::Matched))
    }

    /// The one agent who can have the item now, by its place.
    fn only(&mut self, item: usize) -> Option<usize> {
        let known = self.item(item);
        let (id, time) = known.first.clone()?;
        let place = self.agents.iter().position(|agent| agent.entry.id == id)?;
        let waits = match time {
            None => known.declined.get(&id).is_none_or(|times| *times == 0),
            Some(end) => {
                self.hold_until(Some(end));
                self.now < end
            }
        };
        waits.then_some(place)
    }

    fn preferred(&mut self, item: usize, id: &Arc<str>, only: Option<usize>) -> Option<usize> {
        let place = self.agents.iter().position(|agent| agent.entry.id == *id)?;
        if only.is_some_and(|only| only != place) {
            return None;
        }
        let queue = self.item(item).queue.unwrap();
        let fits = self.has_presence(item, place)
            && self.may_be_asked(item, place)
            && (only.is_some() || self.is_member(queue, place));
        fits.then(|| self.agents[place].number)
    }

    fn has_presence(&self, item: usize, agent: usize) -> bool {
        let (_, base) = self.presence(&self.agents[agent]);
        self.desk().workstreams[self.item(item).workstream].presences & (1 << base) != 0
    }

    fn may_be_asked(&self, item: usize, agent: usize) -> bool {
        self.declined(item, agent) < self.desk().organisation.decline_limit
    }

    fn declined(&self, item: usize, agent: usize) -> u32 {
        self.item(item).declined.get(&self.agents[agent].entry.id).copied().unwrap_or(0)
    }

    fn is_blocked(&self, agent: usize) -> bool {
        let places = self.profiles_free(&self.agents[agent]);
        let mut all = places.iter().zip(&self.desk().profiles);
        all.any(|(known, profile)| profile.blocking && known.is_some_and(|(free, _)| free <= 0))
    }

    fn has_units(&self, item: usize, agent: usize) -> bool {
        match self.program.workstreams[self.item(item).workstream].capacity {
            Demand::Units(units) => self.units_free(&self.agents[agent]).is_some_and(|free| free >= units),
            Demand::Profile(_) => true,
        }
    }

    fn has_places(&self, item: usize, agent: usize) -> bool {
        let known = &self.agents[agent];
        let places = self.profiles_free(known);
        self.profiles_of(item).into_iter().all(|profile| {
            let free = places[profile as usize].is_some_and(|(free, _)| free > 0);
            let excludes = &self.desk().profiles[profile as usize].excludes;
            free && excludes.iter().all(|other| self.load(known.number, *other) == 0)
        })
    }

    fn is_exact(&self, item: usize, agent: usize) -> bool {
        let matching = self.desk().workstreams[self.item(item).workstream].matching;
        matching != Matching::Exact || skills::exact(self.desk(), self.item(item), &self.agents[agent])
    }

    /// Which assignment decides, if one does.
    pub(super) fn assignment(&mut self, item: usize) -> Option<u32> {
        let queue = self.item(item).queue.unwrap();
        let mut chosen = self.item(item).assignment;
        if chosen.is_none() && self.desk().queues[queue].choose.is_some() {
            let (rules, waiting) = self.ask(item);
            let found = rules.choose(number(queue), &waiting);
            self.hold_until(found.until);
            chosen = found.answer;
        }
        match self.desk().queues[queue].method {
            Method::Assignment(own) => chosen.or(Some(own)),
            Method::HighestCapacity | Method::RoundRobin | Method::LeastActive => chosen,
        }
    }

    /// The first of some agents, by place, who can have the item: gives the number.
    fn first_of(&mut self, item: usize, among: &[usize], members: bool) -> Option<usize> {
        let queue = self.item(item).queue.unwrap();
        let mut fit = Vec::new();
        for agent in among {
            let fits =
                !self.is_blocked(*agent) && self.has_places(item, *agent) && self.may_be_asked(item, *agent);
            if fits && (!members || self.is_member(queue, *agent)) {
                fit.push(*agent);
            }
        }
        let found = match self.assignment(item) {
            Some(assignment) => self.by_assignment(item, assignment, &fit),
            None => self.by_method(item, fit),
        };
        found.map(|place| self.agents[place].number)
    }

    fn by_method(&mut self, item: usize, mut fit: Vec<usize>) -> Option<usize> {
        fit.retain(|agent| {
            self.has_presence(item, *agent) && self.has_units(item, *agent) && self.is_exact(item, *agent)
        });
        fit.into_iter().min_by_key(|agent| {
            let closest = self.desk().workstreams[self.item(item).workstream].matching == Matching::Closest;
            let near = if closest {
                skills::distance(self.desk(), self.item(item), &self.agents[*agent])
            } else {
                (0, 0)
            };
            (self.declined(item, *agent), near, self.method_key(item, *agent), *agent)
        })
    }

    fn method_key(&self, item: usize, agent: usize) -> Vec<i64> {
        let known = &self.agents[agent];
        let queue = self.item(item).queue.unwrap();
        let turn = i64::try_from(known.turns.get(&queue).copied().unwrap_or(0)).unwrap();
        match self.desk().queues[queue].method {
            Method::HighestCapacity => {
                vec![-self.most_free(item, agent), known.last_assigned.map_or(i64::MIN, |at| at.0)]
            }
            Method::RoundRobin | Method::Assignment(_) => vec![turn],
            Method::LeastActive => vec![known.idle_since.map_or(i64::MIN, |at| at.0), turn],
        }
    }

    fn most_free(&self, item: usize, agent: usize) -> i64 {
        let known = &self.agents[agent];
        match self.program.workstreams[self.item(item).workstream].capacity {
            Demand::Units(_) => self.units_free(known).unwrap_or(0),
            Demand::Profile(_) => {
                let places = self.profiles_free(known);
                let free = |profile: u32| places[profile as usize].map_or(0, |(free, _)| free);
                self.profiles_of(item).into_iter().map(free).min().unwrap_or(0)
            }
        }
    }

    fn by_assignment(&mut self, item: usize, assignment: u32, fit: &[usize]) -> Option<usize> {
        let inherit = self.desk().assignments[assignment as usize].inherit;
        let orders = self.desk().assignments[assignment as usize].orders.clone();
        let fit: Vec<usize> = fit
            .iter()
            .copied()
            .filter(|agent| {
                let (_, base) = self.presence(&self.agents[*agent]);
                base != super::presence::OFFLINE
                    && (!inherit.presences || self.has_presence(item, *agent))
                    && (!inherit.capacity || self.has_units(item, *agent))
                    && (!inherit.skills || self.is_exact(item, *agent))
            })
            .collect();
        let (rules, waiting) = self.ask(item);
        let asked = rules.asked(assignment, &waiting);
        self.hold_until(asked.until);
        for (place, keys) in orders.iter().enumerate() {
            if asked.answer.get(place / 64).is_none_or(|word| word >> (place % 64) & 1 == 0) {
                continue;
            }
            let mut found: Vec<Candidate> = Vec::new();
            for agent in &fit {
                let look = Look::of(self, *agent);
                let (rules, waiting) = self.ask(item);
                let finds = rules.finds(assignment, number(place), &waiting, &look.view());
                let values = rules.values(assignment, number(place), &look.view());
                self.hold_until(finds.until);
                if finds.answer {
                    let queue = self.item(item).queue.unwrap();
                    let turn = self.agents[*agent].turns.get(&queue).copied().unwrap_or(0);
                    let keys = keys.iter().zip(&values).flat_map(|(key, value)| {
                        self.agent_key(item, *agent, key.by, key.descending, *value)
                    });
                    found.push((self.declined(item, *agent), keys.collect(), turn, *agent));
                }
            }
            if let Some((.., agent)) = found.into_iter().min() {
                return Some(agent);
            }
        }
        None
    }

    fn agent_key(
        &self,
        item: usize,
        agent: usize,
        by: AgentBy,
        descending: bool,
        value: Option<i64>,
    ) -> Vec<(bool, i128)> {
        let (desk, item, agent) = (self.desk(), self.item(item), &self.agents[agent]);
        match by {
            AgentBy::Slot(_) => vec![directed(value, descending)],
            AgentBy::Nearest => {
                let (lacking, more) = skills::distance(desk, item, agent);
                vec![directed(Some(lacking), false), directed(Some(more), false)]
            }
            AgentBy::Most => vec![directed(Some(skills::most(desk, item, agent)), true)],
            AgentBy::Count => {
                let (held, others) = skills::count(desk, item, agent);
                vec![directed(Some(held), true), directed(Some(others), false)]
            }
        }
    }

    pub(crate) fn is_member(&mut self, queue: usize, agent: usize) -> bool {
        let entry = &self.agents[agent].entry;
        match &self.desk().queues[queue].members {
            Members::Everyone => true,
            Members::Nobody => false,
            Members::Agents(all) => all.iter().any(|id| **id == *entry.id),
            Members::Data | Members::Elsewhere => {
                let name = &self.program.queues[queue].name;
                entry.queues.iter().any(|queue| **queue == **name)
            }
            Members::When(_) => {
                let look = Look::of(self, agent);
                let found = self.rules.member(number(queue), &look.view());
                self.hold_until(found.until);
                found.answer
            }
        }
    }

    /// Up to when an answer holds is when rules are asked again.
    pub(crate) fn hold_until(&mut self, until: Option<enroute::value::Instant>) {
        if let Some(until) = until.filter(|until| *until > self.now) {
            self.wakes.insert(until);
        }
    }

    fn ask(&mut self, item: usize) -> (&mut dyn enroute::dispatch::Rules, Waiting<'_>) {
        let known = &self.items[item];
        let waiting = Waiting {
            id: &known.id,
            item: &known.values,
            workstream: number(known.workstream),
            since: known.since.unwrap_or(self.now),
            now: self.now,
        };
        (&mut *self.rules, waiting)
    }
}

/// A key in its direction; a missing value is last in both.
fn directed(value: Option<i64>, descending: bool) -> (bool, i128) {
    let value = value.map(i128::from);
    (value.is_none(), value.map_or(0, |value| if descending { -value } else { value }))
}

pub(crate) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap()
}
