//! Who is there: the roster, and who is in which queue.

use super::agent::{Agent, Base, From, Presence};
use super::effect::{Cause, ItemState};
use super::misread::there_is_no;
use super::refusal::Refusal;
use super::roster::{AgentEntry, Held};
use super::rules::{AgentView, Mastery};
use super::shift::Hours;
use super::turn::{Outcome, Turn};
use crate::bytecode::{Members, Skill};
use crate::item::Snapshot;
use crate::value::Instant;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Turn<'_> {
    /// An agent is new, or what the roster says of one has changed.
    pub(super) fn joins(&mut self, entry: &AgentEntry) -> Outcome {
        let fresh = self.read_agent(entry)?;
        let number = match self.state.found.agents.get(&entry.id).copied() {
            Some(number) => {
                self.renew(number, fresh);
                number
            }
            None => self.add_agent(fresh),
        };
        self.see_memberships(number);
        if entry.signed_in {
            self.signs_in(number);
        } else {
            self.follow(number, Cause::Capacity);
        }
        Ok(())
    }

    fn add_agent(&mut self, mut agent: Agent) -> u32 {
        let number = u32::try_from(self.state.told.agents.len()).unwrap_or(u32::MAX);
        agent.joined = self.next_turn();
        self.state.found.add_agent(&agent.id, number);
        self.state.told.agents.push(agent);
        self.state.found.changed.insert(number);
        number
    }

    /// A number later than all before.
    pub(super) fn next_turn(&mut self) -> u64 {
        let turn = self.state.told.next_turn;
        self.state.told.next_turn = turn.saturating_add(1);
        turn
    }

    /// What the roster says of an agent is replaced; how the agent stands is not. Who comes back begins anew, but for
    /// what the day has taken.
    fn renew(&mut self, number: u32, mut fresh: Agent) {
        let turn = self.next_turn();
        let Some(agent) = self.agent_mut(number) else { return };
        fresh.used.clone_from(&agent.used);
        if agent.gone {
            fresh.joined = turn;
        } else {
            let added = fresh.queues.iter().filter(|queue| !agent.queues.contains(queue));
            agent.turns.extend(added.map(|queue| (*queue, turn)));
            fresh.joined = agent.joined;
            fresh.turns = std::mem::take(&mut agent.turns);
            fresh.last_assigned = agent.last_assigned;
            fresh.idle_since = agent.idle_since;
            fresh.units_used = agent.units_used;
            fresh.items = std::mem::take(&mut agent.items);
            fresh.sessions = std::mem::take(&mut agent.sessions);
            fresh.presence = agent.presence.clone();
            fresh.lost = agent.lost.take();
        }
        *agent = fresh;
    }

    /// An agent is no longer there: what they have goes back to its queue, and nothing waits for them.
    pub(super) fn goes(&mut self, number: u32) {
        let Some(agent) = self.agent_mut(number) else { return };
        agent.gone = true;
        agent.lost = None;
        let items: Vec<_> = agent.items.iter().copied().collect();
        self.see_memberships(number);
        self.untie(number);
        for item in items {
            if self.item(item).is_some_and(|item| item.state == ItemState::WrapUp) {
                self.close(item, Cause::AgentLeft);
            } else {
                let queue = self.queue_of(item);
                self.send(item, queue, Cause::AgentLeft);
            }
        }
        self.free_all(number);
    }

    /// What closed items still take of an agent is given back.
    fn free_all(&mut self, agent: u32) {
        let tied: Vec<_> = self.state.found.tied_to(agent).collect();
        for number in tied {
            if self.item(number).is_some_and(|item| item.taken == Some(agent)) {
                self.free(number);
            }
        }
    }

    /// No item belongs to an agent any more, or waits for them.
    fn untie(&mut self, agent: u32) {
        let tied: Vec<_> = self.state.found.tied_to(agent).collect();
        for number in tied {
            let Some(item) = self.item_mut(number) else { continue };
            if item.home == Some(agent) {
                item.home = None;
                item.homeward = false;
            }
            if item.first.is_some_and(|(first, _)| first == agent) {
                item.first = None;
            }
        }
    }

    /// Works out which queues an agent is in.
    pub(super) fn see_memberships(&mut self, number: u32) {
        let Ok(count) = u32::try_from(self.desk.queues.len()) else { return };
        for queue in 0..count {
            self.see_membership(number, queue);
        }
    }

    /// Works out whether an agent is in a queue.
    pub(super) fn see_membership(&mut self, number: u32, queue: u32) {
        let member = self.belongs(number, queue);
        if member != self.is_member(number, queue) {
            self.state.found.set_member(number, queue, member);
        }
    }

    /// Whether an agent is in a queue.
    pub(super) fn is_member(&self, agent: u32, queue: u32) -> bool {
        let found = usize::try_from(queue).ok().and_then(|at| self.state.found.queues.get(at));
        found.is_some_and(|found| found.members.contains(&agent))
    }

    /// Whether an agent belongs to a queue at this moment.
    pub(super) fn belongs(&mut self, number: u32, queue: u32) -> bool {
        let Some((agent, settings)) = self.agent(number).zip(self.queue(queue)) else { return false };
        if agent.gone {
            return false;
        }
        match &settings.members {
            Members::Data | Members::Elsewhere => agent.queues.contains(&queue),
            Members::Agents(ids) => ids.iter().any(|id| **id == *agent.id),
            Members::Everyone => true,
            Members::Nobody => false,
            Members::When(_) => self.is_said_to_belong(number, queue),
        }
    }

    fn is_said_to_belong(&mut self, number: u32, queue: u32) -> bool {
        let agent = usize::try_from(number).ok().and_then(|at| self.state.told.agents.get(at));
        let Some(agent) = agent else { return false };
        let profiles = agent.standing();
        let said = self.rules.member(queue, &view(agent, &profiles, self.now));
        self.state.found.recheck_at(number, said.until);
        said.answer
    }

    fn read_agent(&mut self, entry: &AgentEntry) -> Result<Agent, Refusal> {
        let bad = |why: String| Refusal::BadAgent { agent: Arc::clone(&entry.id), why };
        if entry.id.is_empty() {
            return Err(bad("an agent needs an `id`".to_owned()));
        }
        let hours = self.hours_of(entry).map_err(bad)?;
        let default = entry.presence.as_ref().map(|word| self.presence_of(word)).transpose().map_err(bad)?;
        let fields = if entry.fields.is_some() || self.desk.agent.record.is_some() {
            self.rules.agent(entry).map_err(bad)?
        } else {
            Snapshot::default()
        };
        Ok(Agent {
            id: Arc::clone(&entry.id),
            gone: false,
            queues: self.queues_of(entry).map_err(bad)?,
            skills: self.skills_of(entry).map_err(bad)?,
            units: entry.units,
            limits: self.limits_of(entry).map_err(bad)?,
            default,
            working: hours.is_working(self.program, self.now),
            hours,
            fields,
            presence: Presence::new(Base::Offline, From::Chosen),
            lost: None,
            units_used: 0,
            used: vec![0; self.desk.profiles.len()],
            idle_since: None,
            last_assigned: None,
            joined: 0,
            turns: BTreeMap::new(),
            items: BTreeSet::new(),
            sessions: BTreeSet::new(),
        })
    }

    fn queues_of(&self, entry: &AgentEntry) -> Result<Vec<u32>, String> {
        let place = |name: &Arc<str>| {
            let known = self.state.names.queues.iter().map(|known| &**known);
            self.state.names.queue_called(name).ok_or_else(|| there_is_no("queue", name, known))
        };
        let mut queues = entry.queues.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        queues.sort_unstable();
        queues.dedup();
        Ok(queues)
    }

    fn limits_of(&self, entry: &AgentEntry) -> Result<Vec<Option<u32>>, String> {
        let mut limits = vec![None; self.desk.profiles.len()];
        for (name, limit) in &entry.profiles {
            let known = self.desk.profiles.iter().position(|profile| profile.name == **name);
            let place = known.ok_or_else(|| {
                there_is_no("profile", name, self.desk.profiles.iter().map(|known| known.name.as_str()))
            })?;
            let own = limit.or_else(|| self.desk.profiles.get(place).map(|profile| profile.limit));
            if let Some(slot) = limits.get_mut(place) {
                *slot = own;
            }
        }
        Ok(limits)
    }

    fn skills_of(&self, entry: &AgentEntry) -> Result<Vec<Mastery>, String> {
        let mut skills = vec![Mastery::None; self.desk.skills.len()];
        for (name, held) in &entry.skills {
            let known = self.desk.skills.iter().position(|skill| skill.name == **name);
            let known = known.and_then(|at| Some((at, self.desk.skills.get(at)?)));
            let (place, skill) = known.ok_or_else(|| {
                there_is_no("skill", name, self.desk.skills.iter().map(|known| known.name.as_str()))
            })?;
            let level = level_of(skill, held)?;
            if let Some(slot) = skills.get_mut(place) {
                *slot = level;
            }
        }
        Ok(skills)
    }

    fn presence_of(&self, word: &Arc<str>) -> Result<Presence, String> {
        let own =
            self.desk.presences.iter().find(|own| own.name == **word).and_then(|own| Base::at(own.base));
        let base =
            own.or_else(|| Base::named(word)).ok_or_else(|| format!("there is no presence `{word}`"))?;
        Ok(Presence { word: Arc::clone(word), base, from: From::Chosen })
    }

    fn hours_of(&self, entry: &AgentEntry) -> Result<Hours, String> {
        if !entry.shifts.is_empty() {
            let at = |text: &str| {
                Instant::parse(text)
                    .ok_or_else(|| format!("`{text}` is no instant: write it like `2026-03-02T08:00:00Z`"))
            };
            let both = |shift: &super::roster::Shift| Ok((at(&shift.from)?, at(&shift.to)?));
            let mut shifts = entry.shifts.iter().map(both).collect::<Result<Vec<_>, String>>()?;
            shifts.sort_unstable();
            return Ok(Hours::Shifts(shifts));
        }
        let Some(name) = &entry.hours else { return Ok(Hours::Always) };
        let place = self.state.names.calendars.iter().position(|known| known == name);
        let place = place.and_then(|place| u32::try_from(place).ok());
        place.map(Hours::Calendar).ok_or_else(|| format!("there are no hours `{name}`"))
    }
}

