//! Events by chance: mostly such as fit how things stand, some that do not.

use super::super::oracle::dice::Dice;
use super::Naive;
use super::program::Program;
use super::roster::{self, NAMES};
use super::views::{AgentLook, ItemLook};
use enroute::dispatch::{Arrival, Event, ItemState, Roster};
use enroute::value::Instant;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A stream of events for one program.
pub(crate) struct Stream<'p> {
    pub(crate) dice: Dice,
    program: &'p Program,
    start: Instant,
    now: Instant,
    arrived: usize,
    /// How many items there are at most.
    most: usize,
    /// Whether all happens at full minutes and half minutes, so that much is due at one instant.
    coarse: bool,
}

const MINUTE: i64 = 60_000_000;
/// Monday, 2 March 2026, half past seven in London.
const MORNING: i64 = 1_772_436_600_000_000;

impl<'p> Stream<'p> {
    pub(crate) fn new(program: &'p Program, seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0xE7E7);
        let start = Instant(MORNING + dice.between(0, 7 * 24 * 12) * 5 * MINUTE);
        let most = if dice.chance(15) { 40 } else { 12 };
        let coarse = dice.chance(40);
        Self { dice, program, start, now: start, arrived: 0, most, coarse }
    }

    /// The agents who are there at the beginning.
    pub(crate) fn roster(&mut self) -> Roster {
        let mut roster = roster::throw(&mut self.dice, self.program, self.start);
        if self.most > 12 {
            // So few that they come to have many sessions.
            roster.agents.truncate(2);
            roster.agents.iter_mut().for_each(|agent| agent.units = Some(1000));
        }
        roster
    }

    pub(crate) fn start(&self) -> Instant {
        self.start
    }

    /// When the next event is said to happen.
    pub(crate) fn later(&mut self, naive: &Naive<'_>) -> Instant {
        if self.coarse {
            return self.sometime_after(naive);
        }
        if let Some(due) = naive.next_due().filter(|due| self.dice.chance(12) && *due >= self.now) {
            self.now = Instant(due.0 + self.dice.between(-1, 1).max(self.now.0 - due.0));
            return self.now;
        }
        let step = match self.dice.below(100) {
            0..20 => 0,
            20..65 => self.dice.between(1, 40) * 1_000_000 + self.dice.between(0, 9),
            65..90 => self.dice.between(1, 15) * MINUTE,
            90..98 => self.dice.between(1, 8) * 60 * MINUTE,
            _ => self.dice.between(1, 3) * 24 * 60 * MINUTE,
        };
        self.now = Instant(self.now.0 + step);
        if self.dice.chance(2) { Instant(self.now.0 - 5_000_000) } else { self.now }
    }

    /// At a full minute or half minute, or when something is due.
    fn sometime_after(&mut self, naive: &Naive<'_>) -> Instant {
        let half = MINUTE / 2;
        let due = naive.next_due().filter(|due| self.dice.chance(10) && *due >= self.now);
        let step = match self.dice.below(100) {
            0..40 => 0,
            40..75 => self.dice.between(1, 4) * half,
            75..92 => self.dice.between(1, 6) * 5 * MINUTE,
            92..98 => self.dice.between(1, 8) * 60 * MINUTE,
            _ => self.dice.between(1, 3) * 24 * 60 * MINUTE,
        };
        self.now = due.unwrap_or(Instant((self.now.0 + step).div_euclid(half) * half)).max(self.now);
        self.now
    }

    pub(crate) fn next(&mut self, naive: &Naive<'_>) -> Event {
        let (items, agents) = (naive.items(), naive.agents());
        let few = items.len() < self.most;
        match self.dice.below(100) {
            0..26 if few => self.arrival(&items),
            0..70 if !items.is_empty() => {
                let item = self.dice.pick(&items).clone();
                self.about(&item, &agents)
            }
            70..84 => self.about_agent(&agents),
            84..88 => Event::Tick,
            88..91 => self.joins(),
            91..93 if agents.len() > 2 => Event::AgentLeaves { agent: self.someone(&agents) },
            93..97 => self.nonsense(&items, &agents),
            _ if few => self.arrival(&items),
            _ => Event::Tick,
        }
    }

    fn someone(&mut self, agents: &[AgentLook]) -> Arc<str> {
        if agents.is_empty() { "ana".into() } else { self.dice.pick(agents).id.clone() }
    }

