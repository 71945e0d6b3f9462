//! Who can have the items of a line, and who of them comes first (domain sections 12 to 15).

use super::agenda::Group;
use super::agent::{Agent, Base};
use super::line::{BuiltIn, Kind, Need, Rank, Standing};
use super::people::view;
use super::rules::Waiting;
use super::turn::Turn;
use super::waiting::LineId;
use crate::bytecode::{AgentBy, AgentKey, Assignment, Matching, Members};
use crate::value::Instant;
use std::sync::Arc;

impl Assignment {
    /// Whether its orders compare the skills that an item requires.
    pub(super) fn looks_at_skills(&self) -> bool {
        self.orders.iter().flatten().any(|key| !matches!(key.by, AgentBy::Slot(_)))
    }
}

impl Turn<'_> {
    /// Works out who can have the items of a line into which one came.
    pub(super) fn people_line(&mut self, id: LineId, is_new: bool, named: &[u32]) {
        if !is_new {
            let stale = self.state.found.line_mut(id).map(|line| std::mem::take(&mut line.stale));
            for agent in stale.unwrap_or_default() {
                self.see_agent_in(agent, id);
            }
            return;
        }
        for agent in named {
            let lines = usize::try_from(*agent).ok().and_then(|at| self.state.found.named.get_mut(at));
            if let Some(lines) = lines {
                lines.insert(id);
            }
            self.see_agent_in(*agent, id);
        }
        if named.is_empty() {
            let members = self.state.found.queue(id.queue).map(|queue| queue.members.clone());
            for agent in members.unwrap_or_default() {
                self.see_agent_in(agent, id);
            }
        }
    }

    /// Works out anew what an agent can have.
    pub(super) fn see_agent(&mut self, agent: u32) {
        if let Some(recheck) = usize::try_from(agent).ok().and_then(|at| self.state.found.recheck.get_mut(at))
        {
            *recheck = None;
        }
        self.see_said_memberships(agent);
        let mut lines: Vec<LineId> = Vec::new();
        for queue in self.state.found.memberships(agent) {
            let found = self.state.found.queue(queue);
            lines.extend(
                found.iter().flat_map(|found| &found.shared).map(|line| LineId { queue, line: *line }),
            );
        }
        let held = self.state.found.eligible(agent).into_iter().flat_map(|held| held.keys());
        let named = usize::try_from(agent).ok().and_then(|at| self.state.found.named.get(at));
        lines.extend(held.chain(named.into_iter().flatten()).copied());
        lines.sort_unstable();
        lines.dedup();
        for id in lines {
            self.see_or_note(agent, id);
        }
        self.set_due_of_agent(agent);
    }

    /// Lines in which nobody stands are looked at when somebody comes.
    fn see_or_note(&mut self, agent: u32, id: LineId) {
        let Some(line) = self.state.found.line_mut(id) else { return };
        if line.items.is_empty() {
            line.stale.insert(agent);
            return;
        }
        self.see_agent_in(agent, id);
    }

    fn see_agent_in(&mut self, agent: u32, id: LineId) {
        let before = self.state.found.recheck_of(agent);
        let standing = self.standing(agent, id);
        self.state.found.stand(agent, id, standing);
        if self.state.found.recheck_of(agent) != before {
            self.set_due_of_agent(agent);
        }
    }

    fn set_due_of_agent(&mut self, agent: u32) {
        // What is due at this very instant is found only as long as it has not happened.
        let mut due = self.state.found.due.left(Group::Agent, u64::from(agent), self.now);
        due.extend(self.due_of_agent(agent));
        self.state.found.due.set(Group::Agent, u64::from(agent), due);
    }

    /// Membership by a condition may change with whatever happens to an agent.
    fn see_said_memberships(&mut self, agent: u32) {
        for (queue, settings) in (0..).zip(&self.desk.queues) {
            if matches!(settings.members, Members::When(_)) {
                self.see_membership(agent, queue);
            }
        }
    }

    /// Where an agent stands among those who can have the items of a line; none if they cannot.
    fn standing(&mut self, number: u32, id: LineId) -> Option<Standing> {
        let found = self.state.found.queue(id.queue)?;
        let kind = Arc::clone(&found.lines.get(&id.line)?.kind);
        let agent = self.agent(number)?;
        if agent.gone || kind.in_hours && !found.open {
            return None;
        }
        let base = Standing {
            preferred: Standing::NOT_PREFERRED,
            rule: 0,
            ranks: Vec::new(),
            turn: agent.turn(id.queue),
            agent: number,
        };
        if let Need::Home(home) = &kind.need {
            return (*home == number).then_some(base);
        }
        let wanted = match kind.only {
            Some(only) => only == number,
            None => found.members.contains(&number),
        };
        if !wanted || kind.exhausted.contains(&number) {
            return None;
        }
        if let Some(place) =
            kind.preference(number).filter(|_| agent.presence.base.is_in(kind.preferred_presences))
        {
            return Some(Standing { preferred: place, ..base });
        }
        if kind.preferred_only || !self.fits(agent, &kind) {
            return None;
        }
        match &kind.need {
            Need::Home(_) => None,
            Need::Method(method) => {
                let ranks = self.method_ranks(agent, &kind, *method);
                let turn = if *method == BuiltIn::HighestCapacity { 0 } else { base.turn };
                Some(Standing { ranks, turn, ..base })
            }
            Need::Assignment { assignment, asked, .. } => {
                let (rule, ranks) = self.found_by(number, id, &kind, *assignment, asked)?;
                Some(Standing { rule, ranks, ..base })
            }
        }
    }

    /// Whether an agent has what counts for every method.
    fn fits(&self, agent: &Agent, kind: &Kind) -> bool {
        // An assignment sees nobody who is signed out, whatever presences it restates.
        let there = match &kind.need {
            Need::Assignment { .. } => agent.presence.base != Base::Offline,
            Need::Home(_) | Need::Method(_) => true,
        };
        there
            && kind.presences.is_none_or(|allowed| agent.presence.base.is_in(allowed))
            && !agent.is_blocked(&self.desk.profiles)
            && agent.has_room(&kind.demand, &self.desk.profiles)
            && (kind.matching != Matching::Exact || self.meets(agent, &kind.skills))
    }

    fn method_ranks(&self, agent: &Agent, kind: &Kind, method: BuiltIn) -> Vec<Rank> {
        let up = |value: Option<i64>| Rank::of(value, false);
        // What never was comes first.
        let since = |at: Option<Instant>| up(Some(at.map_or(i64::MIN, |at| at.0)));
        let mut ranks = Vec::with_capacity(4);
        if kind.matching == Matching::Closest {
            let (lacking, more) = self.distance(agent, &kind.skills);
            ranks.extend([up(Some(lacking)), up(Some(more))]);
        }
        match method {
            BuiltIn::HighestCapacity => {
                ranks.push(Rank::of(Some(room(agent, kind)), true));
                ranks.push(since(agent.last_assigned));
            }
            BuiltIn::RoundRobin => {}
            BuiltIn::LeastActive => ranks.push(since(agent.idle_since)),
        }
        ranks
    }

    /// The first rule of an assignment that finds an agent, and the agent's place by its order.
    fn found_by(
        &mut self,
        number: u32,
        id: LineId,
        kind: &Kind,
        assignment: u32,
        asked: &[u64],
    ) -> Option<(u32, Vec<Rank>)> {
        let now = self.now;
        let sample = &self.state.found.line(id)?.sample;
        let (item_id, like) = (Arc::clone(&sample.id), sample.like.clone());
        let item =
            Waiting { id: &item_id, item: &like, workstream: sample.workstream, since: sample.since, now };
        let known = self.desk.assignments.get(usize::try_from(assignment).ok()?)?;
        let count = u32::try_from(known.orders.len()).ok()?;
        for rule in (0..count).filter(|rule| is_asked(asked, *rule)) {
            let agent = self.state.told.agents.get(usize::try_from(number).ok()?)?;
            let profiles = agent.standing();
            let said = self.rules.finds(assignment, rule, &item, &view(agent, &profiles, now));
            let values = if said.answer {
                self.rules.values(assignment, rule, &view(agent, &profiles, now))
            } else {
                Vec::new()
            };
            self.state.found.recheck_at(number, said.until);
            if said.answer {
                let keys = known.orders.get(usize::try_from(rule).ok()?)?;
                return Some((rule, self.agent_ranks(number, kind, keys, &values)));
            }
        }
        None
    }

    fn agent_ranks(&self, number: u32, kind: &Kind, keys: &[AgentKey], values: &[Option<i64>]) -> Vec<Rank> {
        let Some(agent) = self.agent(number) else { return Vec::new() };
        let mut ranks = Vec::with_capacity(keys.len());
        for (key, value) in keys.iter().zip(values.iter().copied().chain(std::iter::repeat(None))) {
            let down = key.descending;
            match key.by {
                AgentBy::Slot(_) => ranks.push(Rank::of(value, down)),
                AgentBy::Nearest => {
                    let (lacking, more) = self.distance(agent, &kind.skills);
                    ranks.extend([Rank::of(Some(lacking), down), Rank::of(Some(more), down)]);
                }
                AgentBy::Most => ranks.push(Rank::of(Some(self.levels(agent, &kind.skills)), down)),
                AgentBy::Count => {
                    let (held, others) = self.count(agent, &kind.skills);
                    ranks.extend([Rank::of(Some(held), down), Rank::of(Some(others), false)]);
                }
            }
        }
        ranks
    }
}

impl Kind {
    /// The place of an agent among the preferred.
    fn preference(&self, agent: u32) -> Option<u32> {
        let place = self.preferred.iter().position(|known| *known == agent)?;
        u32::try_from(place).ok()
    }
}

/// How much room an agent has for an item: free units, or the fewest free places among its profiles.
fn room(agent: &Agent, kind: &Kind) -> i64 {
    let places = kind.demand.profiles.iter().filter_map(|profile| agent.free(*profile)).min();
    match kind.demand.units {
        Some(_) => agent.units_free().unwrap_or(0),
        None => places.unwrap_or(0),
    }
}

fn is_asked(asked: &[u64], rule: u32) -> bool {
    let word = usize::try_from(rule / 64).ok().and_then(|at| asked.get(at));
    word.is_some_and(|word| word & (1 << (rule % 64)) != 0)
}
