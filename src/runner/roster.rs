use super::given::name;
use super::written::{self, Owner};
use crate::builtins::event::Deed;
use crate::dispatch::{AgentEntry, Held, Roster};
use crate::hir::{CastAgent, Program, Scenario};
use std::sync::Arc;

/// Who is there when a scenario begins: everyone but those who join later.
pub(super) fn roster(program: &Program, scenario: &Scenario) -> Roster {
    let there = scenario.agents.iter().filter(|agent| !joins_later(scenario, &agent.name));
    Roster { agents: there.map(|agent| entry(program, agent)).collect() }
}

fn joins_later(scenario: &Scenario, name: &str) -> bool {
    let comes_or_goes = |deed: Deed| matches!(deed, Deed::AgentJoins | Deed::AgentLeaves);
    let mut events = scenario.lines.iter().map(|line| &line.event);
    let first = events.find(|event| event.agent == name && comes_or_goes(event.deed));
    first.is_some_and(|event| event.deed == Deed::AgentJoins)
}

/// What the roster says of an agent of a scenario.
pub(super) fn entry(program: &Program, agent: &CastAgent) -> AgentEntry {
    let word = |found: Option<&String>| Arc::from(name(found));
    let queue = |id: &crate::hir::QueueId| word(program.queues.get(id.index()).map(|it| &it.named.name));
    let skill = |id: crate::hir::SkillId| word(program.skills.get(id.index()).map(|it| &it.named.name));
    let profile = |id: crate::hir::ProfileId| word(program.profiles.get(id.index()).map(|it| &it.named.name));
    let hours = |id: crate::hir::HoursId| word(program.hours.get(id.index()).map(|it| &it.named.name));
    let skills =
        agent.skills.iter().map(|(id, level)| (skill(*id), level.map_or(Held::Flag(true), Held::Level)));
    AgentEntry {
        id: Arc::from(agent.name.as_str()),
        queues: agent.queues.iter().map(queue).collect(),
        skills: skills.collect(),
        units: agent.units,
        profiles: agent.profiles.iter().map(|(id, limit)| (profile(*id), *limit)).collect(),
        presence: agent.presence.as_deref().map(Arc::from),
        signed_in: agent.signed_in,
        hours: agent.hours.map(hours),
        shifts: Vec::new(),
        fields: written::values(program, Owner::Agent, &agent.fields).filter(|_| !agent.fields.is_empty()),
    }
}