/// A level as the roster writes it.
fn level_of(skill: &Skill, held: &Held) -> Result<Mastery, String> {
    let name = &skill.name;
    let level = match held {
        Held::Flag(held) => return Ok(if *held { Mastery::Held } else { Mastery::None }),
        Held::Level(level) => *level,
        Held::Label(label) => {
            let known = skill.labels.iter().find(|(known, _)| known.eq_ignore_ascii_case(label));
            known.map(|(_, level)| *level).ok_or_else(|| format!("`{label}` is no level of `{name}`"))?
        }
    };
    match skill.range {
        Some((lowest, highest)) if (lowest..=highest).contains(&level) => Ok(Mastery::Level(level)),
        Some((lowest, highest)) => {
            Err(format!("`{name}` has levels from {lowest} to {highest}, not {level}"))
        }
        None => Err(format!("`{name}` has no levels: write `true`")),
    }
}

/// An agent as rules see one.
pub(super) fn view<'a>(agent: &'a Agent, profiles: &'a [Option<(i64, i64)>], now: Instant) -> AgentView<'a> {
    AgentView {
        id: &agent.id,
        fields: &agent.fields,
        presence: agent.presence.base.place(),
        idle_since: agent.idle_since,
        last_assigned: agent.last_assigned,
        is_working: agent.working,
        units_free: agent.units_free(),
        profiles,
        skills: &agent.skills,
        now,
    }
}
