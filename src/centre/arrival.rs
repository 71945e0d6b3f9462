use super::hub::Centre;
use crate::bytecode::{ANY_LEVEL, Action, Demand, MISSING, Overflow, RuleId, Send, Slot, Target};
use crate::dispatch::{Arrived, Destination, Loads, Routed};
use crate::item::{self, ItemError, ReadOptions, Snapshot, instance_of};
use crate::value::Instant;
use crate::vm::{Facts, NotRouted, QueueFacts, Queues, Ruling, Way};
use std::sync::Arc;

/// The dispatcher's loads, as the machine asks for them.
struct Asked<'l>(&'l dyn Loads);

/// How things stand in a queue, by the dispatcher.
pub(super) fn facts_of(loads: &dyn Loads, queue: u32) -> QueueFacts {
    QueueFacts {
        waiting_items: Some(loads.waiting_items(queue)),
        predicted_wait: loads.predicted_wait(queue),
    }
}

impl Queues for Asked<'_> {
    fn of_queue(&self, place: u32) -> QueueFacts {
        facts_of(self.0, place)
    }
}

impl Centre<'_> {
    pub(super) fn read_arrival(
        &mut self,
        item: &str,
        now: Instant,
        loads: &dyn Loads,
    ) -> Result<Arrived, String> {
        let ruling = match self.reader.json(item.as_bytes(), &ReadOptions::default(), &mut self.frame) {
            Ok(()) => {
                let (facts, watch) = (Facts::at(now), Self::onlooker(&mut self.watch));
                self.machine.settle_among(&mut self.frame, &facts, &Asked(loads), watch)
            }
            Err(error @ (ItemError::NoTarget | ItemError::UnknownTarget { .. })) => {
                return Ok(self.arrived(item, None, Some(error.to_string()), nowhere()));
            }
            Err(error @ (ItemError::NotJson { .. } | ItemError::NotAnObject)) => {
                return Err(error.to_string());
            }
        };
        self.machine.look_away();
        let routed = self.routed(ruling);
        let why = if let Way::NotRouted(why) = self.machine.way() { Some(sentence(why)) } else { None };
        Ok(self.arrived(item, ruling.workstream.filter(|_| why.is_none()), why, routed))
    }

    fn arrived(
        &self,
        json: &str,
        workstream: Option<u32>,
        not_routed: Option<String>,
        routed: Routed,
    ) -> Arrived {
        Arrived {
            id: Arc::from(self.frame.id()),
            workstream,
            not_routed,
            instance: instance_of(self.bundle.schema(), json).map(Arc::from),
            item: self.frame.snapshot(self.bundle.schema(), &self.kept),
            skills: self.skills(),
            holds: self.holds(workstream),
            problems: self.machine.problems(&self.frame).into_iter().map(|problem| problem.message).collect(),
            routed,
        }
    }

    fn skills(&self) -> Vec<(u32, Option<i64>)> {
        let known = self.program().known;
        let level = |skill: u32| match self.frame.get(Slot(known.skills.0.saturating_add(skill))) {
            MISSING => None,
            ANY_LEVEL => Some((skill, None)),
            level => Some((skill, Some(level))),
        };
        (0..known.skill_count).filter_map(level).collect()
    }

    fn holds(&self, workstream: Option<u32>) -> Vec<u32> {
        let (program, known) = (self.program(), self.program().known);
        let own = workstream.and_then(|place| program.workstreams.get(usize::try_from(place).ok()?));
        let is_own = |profile: u32| own.is_some_and(|own| own.capacity == Demand::Profile(profile));
        let is_held = |profile: u32| {
            self.frame.get(Slot(known.profiles.0.saturating_add(profile))) == 1 && !is_own(profile)
        };
        (0..known.profile_count).filter(|profile| is_held(*profile)).collect()
    }

    /// Routes an item once more.
    pub(super) fn reroute(
        &mut self,
        workstream: u32,
        id: &str,
        item: &Snapshot,
        now: Instant,
        loads: &dyn Loads,
    ) -> Routed {
        self.frame.restore(id, item::Target::Workstream(workstream), item);
        let facts = Facts::at(now);
        let watch = Self::onlooker(&mut self.watch);
        let ruling = self.machine.reroute(&mut self.frame, workstream, &facts, &Asked(loads), watch);
        self.machine.look_away();
        self.routed(ruling)
    }

    /// Where the machine's last decision leads.
    fn routed(&self, ruling: Ruling) -> Routed {
        let to = match self.machine.way() {
            Way::Queue(queue) => Destination::Queue(queue),
            Way::Bot => Destination::Bot,
            Way::Overflow(queue, action) => overflowed(queue, action),
            Way::NotRouted(_) => return nowhere(),
        };
        let send = ruling.rule.and_then(|rule| self.send(rule));
        Routed {
            rule: ruling.rule,
            to,
            urgency: send.map(|send| send.urgency.clone()).unwrap_or_default(),
            assignment: send.and_then(|send| send.uses),
            first: send.and_then(|send| self.first(send)),
        }
    }

    fn send(&self, rule: RuleId) -> Option<&Send> {
        let program = self.program();
        program.actions_of(program.rules.get(rule.index())?).iter().find_map(Action::as_send)
    }

    fn first(&self, send: &Send) -> Option<(Arc<str>, Option<i64>)> {
        match &send.target {
            Target::Agent { who, lasting, .. } => {
                Some(self.frame.text(*who)).filter(|id| !id.is_empty()).map(|id| (Arc::from(id), *lasting))
            }
            Target::Queue(_) | Target::Slot(_) | Target::Split(_) | Target::Bot => None,
        }
    }
}

fn overflowed(queue: u32, action: &Overflow) -> Destination {
    match action {
        Overflow::AssignAnyway => Destination::Queue(queue),
        Overflow::Transfer(other) => Destination::Overflowed(*other),
        Overflow::EndConversation | Overflow::EndCall => Destination::End,
        Overflow::Callback => Destination::Callback,
        Overflow::External(number) => Destination::External(Arc::from(number.as_str())),
        Overflow::Voicemail => Destination::Voicemail,
    }
}

/// Where an item goes that is not routed.
fn nowhere() -> Routed {
    Routed { rule: None, to: Destination::End, urgency: Vec::new(), assignment: None, first: None }
}

fn sentence(why: NotRouted) -> String {
    match why {
        NotRouted::NoIntakeRule => "no rule of its intake holds",
        NotRouted::UnknownAddress => "nothing in the program takes it",
    }
    .to_owned()
}
