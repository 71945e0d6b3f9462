//! Who could have an open item, said once more and apart from how the naive dispatcher looks for the best of them: what
//! is matched, by either dispatcher, must fit this.

use super::Naive;
use super::desk::{Agent, Item};
use super::presence::OFFLINE;
use enroute::bytecode::{Demand, Matching};
use enroute::dispatch::{ItemState, Mastery};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What of the workstream's settings counts.
struct Asked {
    presences: bool,
    units: bool,
    skills: bool,
}

impl Naive<'_> {
    /// Every open item with every agent who could have it just now.
    pub(crate) fn who_could(&mut self) -> BTreeSet<(Arc<str>, Arc<str>)> {
        let mut all = BTreeSet::new();
        for item in 0..self.items.len() {
            if self.items[item].state != ItemState::Open || self.items[item].queue.is_none() {
                continue;
            }
            let asked = self.asked_of(item);
            for agent in 0..self.agents.len() {
                if self.could_have(item, agent, &asked) {
                    all.insert((self.items[item].id.clone(), self.agents[agent].entry.id.clone()));
                }
            }
        }
        all
    }

    /// What an assignment restates, or everything.
    fn asked_of(&mut self, item: usize) -> Asked {
        match self.assignment(item) {
            None => Asked { presences: true, units: true, skills: true },
            Some(assignment) => {
                let inherit = self.desk().assignments[assignment as usize].inherit;
                Asked { presences: inherit.presences, units: inherit.capacity, skills: inherit.skills }
            }
        }
    }

    fn could_have(&mut self, item: usize, agent: usize, asked: &Asked) -> bool {
        self.is_in_its_queue(item, agent)
            && self.has_not_declined(&self.items[item], &self.agents[agent])
            && self.is_present(&self.items[item], &self.agents[agent], asked)
            && self.has_room(item, &self.agents[agent], asked)
            && (!asked.skills || self.is_skilled(&self.items[item], &self.agents[agent]))
    }

    /// A member of the queue, or the one agent for whom the item waits.
    fn is_in_its_queue(&mut self, item: usize, agent: usize) -> bool {
        let known = &self.items[item];
        let asked_first = known.first.as_ref().filter(|(id, _)| *id == self.agents[agent].entry.id);
        let waits = asked_first.is_some_and(|(_, until)| until.is_none_or(|until| self.now < until));
        let queue = known.queue.unwrap();
        waits || self.is_member(queue, agent)
    }

    fn has_not_declined(&self, item: &Item, agent: &Agent) -> bool {
        let limits = self.desk().organisation;
        let times = item.declined.get(&agent.entry.id).copied().unwrap_or(0);
        times < limits.decline_limit && item.declines < limits.decline_total
    }

    fn is_present(&self, item: &Item, agent: &Agent, asked: &Asked) -> bool {
        let (_, base) = self.presence(agent);
        let allowed = self.desk().workstreams[item.workstream].presences;
        if asked.presences { allowed >> base & 1 == 1 } else { base != OFFLINE }
    }

    /// Room for the item, and no profile that keeps all other work away.
    fn has_room(&self, item: usize, agent: &Agent, asked: &Asked) -> bool {
        let profiles = self.profiles_free(agent);
        let load = |place: u32| profiles[place as usize].map_or(0, |(_, load)| load);
        let free = |place: u32| profiles[place as usize].map_or(0, |(free, _)| free);
        let settings = &self.desk().profiles;
        let fits = |place: u32| {
            free(place) >= 1 && settings[place as usize].excludes.iter().all(|other| load(*other) == 0)
        };
        let keeps_away = (0..).zip(settings).any(|(place, profile): (u32, _)| {
            profile.blocking && profiles[place as usize].is_some_and(|(free, _)| free <= 0)
        });
        let units = match self.program.workstreams[self.items[item].workstream].capacity {
            Demand::Units(units) if asked.units => self.units_free(agent).is_some_and(|free| free >= units),
            Demand::Units(_) | Demand::Profile(_) => true,
        };
        units && !keeps_away && self.profiles_of(item).into_iter().all(fits)
    }

    /// With `skills exact`: every skill, but for modelled ones, at the level or higher.
    fn is_skilled(&self, item: &Item, agent: &Agent) -> bool {
        let held = |(skill, level): &(u32, Option<i64>)| match agent.skills[*skill as usize] {
            Mastery::None => false,
            Mastery::Held => level.is_none(),
            Mastery::Level(held) => level.is_none_or(|level| held >= level),
        };
        let modelled = |skill: u32| self.desk().skills[skill as usize].modelled;
        self.desk().workstreams[item.workstream].matching != Matching::Exact
            || item.skills.iter().all(|required| modelled(required.0) || held(required))
    }
}
