//! Whether a stored state fits together, and fits the program.

use super::agent::Agent;
use super::effect::ItemState;
use super::item::Item;
use super::state::Told;
use crate::bytecode::Verified;

/// No centre counts as far: numbers from here on would come to an end.
const FAR: u64 = 1 << 62;

impl Told {
    /// Whether everything it names is there, and both sides of what is said twice agree.
    pub(super) fn is_sound(&self, program: &Verified) -> bool {
        let queues = program.program().queues.len();
        let mut agents = (0..).zip(&self.agents);
        let agents = agents.all(|(number, agent)| is_agent_sound(number, agent, program, self));
        let items = self.items.iter().all(|(number, item)| {
            *number == item.number && *number < self.next_item && is_item_sound(item, program, self)
        });
        let counts = self.next_item < FAR && self.next_turn < FAR;
        self.waits.len() == queues && agents && items && counts
    }

    /// Whether the agent who has an item knows of it.
    fn is_with(&self, item: &Item) -> bool {
        let Some(with) = &item.with else { return true };
        let agent = usize::try_from(with.agent).ok().and_then(|at| self.agents.get(at));
        agent.is_some_and(|agent| agent.items.contains(&item.number))
    }

    fn has_agent(&self, number: u32) -> bool {
        usize::try_from(number).is_ok_and(|at| at < self.agents.len())
    }
}

fn is_agent_sound(number: u32, agent: &Agent, program: &Verified, told: &Told) -> bool {
    let desk = &program.program().desk;
    let queue = |queue: &u32| within(*queue, program.program().queues.len());
    let with = |item: &Item| item.with.as_ref().is_some_and(|with| with.agent == number);
    let has = |item: &u64| told.items.get(item).is_some_and(|item| with(item));
    agent.skills.len() == desk.skills.len()
        && agent.limits.len() == desk.profiles.len()
        && agent.used.len() == desk.profiles.len()
        && agent.queues.iter().all(queue)
        && agent.queues.is_sorted()
        && agent.turns.keys().all(queue)
        && agent.items.iter().all(has)
        && agent.sessions.is_subset(&agent.items)
}

fn is_item_sound(item: &Item, program: &Verified, told: &Told) -> bool {
    let program = program.program();
    let queue = |queue: u32| within(queue, program.queues.len());
    let profile = |profile: &u32| within(*profile, program.desk.profiles.len());
    let agents = item.with.as_ref().map(|with| with.agent).into_iter();
    let agents =
        agents.chain(item.taken).chain(item.home).chain(item.last).chain(item.first.map(|(agent, _)| agent));
    let mut agents = agents.chain(item.preferred.iter().copied()).chain(item.declines.keys().copied());
    within(item.workstream, program.workstreams.len())
        && told.is_with(item)
        && item.queue.is_none_or(queue)
        && (item.state != ItemState::Open || item.queue.is_some())
        && item.demand.profiles.iter().all(profile)
        && item.bot.is_none_or(|bot| within(bot, program.desk.bots.len()))
        && item.assignment.is_none_or(|assignment| within(assignment, program.desk.assignments.len()))
        && agents.all(|agent| told.has_agent(agent))
}

fn within(place: u32, count: usize) -> bool {
    usize::try_from(place).is_ok_and(|place| place < count)
}
