//! Capacity, and the presence that follows from it.

use super::Naive;
use super::desk::{Agent, Claim, Line, Mode};
use enroute::bytecode::Demand;
use enroute::dispatch::{Cause, Effect, ItemState};
use enroute::value::Instant;

const AVAILABLE: u8 = 0;
const BUSY: u8 = 1;
pub(crate) const DO_NOT_DISTURB: u8 = 2;
pub(crate) const AWAY: u8 = 3;
pub(crate) const OFFLINE: u8 = 4;
pub(crate) const INACTIVE: u8 = 5;
const WORDS: [&str; 6] = ["available", "busy", "do_not_disturb", "away", "offline", "inactive"];

impl Naive<'_> {
    pub(crate) fn base_of(&self, word: &str) -> Option<u8> {
        let built_in = WORDS.iter().position(|known| *known == word);
        let own = || self.desk().presences.iter().find(|own| own.name == word).map(|own| own.base);
        built_in.map(|place| u8::try_from(place).unwrap()).or_else(own)
    }

    /// The places in profiles that an item takes, each once.
    pub(crate) fn profiles_of(&self, item: usize) -> Vec<u32> {
        let item = self.item(item);
        let mut all = item.holds.clone();
        if let Demand::Profile(own) = self.program.workstreams[item.workstream].capacity {
            all.push(own);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// All that the item takes is taken, each time it becomes active with an agent.
    pub(crate) fn claim(&mut self, item: usize, agent: usize) {
        let place = self.item(item).workstream;
        let demand = self.program.workstreams[place].capacity;
        let until_deactivated = self.desk().workstreams[place].release.deactivated;
        let units = if let Demand::Units(units) = demand { Some(units) } else { None };
        let (daily, profiles) = self
            .profiles_of(item)
            .into_iter()
            .partition(|place| self.desk().profiles[*place as usize].end_of_day);
        let (number, id) = (self.item(item).number, self.item(item).id.clone());
        self.claims.push(Claim {
            number,
            item: id,
            agent,
            units,
            profiles,
            daily,
            until: None,
            live: true,
            until_deactivated,
        });
    }

    /// Gives back what an item takes of an agent, but for places that last the day.
    pub(crate) fn give_back(&mut self, number: usize, agent: usize) {
        let theirs = |claim: &&mut Claim| claim.number == number && claim.agent == agent && claim.live;
        let Some(claim) = self.claims.iter_mut().find(theirs) else { return };
        let takes_any = claim.units.is_some_and(|units| units > 0) || !claim.profiles.is_empty();
        claim.live = false;
        claim.units = None;
        claim.profiles.clear();
        claim.until = None;
        let item = claim.item.clone();
        self.claims.retain(|claim| claim.live || !claim.daily.is_empty());
        let now = self.now;
        let agent = self.agent_mut(agent);
        agent.idle_since = Some(now);
        let agent = agent.entry.id.clone();
        if takes_any {
            self.out.push(Effect::Freed { item, agent });
        }
    }

    pub(crate) fn load(&self, agent: usize, profile: u32) -> i64 {
        let of = |claim: &&Claim| claim.agent == agent;
        let places =
            self.claims.iter().filter(of).flat_map(|claim| claim.profiles.iter().chain(&claim.daily));
        i64::try_from(places.filter(|place| **place == profile).count()).unwrap()
    }

    fn units_used(&self, agent: usize) -> i64 {
        self.claims.iter().filter(|claim| claim.agent == agent).filter_map(|claim| claim.units).sum()
    }

    pub(crate) fn units_free(&self, agent: &Agent) -> Option<i64> {
        agent.entry.units.map(|units| units - self.units_used(agent.number))
    }

    /// Free and taken, for each profile that the agent has.
    pub(crate) fn profiles_free(&self, agent: &Agent) -> Vec<Option<(i64, i64)>> {
        let all = agent.limits.iter().zip(0_u32..);
        all.map(|(limit, place)| {
            let load = self.load(agent.number, place);
            limit.map(|limit| (limit - load, load))
        })
        .collect()
    }

    pub(crate) fn sessions(&self, agent: usize) -> usize {
        let open = |state: ItemState| matches!(state, ItemState::Active | ItemState::WrapUp);
        self.items
            .iter()
            .filter(|item| item.holder == Some(agent) && open(item.state) && !item.parked)
            .count()
    }

    fn computed(&self, agent: &Agent) -> u8 {
        let units = self.units_free(agent);
        let profiles: Vec<(i64, i64, bool)> = self
            .profiles_free(agent)
            .into_iter()
            .zip(&self.desk().profiles)
            .filter_map(|(known, profile)| known.map(|(free, load)| (free, load, profile.blocking)))
            .collect();
        let blocking: Vec<_> = profiles.iter().filter(|(_, _, blocking)| *blocking).collect();
        let profiles_up = if blocking.is_empty() {
            profiles.iter().all(|(free, ..)| *free <= 0)
        } else {
            blocking.iter().any(|(free, ..)| *free <= 0)
        };
        let has_any = units.is_some() || !profiles.is_empty();
        let all = has_any && units.is_none_or(|free| free <= 0) && (profiles.is_empty() || profiles_up);
        let some = self.claims.iter().any(|claim| {
            claim.agent == agent.number
                && (claim.units.is_some() || !claim.profiles.is_empty() || !claim.daily.is_empty())
        });
        if all || self.sessions(agent.number) >= 10 {
            DO_NOT_DISTURB
        } else if some {
            BUSY
        } else {
            AVAILABLE
        }
    }

    /// The presence of an agent as it must be now: its word and its base.
    pub(crate) fn presence(&self, agent: &Agent) -> (String, u8) {
        let plain = |base: u8| (WORDS[usize::from(base)].to_owned(), base);
        if agent.line != Line::Here {
            return plain(OFFLINE);
        }
        match &agent.mode {
            Mode::Computed => plain(self.computed(agent)),
            Mode::Chosen(word) => (word.clone(), self.base_of(word).unwrap()),
            Mode::Set(base) => plain(*base),
        }
    }

    /// Shows an agent's presence if it changed.
    pub(crate) fn settle(&mut self, agent: usize, cause: Cause) {
        if self.agents.iter().chain(&self.gone).all(|known| known.number != agent) {
            return;
        }
        let (word, _) = self.presence(self.agent(agent));
        let agent = self.agent_mut(agent);
        if agent.shown != word {
            agent.shown.clone_from(&word);
            let agent = agent.entry.id.clone();
            self.out.push(Effect::Presence { agent, presence: word.into(), cause });
        }
    }

    /// Available and busy, chosen, last until the agent accepts or closes something.
    pub(crate) fn did_something(&mut self, agent: usize) {
        let base = match &self.agent(agent).mode {
            Mode::Chosen(word) => self.base_of(word),
            Mode::Computed | Mode::Set(_) => None,
        };
        if base.is_some_and(|base| base == AVAILABLE || base == BUSY) {
            self.agent_mut(agent).mode = Mode::Computed;
        }
    }

    pub(crate) fn works_now(&self, agent: &Agent) -> bool {
        let open = agent.calendar.map(|place| self.verified.calendar(place).unwrap().is_open(self.now));
        let on_shift = |at: Instant| agent.shifts.iter().any(|(from, to)| *from <= at && at < *to);
        if agent.calendar.is_none() && agent.shifts.is_empty() {
            return true;
        }
        open.unwrap_or(false) || on_shift(self.now)
    }

    /// The shift is over: places that last the day are given back.
    pub(crate) fn end_shift(&mut self, agent: usize) {
        let mut any = false;
        for claim in self.claims.iter_mut().filter(|claim| claim.agent == agent) {
            any |= !claim.daily.is_empty();
            claim.daily.clear();
        }
        self.claims.retain(|claim| claim.live || !claim.daily.is_empty());
        if any {
            let id = self.agent(agent).entry.id.clone();
            self.out.push(Effect::ShiftEnded { agent: id });
            self.settle(agent, Cause::ShiftEnded);
        }
    }
}
