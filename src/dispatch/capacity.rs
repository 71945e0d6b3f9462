//! What items take of agents, and what is given back (domain section 14).

use super::agent::{Agent, Base, From, MOST_SESSIONS, Presence};
use super::effect::{Cause, Effect};
use super::item::Demand;
use super::turn::Turn;
use crate::bytecode::Profile;

impl Turn<'_> {
    /// An item takes of an agent's capacity.
    pub(super) fn take(&mut self, number: u64, agent: u32) {
        let Some(item) = self.item_mut(number) else { return };
        item.taken = Some(agent);
        let demand = item.demand.clone();
        let Some(agent) = self.agent_mut(agent) else { return };
        agent.units_used = agent.units_used.saturating_add(demand.units.unwrap_or(0));
        for profile in &demand.profiles {
            agent.fill(*profile, 1);
        }
    }

    /// What an item takes of an agent is given back; places that last until the end of the shift are not. It is told only
    /// if there is anything else.
    pub(super) fn free(&mut self, number: u64) {
        let desk = self.desk;
        let now = self.now;
        let Some(item) = self.item_mut(number) else { return };
        let Some(taken) = item.taken.take() else { return };
        let units = item.demand.units.unwrap_or(0);
        let mut profiles = item.demand.profiles.clone();
        profiles.retain(|profile| !lasts(&desk.profiles, *profile));
        if let Some(agent) = self.agent_mut(taken) {
            agent.units_used = agent.units_used.saturating_sub(units);
            agent.idle_since = Some(now);
            for profile in &profiles {
                agent.fill(*profile, -1);
            }
        }
        if units > 0 || !profiles.is_empty() {
            let effect = Effect::Freed { item: self.id(number), agent: self.agent_id(taken) };
            self.effects.push(effect);
        }
    }

    /// Places that last until the end of the shift are given back. Gives whether there were any.
    pub(super) fn end_of_day(&mut self, agent: u32) -> bool {
        let desk = self.desk;
        let Some(agent) = self.agent_mut(agent) else { return false };
        let mut any = false;
        for (used, profile) in agent.used.iter_mut().zip(0..) {
            if lasts(&desk.profiles, profile) && *used != 0 {
                *used = 0;
                any = true;
            }
        }
        any
    }

    /// Computes an agent's presence, if it follows capacity.
    pub(super) fn follow(&mut self, agent: u32, cause: Cause) {
        if self.agent(agent).is_some_and(|agent| agent.presence.follows_capacity() && !agent.gone) {
            self.compute(agent, cause);
        }
    }

    /// Computes an agent's presence from capacity, whatever it was.
    pub(super) fn compute(&mut self, agent: u32, cause: Cause) {
        let Some(base) = self.agent(agent).map(|agent| agent.computed(&self.desk.profiles)) else { return };
        self.be(agent, Presence::new(base, From::Computed), cause);
    }

    /// Gives an agent a presence.
    pub(super) fn be(&mut self, number: u32, presence: Presence, cause: Cause) {
        let Some(agent) = self.agent_mut(number) else { return };
        let word = presence.word.clone();
        let same = agent.presence.word == word;
        agent.presence = presence;
        if !same {
            let agent = self.agent_id(number);
            self.effects.push(Effect::Presence { agent, presence: word, cause });
        }
    }

    /// An agent accepts or closes something: "available" and "busy" that were chosen end.
    pub(super) fn moves_on(&mut self, number: u32, cause: Cause) {
        let Some(agent) = self.agent_mut(number) else { return };
        let presence = &mut agent.presence;
        if presence.from == From::Chosen && matches!(presence.base, Base::Available | Base::Busy) {
            presence.from = From::Computed;
        }
        self.follow(number, cause);
    }
}

impl Agent {
    fn fill(&mut self, profile: u32, by: i64) {
        let place = usize::try_from(profile).ok().and_then(|at| self.used.get_mut(at));
        if let Some(used) = place {
            *used = used.saturating_add(by).max(0);
        }
    }

    /// Whether there is room for an item: units (where they count), a place in each profile, nothing in those that
    /// these exclude.
    pub(super) fn has_room(&self, demand: &Demand, profiles: &[Profile]) -> bool {
        let units = demand
            .units
            .is_none_or(|units| units == 0 || self.units_free().is_some_and(|free| free >= units));
        units && demand.profiles.iter().all(|profile| self.has_place(*profile, profiles))
    }

    fn has_place(&self, profile: u32, profiles: &[Profile]) -> bool {
        let known = usize::try_from(profile).ok().and_then(|at| profiles.get(at));
        let alone = known.is_none_or(|known| known.excludes.iter().all(|other| self.load(*other) == 0));
        alone && self.free(profile).is_some_and(|free| free >= 1)
    }

    /// Whether places are taken that last until the end of the shift.
    pub(super) fn has_places_of_the_day(&self, profiles: &[Profile]) -> bool {
        (0..).zip(&self.used).any(|(place, used)| *used != 0 && lasts(profiles, place))
    }

    /// Whether a profile that keeps all other work away is full.
    pub(super) fn is_blocked(&self, profiles: &[Profile]) -> bool {
        (0..).zip(profiles).any(|(place, profile)| profile.blocking && self.is_full(place))
    }

    fn is_full(&self, profile: u32) -> bool {
        self.free(profile).is_some_and(|free| free <= 0)
    }

    /// The presence that capacity says (domain section 15).
    fn computed(&self, profiles: &[Profile]) -> Base {
        let units = self.units_free().map(|free| free <= 0);
        let all_taken = match (units, self.profiles_full(profiles)) {
            (None, None) => false,
            (Some(one), None) | (None, Some(one)) => one,
            (Some(units), Some(profiles)) => units && profiles,
        };
        if all_taken || self.sessions.len() >= MOST_SESSIONS {
            return Base::DoNotDisturb;
        }
        let some = self.units_used > 0 || self.used.iter().any(|used| *used > 0);
        if some { Base::Busy } else { Base::Available }
    }

    /// Whether the agent's profiles are used up; none for an agent without profiles.
    fn profiles_full(&self, profiles: &[Profile]) -> Option<bool> {
        let own = || (0..).zip(profiles).filter(|(place, _)| self.free(*place).is_some());
        own().next()?;
        if own().any(|(_, profile)| profile.blocking) {
            return Some(self.is_blocked(profiles));
        }
        Some(own().all(|(place, _)| self.is_full(place)))
    }
}

/// Whether places of a profile last until the end of the shift.
fn lasts(profiles: &[Profile], place: u32) -> bool {
    let profile = usize::try_from(place).ok().and_then(|at| profiles.get(at));
    profile.is_some_and(|profile| profile.end_of_day)
}
