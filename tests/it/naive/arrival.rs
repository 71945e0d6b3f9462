//! How items and agents come in.

use super::Naive;
use super::desk::{Agent, Item, Line, Mode};
use super::presence::{AWAY, OFFLINE};
use enroute::bytecode::Skill;
use enroute::dispatch::{
    AgentEntry, Arrival, Arrived, Cause, Destination, Effect, Held, ItemState, Mastery, Refusal, Routed, Way,
};
use enroute::item::Snapshot;
use enroute::value::Instant;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Naive<'_> {
    pub(crate) fn arrives(&mut self, arrival: &Arrival) -> Result<(), Refusal> {
        let loads = self.counts();
        let arrived = self.rules.arrive(arrival.item.get(), self.now, &loads);
        let arrived = arrived.map_err(|why| Refusal::BadItem { why })?;
        if arrived.id.is_empty() {
            return Err(Refusal::BadItem { why: String::new() });
        }
        if self.items.iter().any(|item| item.id == arrived.id) {
            return Err(Refusal::ItemTwice { item: arrived.id });
        }
        let Some(workstream) = arrived.workstream else {
            return Err(Refusal::NotRouted { item: arrived.id, why: String::new() });
        };
        let routed = arrived.routed.clone();
        let place = self.items.len();
        let item = self.new_item(arrival, arrived, workstream as usize);
        self.items.push(item);
        let id = self.item(place).id.clone();
        let bot = self.program.workstreams[workstream as usize].bot;
        let to = if bot.is_some() { ItemState::Active } else { ItemState::Open };
        self.item_mut(place).state = to;
        self.out.push(Effect::State { item: id.clone(), from: None, to, cause: Cause::Arrived });
        match bot {
            Some(bot) => {
                self.item_mut(place).bot = Some(bot);
                let bot = self.desk().bots[bot as usize].as_str().into();
                self.out.push(Effect::Bot { item: id, bot });
                self.message(place, "greeting");
            }
            None => self.send(place, &routed, true),
        }
        Ok(())
    }

    fn new_item(&mut self, arrival: &Arrival, arrived: Arrived, workstream: usize) -> Item {
        self.next_item += 1;
        let known = |id: &Arc<str>| {
            self.agents.iter().any(|agent| agent.entry.id == *id)
                || self.former.iter().any(|(former, _)| former == id)
        };
        Item {
            number: self.next_item,
            id: arrived.id,
            workstream,
            state: ItemState::Open,
            queue: None,
            values: arrived.item,
            skills: arrived.skills,
            holds: arrived.holds,
            instance: arrived.instance,
            authenticated: arrival.authenticated,
            preferred: arrival.preferred.iter().filter(|id| known(id)).cloned().collect(),
            arrived: self.now,
            wrote: self.now,
            since: None,
            state_since: self.now,
            clock: self.now,
            urgency: Vec::new(),
            assignment: None,
            first: None,
            holder: None,
            works: false,
            offer: None,
            parked: false,
            bot: None,
            declined: BTreeMap::new(),
            declines: 0,
            belongs: None,
            last: None,
            dropped: None,
            window: None,
            asked: Vec::new(),
            moved: false,
            counted: false,
        }
    }

    /// To where the route sends an open item.
    fn send(&mut self, item: usize, routed: &Routed, is_new: bool) {
        let routed_by = if is_new { Cause::Routed } else { Cause::Escalated };
        let fallback = self.program.workstreams[self.item(item).workstream].fallback as usize;
        let cause = Cause::OverflowOnArrival;
        match &routed.to {
            Destination::Queue(queue) => self.queue_up(item, *queue as usize, routed_by, routed, is_new),
            Destination::Overflowed(queue) => self.queue_up(item, *queue as usize, cause, routed, is_new),
            Destination::Bot => {
                let plain = Routed {
                    rule: None,
                    to: Destination::Bot,
                    urgency: Vec::new(),
                    assignment: None,
                    first: None,
                };
                self.queue_up(item, fallback, routed_by, &plain, is_new);
            }
            Destination::End => self.close(item, cause),
            Destination::Callback => self.send_away(item, Way::Callback, cause),
            Destination::External(number) => {
                self.send_away(item, Way::External { number: number.clone() }, cause);
            }
            Destination::Voicemail => self.send_away(item, Way::Voicemail, cause),
        }
    }

    fn queue_up(&mut self, item: usize, queue: usize, cause: Cause, routed: &Routed, is_new: bool) {
        self.item_mut(item).moved = false;
        self.enter(item, queue, cause);
        let first =
            routed.first.clone().filter(|(id, _)| self.agents.iter().any(|agent| agent.entry.id == *id));
        let known = self.item_mut(item);
        known.urgency.clone_from(&routed.urgency);
        known.assignment = routed.assignment;
        known.first = first.map(|(id, time)| (id, time.map(|time| super::due::plus(known.clock, time))));
        if is_new {
            self.message(item, "greeting");
            if !self.is_open(queue) {
                self.message(item, "out_of_hours");
            }
        }
        self.close_if_nobody(item);
    }

    /// What the customer is told, by the address they came in by or by the workstream.
    fn message(&mut self, item: usize, moment: &str) {
        let known = self.item(item);
        let settings = &self.desk().workstreams[known.workstream];
        let of_instance = known.instance.as_ref().and_then(|address| {
            let found = settings
                .instance_messages
                .iter()
                .find(|(instance, word, _)| **instance == **address && word == moment);
            found.map(|(_, _, text)| text.clone())
        });
        let usual =
            || settings.messages.iter().find(|(word, _)| word == moment).map(|(_, text)| text.clone());
        if let Some(text) = of_instance.unwrap_or_else(usual) {
            let item = known.id.clone();
            self.out.push(Effect::Message { item, moment: moment.into(), text: text.into() });
        }
    }

    pub(crate) fn bot_escalates(&mut self, item: usize, context: Option<&str>) -> Result<(), Refusal> {
        if self.item(item).bot.is_none() {
            return Err(Refusal::NotWithBot { item: self.item(item).id.clone() });
        }
        if let Some(context) = context {
            let values = format!("{{\"context\":{context}}}");
            let kept = &mut self.items[item].values;
            self.rules.update(kept, &values).map_err(|why| Refusal::BadItem { why })?;
        }
        let loads = self.counts();
        let known = &self.items[item];
        let workstream = super::matching::number(known.workstream);
        let routed = self.rules.route(workstream, &known.id, &known.values, self.now, &loads);
        self.item_mut(item).bot = None;
        self.state(item, ItemState::Open, Cause::Escalated);
        self.send(item, &routed, false);
        Ok(())
    }

    /// A new agent, or what the roster says anew of one.
    pub(crate) fn joins(&mut self, entry: &AgentEntry) -> Result<(), Refusal> {
        let bad = |why: &str| Refusal::BadAgent { agent: entry.id.clone(), why: why.to_owned() };
        let fields = self.rules.agent(entry).map_err(|why| bad(&why))?;
        let known = self.agents.iter().position(|agent| agent.entry.id == entry.id);
        let mut agent = self.read(entry, fields).ok_or_else(|| bad(""))?;
        agent.working = self.works_now(&agent);
        let Some(place) = known else {
            let before = self.former.iter().position(|(id, _)| *id == entry.id);
            agent.number = if let Some(before) = before {
                self.former.remove(before).1
            } else {
                self.next_agent += 1;
                self.next_agent
            };
            for queue in 0..self.program.queues.len() {
                let stamp = self.next_stamp();
                agent.turns.insert(queue, stamp);
            }
            let number = agent.number;
            self.agents.push(agent);
            self.agents.sort_by_key(|agent| agent.number);
            if entry.signed_in {
                self.sign_in(number);
                self.settle(number, Cause::SignedIn);
            }
            return Ok(());
        };
        for queue in 0..self.program.queues.len() {
            let name = &self.program.queues[queue].name;
            let named = |entry: &AgentEntry| entry.queues.iter().any(|queue| **queue == **name);
            if named(entry) && !named(&self.agents[place].entry) {
                let stamp = self.next_stamp();
                self.agents[place].turns.insert(queue, stamp);
            }
        }
        let number = self.agents[place].number;
        let before = &mut self.agents[place];
        before.entry = agent.entry;
        before.fields = agent.fields;
        before.skills = agent.skills;
        before.limits = agent.limits;
        before.shifts = agent.shifts;
        before.working = agent.working;
        before.calendar = agent.calendar;
        self.settle(number, Cause::Capacity);
        Ok(())
    }

    /// What the roster says of an agent; none where the program does not know of it.
    fn read(&self, entry: &AgentEntry, fields: Snapshot) -> Option<Agent> {
        let desk = self.desk();
        let knows = |queue: &Arc<str>| self.program.queues.iter().any(|known| *known.name == **queue);
        let is_profile = |name: &Arc<str>| desk.profiles.iter().any(|profile| *profile.name == **name);
        let is_skill = |name: &Arc<str>| desk.skills.iter().any(|skill| *skill.name == **name);
        let fits = entry.queues.iter().all(knows)
            && entry.profiles.keys().all(is_profile)
            && entry.skills.keys().all(is_skill)
            && entry.presence.as_ref().is_none_or(|word| self.base_of(word).is_some())
            && entry.units.is_none_or(|units| units >= 0);
        let level = |skill: &Skill| -> Option<Mastery> {
            let held = entry.skills.iter().find(|(name, _)| ***name == *skill.name);
            Some(match held.map(|(_, held)| held) {
                None | Some(Held::Flag(false)) => Mastery::None,
                Some(Held::Flag(true)) => Mastery::Held,
                Some(Held::Level(level)) => Mastery::Level(*level),
                Some(Held::Label(label)) => Mastery::Level(
                    skill.labels.iter().find(|(known, _)| known == label).map(|(_, level)| *level)?,
                ),
            })
        };
        let limits = desk.profiles.iter().map(|profile| {
            let said = entry.profiles.iter().find(|(name, _)| ***name == *profile.name);
            said.map(|(_, own)| i64::from(own.unwrap_or(profile.limit)))
        });
        let shift = |shift: &enroute::dispatch::Shift| {
            let (from, to) = (Instant::parse(&shift.from)?, Instant::parse(&shift.to)?);
            (from < to).then_some((from, to))
        };
        let calendar = match &entry.hours {
            None => None,
            Some(name) => {
                Some(super::matching::number(desk.calendars.iter().position(|known| *known == **name)?))
            }
        };
        fits.then_some(Agent {
            number: 0,
            entry: entry.clone(),
            fields,
            skills: desk.skills.iter().map(level).collect::<Option<_>>()?,
            limits: limits.collect(),
            shifts: entry.shifts.iter().map(shift).collect::<Option<_>>()?,
            calendar,
            working: false,
            mode: Mode::Chosen("offline".to_owned()),
            line: Line::Here,
            shown: "offline".to_owned(),
            idle_since: None,
            last_assigned: None,
            turns: BTreeMap::new(),
        })
    }

    /// Who is there already goes on as they are.
    pub(crate) fn sign_in(&mut self, agent: usize) {
        if self.presence(self.agent(agent)).1 != OFFLINE {
            return;
        }
        let word = self.agent(agent).entry.presence.clone();
        let base = word.as_ref().and_then(|word| self.base_of(word));
        let known = self.agent_mut(agent);
        known.line = Line::Here;
        known.mode = match word {
            Some(word) if base.is_some_and(|base| base == AWAY || base == OFFLINE) => {
                Mode::Chosen(word.to_string())
            }
            Some(_) | None => Mode::Computed,
        };
    }
}