    fn queue(&mut self) -> Arc<str> {
        if self.dice.chance(3) {
            "nowhere".into()
        } else {
            self.dice.pick(&self.program.queues).as_str().into()
        }
    }

    fn joins(&mut self) -> Event {
        let name = *self.dice.pick(&NAMES);
        let mut agent = roster::entry(&mut self.dice, self.program, self.start, name);
        match self.dice.below(40) {
            0..4 => agent.queues.push("nowhere".into()),
            4 => agent.units = Some(-1),
            5 => agent.shifts.iter_mut().for_each(|shift| shift.to = shift.from.clone()),
            _ => {}
        }
        Event::AgentJoins { agent }
    }

    fn values(&mut self) -> Map<String, Value> {
        let mut values = Map::new();
        let mut set = |name: &str, value: Value| values.insert(name.to_owned(), value);
        if self.dice.chance(70) {
            set("tier", json!(self.dice.pick(&["low", "mid", "high"])));
        }
        if self.dice.chance(70) {
            set("n", json!(self.dice.between(0, 9)));
        }
        if self.dice.chance(40) {
            set("fav", json!(self.dice.pick(&NAMES)));
        }
        if self.dice.chance(60) {
            set("flag", json!(self.dice.chance(50)));
        }
        if self.dice.chance(40) {
            let due = Instant(self.now.0 + self.dice.between(-120, 120) * MINUTE);
            set("due", json!(due.to_string()));
        }
        values
    }

    fn arrival(&mut self, items: &[ItemLook]) -> Event {
        let workstream = self.dice.pick(&self.program.workstreams).clone();
        let mut item = self.values();
        let twice = !items.is_empty() && self.dice.chance(2);
        let id = if twice { items[0].id.to_string() } else { format!("i{}", self.arrived) };
        self.arrived += 1;
        item.insert("id".to_owned(), json!(id));
        item.insert("workstream".to_owned(), json!(workstream));
        let count = if self.dice.chance(40) { 1 + self.dice.below(3) } else { 0 };
        let preferred = (0..count).map(|_| Arc::from(*self.dice.pick(&NAMES))).collect();
        let authenticated = self.dice.chance(50);
        Event::Arrives(Arrival { item: raw(&Value::Object(item)), authenticated, preferred })
    }

    fn about(&mut self, item: &ItemLook, agents: &[AgentLook]) -> Event {
        if self.dice.chance(12) {
            return self.whatever(item, agents);
        }
        let id = item.id.clone();
        match item.state {
            ItemState::Open => self.while_open(id, agents),
            ItemState::Active if item.bot.is_some() => self.while_with_bot(id),
            ItemState::Active => match (&item.agent, &item.offered_to) {
                (None, Some(agent)) => self.while_offered(id, agent.clone()),
                (Some(agent), offered) => {
                    if offered.is_some() && self.dice.chance(30) {
                        return Event::Accepts { agent: agent.clone(), item: id };
                    }
                    self.while_worked_on(id, agent.clone(), agents)
                }
                (None, None) => Event::Tick,
            },
            ItemState::WrapUp => match &item.agent {
                Some(agent) if self.dice.chance(80) => Event::Closes { agent: agent.clone(), item: id },
                _ => Event::Writes { item: id },
            },
            ItemState::Waiting if self.dice.chance(60) => Event::Returns { item: id },
            ItemState::Waiting => Event::Reopens { agent: self.someone(agents), item: id },
            ItemState::Closed => Event::Tick,
        }
    }

    fn while_open(&mut self, item: Arc<str>, agents: &[AgentLook]) -> Event {
        let agent = self.someone(agents);
        match self.dice.below(10) {
            0..4 => Event::Picks { agent, item },
            4 => Event::Leaves { item },
            5 => Event::Disconnects { item },
            6 => Event::Deactivates { agent, item },
            7 => Event::Writes { item },
            _ => self.update(item),
        }
    }

    fn while_with_bot(&mut self, item: Arc<str>) -> Event {
        match self.dice.below(10) {
            0..6 => {
                let context = json!({ "mood": self.dice.between(0, 5) });
                let context = self.dice.chance(50).then(|| raw(&context));
                Event::BotEscalates { item, context }
            }
            6 => Event::BotEnds { item },
            7 => Event::CustomerEnds { item },
            _ => Event::Writes { item },
        }
    }

