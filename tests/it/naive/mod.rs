//! The dispatcher again, the slow way, written from `docs/dispatch.md` alone: plain lists, every item and every agent
//! looked at for each match, every rule asked anew, every timer found by looking for it.

mod arrival;
pub(crate) mod compare;
mod desk;
mod due;
mod eligible;
mod events;
mod matching;
mod moves;
mod presence;
pub(crate) mod program;
mod roster;
mod skills;
pub(crate) mod stream;
mod views;

use desk::{Agent, Average, Claim, Item};
use enroute::bytecode::{Class, Desk, Program, Verified};
use enroute::dispatch::{AgentView, Effect, Event, Loads, Mastery, Refusal, Roster, Rules};
use enroute::item::Snapshot;
use enroute::value::{Duration, Instant};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) struct Naive<'a> {
    program: &'a Program,
    verified: &'a Verified,
    rules: &'a mut dyn Rules,
    now: Instant,
    items: Vec<Item>,
    agents: Vec<Agent>,
    /// An agent who is leaving.
    gone: Option<Agent>,
    /// Agents who have left, with their numbers.
    former: Vec<(Arc<str>, usize)>,
    claims: Vec<Claim>,
    averages: Vec<Average>,
    next_item: usize,
    next_agent: usize,
    stamp: u64,
    wakes: BTreeSet<Instant>,
    out: Vec<Effect>,
    /// Before each match of the last step: which items could go to whom.
    could: Vec<BTreeSet<(Arc<str>, Arc<str>)>>,
}

impl<'a> Naive<'a> {
    pub(crate) fn open(
        verified: &'a Verified,
        roster: &Roster,
        now: Instant,
        rules: &'a mut dyn Rules,
    ) -> Result<Self, Refusal> {
        let program = verified.program();
        let mut naive = Self {
            program,
            verified,
            rules,
            now,
            items: Vec::new(),
            agents: Vec::new(),
            gone: None,
            former: Vec::new(),
            claims: Vec::new(),
            averages: vec![Average::default(); program.queues.len()],
            next_item: 0,
            next_agent: 0,
            stamp: 0,
            wakes: BTreeSet::new(),
            out: Vec::new(),
            could: Vec::new(),
        };
        for agent in &roster.agents {
            naive.joins(agent)?;
        }
        naive.out.clear();
        Ok(naive)
    }

    /// What happens by an event.
    pub(crate) fn step(&mut self, event: &Event, now: Instant) -> Vec<Effect> {
        self.could.clear();
        self.pass(now.max(self.now));
        if let Err(why) = self.event(event) {
            self.out.push(Effect::Refused { why: wordless(why) });
        }
        self.fall_due();
        self.matching();
        self.pass(self.now);
        std::mem::take(&mut self.out)
    }

    fn desk(&self) -> &'a Desk {
        &self.program.desk
    }

    fn item(&self, place: usize) -> &Item {
        &self.items[place]
    }

    fn item_mut(&mut self, place: usize) -> &mut Item {
        &mut self.items[place]
    }

    fn agent(&self, number: usize) -> &Agent {
        self.agents.iter().chain(&self.gone).find(|agent| agent.number == number).unwrap()
    }

    fn agent_mut(&mut self, number: usize) -> &mut Agent {
        self.agents.iter_mut().chain(&mut self.gone).find(|agent| agent.number == number).unwrap()
    }

    fn class(&self, item: usize) -> Class {
        self.desk().workstreams[self.items[item].workstream].class
    }

    fn queue_name(&self, queue: usize) -> Arc<str> {
        self.program.queues[queue].name.as_str().into()
    }

    fn is_open(&self, queue: usize) -> bool {
        let calendar = self.program.queues[queue].calendar;
        calendar.is_none_or(|place| self.verified.calendar(place).unwrap().is_open(self.now))
    }

    fn next_stamp(&mut self) -> u64 {
        self.stamp += 1;
        self.stamp
    }

    fn counts(&self) -> Counts {
        let open = |queue: usize| {
            let waits =
                |item: &&Item| item.state == enroute::dispatch::ItemState::Open && item.queue == Some(queue);
            i64::try_from(self.items.iter().filter(waits).count()).unwrap()
        };
        let queues = 0..self.program.queues.len();
        Counts {
            waiting: queues.map(open).collect(),
            predicted: self.averages.iter().map(|average| average.known(self.now)).collect(),
        }
    }
}

/// A refusal without its sentences: they are for people.
fn wordless(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::BadItem { .. } => Refusal::BadItem { why: String::new() },
        Refusal::NotRouted { item, .. } => Refusal::NotRouted { item, why: String::new() },
        Refusal::BadAgent { agent, .. } => Refusal::BadAgent { agent, why: String::new() },
        Refusal::State { item, .. } => Refusal::State { item, state: "".into(), why: "".into() },
        Refusal::Kind { item, .. } => Refusal::Kind { item, kind: "".into(), why: "".into() },
        Refusal::NotAllowed { item, agent, .. } => Refusal::NotAllowed { item, agent, why: "".into() },
        Refusal::NotThere { item, queue, .. } => Refusal::NotThere { item, queue, why: "".into() },
        other => other,
    }
}

/// How things stand in queues.
struct Counts {
    waiting: Vec<i64>,
    predicted: Vec<Option<Duration>>,
}

impl Loads for Counts {
    fn waiting_items(&self, queue: u32) -> i64 {
        self.waiting[queue as usize]
    }

    fn predicted_wait(&self, queue: u32) -> Option<Duration> {
        self.predicted[queue as usize]
    }
}

/// An agent, as rules see one.
struct Look {
    id: Arc<str>,
    fields: Snapshot,
    presence: u8,
    idle_since: Option<Instant>,
    last_assigned: Option<Instant>,
    is_working: bool,
    units_free: Option<i64>,
    profiles: Vec<Option<(i64, i64)>>,
    skills: Vec<Mastery>,
    now: Instant,
}

impl Look {
    fn of(naive: &Naive<'_>, place: usize) -> Self {
        let agent = &naive.agents[place];
        Self {
            id: agent.entry.id.clone(),
            fields: agent.fields.clone(),
            presence: naive.presence(agent).1,
            idle_since: agent.idle_since,
            last_assigned: agent.last_assigned,
            is_working: agent.working,
            units_free: naive.units_free(agent),
            profiles: naive.profiles_free(agent),
            skills: agent.skills.clone(),
            now: naive.now,
        }
    }

    fn view(&self) -> AgentView<'_> {
        AgentView {
            id: &self.id,
            fields: &self.fields,
            presence: self.presence,
            idle_since: self.idle_since,
            last_assigned: self.last_assigned,
            is_working: self.is_working,
            units_free: self.units_free,
            profiles: &self.profiles,
            skills: &self.skills,
            now: self.now,
        }
    }
}
