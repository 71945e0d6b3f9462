use crate::bytecode::{ANY_LEVEL, KnownSlots, MISSING, Program, Reading, Root, Slot};
use crate::dispatch::{AgentView, Mastery};
use crate::item::Frame;
use crate::value::Instant;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Where rules find what is known of an agent.
#[derive(Debug, Default)]
pub(super) struct Staff {
    facts: FxHashMap<Slot, Fact>,
    /// The slots of the fields of `entity Agent`, by rising number.
    pub(super) fields: Vec<Slot>,
}

/// Something that is known of an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Id,
    Presence,
    IdleTime,
    LastAssigned,
    IsWorking,
    UnitsFree,
    /// What is free in the profile of that place.
    Free(usize),
    /// What is taken in it.
    Load(usize),
    /// The level held of the skill of that place.
    Skill(usize),
    /// A field of `entity Agent`.
    Field,
}

impl Staff {
    /// What a program reads of agents.
    pub(super) fn of(program: &Program) -> Self {
        let slots = &program.desk.agent;
        let mut staff = Self { facts: FxHashMap::default(), fields: fields(program) };
        staff.facts.extend(staff.fields.iter().map(|slot| (*slot, Fact::Field)));
        let one = [
            (slots.id, Fact::Id),
            (slots.presence, Fact::Presence),
            (slots.idle_time, Fact::IdleTime),
            (slots.last_assigned, Fact::LastAssigned),
            (slots.is_working, Fact::IsWorking),
            (slots.units_free, Fact::UnitsFree),
        ];
        let desk = &program.desk;
        let several = |first: Slot, count: usize, fact: fn(usize) -> Fact| {
            let slot = |place: u32| Slot(first.0.saturating_add(place));
            (0..count).map(fact).zip((0..).map(slot)).map(|(fact, slot)| (slot, fact)).collect::<Vec<_>>()
        };
        let all = one
            .into_iter()
            .chain(several(slots.free, desk.profiles.len(), Fact::Free))
            .chain(several(slots.load, desk.profiles.len(), Fact::Load))
            .chain(several(slots.skills, desk.skills.len(), Fact::Skill));
        staff.facts.extend(all.filter(|(slot, _)| is_free(program, *slot)));
        staff
    }

    /// What a slot holds of an agent, if anything.
    pub(super) fn fact(&self, slot: Slot) -> Option<Fact> {
        self.facts.get(&slot).copied()
    }
}

/// Whether the machine has no use of its own for a slot: programs without agents have no slots for them.
fn is_free(program: &Program, slot: Slot) -> bool {
    let KnownSlots { now, id, waiting_items, predicted_wait, out_of_hours, waited, .. } = program.known;
    let KnownSlots { queue, workstream, bot, problems, .. } = program.known;
    let taken =
        [now, id, waiting_items, predicted_wait, out_of_hours, waited, queue, workstream, bot, problems];
    let shape = program.schema.slots.get(slot.index());
    shape.is_some_and(|shape| shape.root == Root::Machine) && !taken.contains(&slot)
}

/// The slots of the fields of `entity Agent`. Links lead to later records, so that one look at each is enough.
fn fields(program: &Program) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut records: BTreeSet<u32> = program.desk.agent.record.into_iter().collect();
    while let Some(place) = records.pop_first() {
        let record = usize::try_from(place).ok().and_then(|place| program.schema.records.get(place));
        for field in record.map(|record| record.fields.as_slice()).unwrap_or_default() {
            match &field.reading {
                Reading::Value { slot, .. } => slots.push(*slot),
                Reading::Answer { slot, confidence, .. } => {
                    slots.push(*slot);
                    slots.extend(*confidence);
                }
                Reading::Link { present, record, .. } => {
                    slots.push(*present);
                    records.insert(*record);
                }
            }
        }
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}

impl Fact {
    /// Puts what is known of an agent into a slot.
    pub(super) fn fill(self, frame: &mut Frame, slot: Slot, agent: &AgentView<'_>, now: Instant) {
        let value = match self {
            Self::Field => return frame.take(slot, agent.fields),
            Self::Id => frame.texts_mut().add(agent.id),
            Self::IdleTime => agent.idle_since.map_or(MISSING, |since| ago(since, now)),
            Self::Presence
            | Self::LastAssigned
            | Self::IsWorking
            | Self::UnitsFree
            | Self::Free(_)
            | Self::Load(_)
            | Self::Skill(_) => self.number(slot, agent).unwrap_or(MISSING),
        };
        frame.set(slot, value);
    }

    /// What is known of an agent, as a number that does not change as time passes: of the time somebody has been idle,
    /// what it would have been at the beginning of 1970.
    pub(super) fn number(self, slot: Slot, agent: &AgentView<'_>) -> Option<i64> {
        let profile = |place: usize| agent.profiles.get(place).copied().flatten();
        match self {
            Self::Id => None,
            Self::Field => agent.fields.number(slot),
            Self::Presence => Some(i64::from(agent.presence)),
            Self::IdleTime => agent.idle_since.and_then(|since| since.0.checked_neg()),
            Self::LastAssigned => agent.last_assigned.map(|at| at.0),
            Self::IsWorking => Some(i64::from(agent.is_working)),
            Self::UnitsFree => agent.units_free,
            Self::Free(place) => profile(place).map(|(free, _)| free),
            Self::Load(place) => profile(place).map(|(_, load)| load),
            Self::Skill(place) => match agent.skills.get(place).copied().unwrap_or_default() {
                Mastery::None => None,
                Mastery::Held => Some(ANY_LEVEL),
                Mastery::Level(level) => Some(level),
            },
        }
    }
}

/// How long ago an instant was; nothing for one that is to come.
pub(super) fn ago(since: Instant, now: Instant) -> i64 {
    now.0.saturating_sub(since.0).max(0)
}