    fn while_offered(&mut self, item: Arc<str>, agent: Arc<str>) -> Event {
        match self.dice.below(20) {
            0..12 => Event::Accepts { agent, item },
            12..15 => Event::Rejects { agent, item },
            15..17 => Event::Misses { agent, item },
            17 => Event::Leaves { item },
            18 => Event::Disconnects { item },
            _ => Event::CustomerEnds { item },
        }
    }

    fn while_worked_on(&mut self, item: Arc<str>, agent: Arc<str>, agents: &[AgentLook]) -> Event {
        match self.dice.below(24) {
            0..4 => Event::Ends { agent, item },
            4..7 => Event::Parks { agent, item },
            7 => Event::Releases { agent, item },
            8..10 => Event::Drops { agent, item },
            10..12 => Event::Resolves { agent, item },
            12 => Event::Deactivates { agent, item },
            13..15 => Event::Transfers { agent, item, queue: self.queue() },
            15 | 16 => {
                let to = self.someone(agents);
                if to == agent { Event::Writes { item } } else { Event::HandsOver { agent, item, to } }
            }
            17 => Event::Consults { agent, item, with: self.someone(agents) },
            18 => Event::CustomerEnds { item },
            19 => Event::Disconnects { item },
            20 => Event::Reconnects { item },
            21 => Event::Reopens { agent, item },
            22 => self.update(item),
            _ => Event::Writes { item },
        }
    }

    /// A supervisor, or anything at all.
    fn whatever(&mut self, item: &ItemLook, agents: &[AgentLook]) -> Event {
        let id = item.id.clone();
        match self.dice.below(5) {
            0 => Event::SupervisorAssigns { item: id, agent: self.someone(agents) },
            1 => Event::SupervisorTransfers { item: id, queue: self.queue() },
            2 => Event::SupervisorReturns { item: id },
            3 => Event::SupervisorCloses { item: id },
            _ => self.nonsense(std::slice::from_ref(item), agents),
        }
    }

    fn update(&mut self, item: Arc<str>) -> Event {
        let values = self.values();
        Event::Updates { item, values: raw(&Value::Object(values)) }
    }

    fn about_agent(&mut self, agents: &[AgentLook]) -> Event {
        let agent = self.someone(agents);
        let away = agents.iter().any(|known| known.id == agent && known.base >= 3);
        if away && self.dice.chance(60) {
            return if self.dice.chance(50) {
                Event::SignsIn { agent }
            } else {
                Event::AgentReconnects { agent }
            };
        }
        match self.dice.below(10) {
            0 | 1 => Event::SignsIn { agent },
            2..6 => {
                let words = [
                    "available",
                    "available",
                    "busy",
                    "do_not_disturb",
                    "away",
                    "offline",
                    "inactive",
                    "lunch",
                    "focus",
                    "hidden",
                    "asleep",
                ];
                Event::SetsPresence { agent, presence: Arc::from(*self.dice.pick(&words)) }
            }
            6 => Event::AgentDisconnects { agent },
            7 | 8 => Event::AgentReconnects { agent },
            _ => Event::SupervisorResets { agent },
        }
    }

    /// Any event about any item and agent, known or not.
    fn nonsense(&mut self, items: &[ItemLook], agents: &[AgentLook]) -> Event {
        let item: Arc<str> = if items.is_empty() || self.dice.chance(10) {
            "i0".into()
        } else {
            self.dice.pick(items).id.clone()
        };
        let agent = if self.dice.chance(5) { "nobody".into() } else { self.someone(agents) };
        match self.dice.below(20) {
            0 => Event::Returns { item },
            1 => Event::CustomerEnds { item },
            2 => Event::Leaves { item },
            3 => Event::Disconnects { item },
            4 => Event::Reconnects { item },
            5 => Event::Accepts { agent, item },
            6 => Event::Rejects { agent, item },
            7 => Event::Misses { agent, item },
            8 => Event::Picks { agent, item },
            9 => Event::Reopens { agent, item },
            10 => Event::Parks { agent, item },
            11 => Event::Ends { agent, item },
            12 => Event::Closes { agent, item },
            13 => Event::Releases { agent, item },
            14 => Event::Drops { agent, item },
            15 => Event::Resolves { agent, item },
            16 => Event::Deactivates { agent, item },
            17 => Event::Transfers { agent, item, queue: self.queue() },
            18 => Event::BotEscalates { item, context: None },
            _ => Event::BotEnds { item },
        }
    }
}

fn raw(value: &Value) -> Box<RawValue> {
    RawValue::from_string(value.to_string()).unwrap()
}
