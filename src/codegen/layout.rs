use super::output::Effort;
use super::pools::Pools;
use crate::bytecode::{AgentSlots, KnownSlots, LONGEST_TIME, ListKind, Op, Root, Slot, SlotKind, SlotShape};
use crate::hir;
use crate::types::{EntityId, Type};
use crate::value::Duration;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Which places a program uses, and the slot of each. Slots are handed out as code needs them.
#[derive(Debug)]
pub(super) struct Layout<'p> {
    pub(super) program: &'p hir::Program,
    pub(super) slots: Vec<SlotShape>,
    pub(super) known: KnownSlots,
    pub(super) items: BTreeMap<EntityId, Fields>,
    pub(super) context: Vec<Shared>,
    pub(super) channel: Vec<Shared>,
    pub(super) models: Vec<Shared>,
    pub(super) confidence: BTreeMap<String, Slot>,
    /// What is known of agents, once anything is asked of them.
    pub(super) agent: Option<AgentSlots>,
    /// What is used of `entity Agent`.
    pub(super) agent_fields: Fields,
    results: FxHashMap<Op, Slot>,
    effort: Effort,
}

/// The fields of an entity that are used, in declared order.
pub(super) type Fields = BTreeMap<u32, Used>;

/// A field that is used.
#[derive(Debug)]
pub(super) struct Used {
    /// Its value, or the presence of what it links to.
    pub(super) slot: Slot,
    /// What is used of the entity it links to.
    pub(super) below: Fields,
}

/// A place known by name: workstreams that have one of the same name and type share its slot.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) used: Used,
}

impl<'p> Layout<'p> {
    pub(super) fn new(program: &'p hir::Program, effort: Effort) -> Self {
        let mut layout = Self {
            program,
            slots: Vec::new(),
            known: KnownSlots::default(),
            items: BTreeMap::new(),
            context: Vec::new(),
            channel: Vec::new(),
            models: Vec::new(),
            confidence: BTreeMap::new(),
            agent: None,
            agent_fields: Fields::new(),
            results: FxHashMap::default(),
            effort,
        };
        layout.known = layout.known_slots();
        layout
    }

    fn known_slots(&mut self) -> KnownSlots {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (skills, profiles) = (&self.program.skills, &self.program.profiles);
        KnownSlots {
            now: self.own(SlotKind::Instant, "now"),
            id: self.own(SlotKind::Text, "id"),
            waiting_items: self.own(SlotKind::Int, "waiting_items"),
            predicted_wait: self.own(SlotKind::Duration, "predicted_wait"),
            out_of_hours: self.own(SlotKind::Bool, "out_of_hours"),
            waited: self.own(SlotKind::Duration, "waited"),
            queue: self.own(SlotKind::Int, "queue"),
            workstream: self.own(SlotKind::Int, "workstream"),
            bot: self.own(SlotKind::Int, "bot"),
            problems: self.own(SlotKind::Int, "problems"),
            skills: self.run_of(skills.iter().map(|skill| format!("item needs {}", skill.named.name))),
            skill_count: count(skills.len()),
            profiles: self
                .run_of(profiles.iter().map(|profile| format!("item holds {}", profile.named.name))),
            profile_count: count(profiles.len()),
        }
    }

    pub(super) fn run_of(&mut self, paths: impl Iterator<Item = String>) -> Slot {
        let first = Slot(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        paths.for_each(|path| {
            self.own(SlotKind::Int, &path);
        });
        first
    }

    /// A slot of the machine's own.
    pub(super) fn own(&mut self, kind: SlotKind, path: &str) -> Slot {
        self.slot(kind, path.to_owned(), Root::Machine)
    }

    fn slot(&mut self, kind: SlotKind, path: String, root: Root) -> Slot {
        self.slots.push(SlotShape { kind, path, root });
        Slot(u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX))
    }

    /// What a slot holds.
    pub(super) fn kind(&self, slot: Slot) -> SlotKind {
        self.slots.get(slot.index()).map_or(SlotKind::Int, |shape| shape.kind)
    }

    /// The slot that holds what `op` computes: the same operation always has the same, unless nothing is shared.
    pub(super) fn result_of(&mut self, kind: SlotKind, op: impl Fn(Slot) -> Op) -> (Slot, Op) {
        let question = op(Slot(0));
        if let Some(slot) = self.results.get(&question).filter(|_| self.effort == Effort::Full) {
            return (*slot, op(*slot));
        }
        let slot = self.own(kind, "");
        self.results.insert(question, slot);
        (slot, op(slot))
    }

    /// The slot of a field of an item.
    pub(super) fn item(&mut self, entity: EntityId, steps: &[hir::Step]) -> Option<Slot> {
        let program = self.program;
        let mut fields = std::mem::take(self.items.entry(entity).or_default());
        let slot = self.walk(program, &mut fields, steps, Path { text: String::new(), root: Root::Item });
        self.items.insert(entity, fields);
        slot
    }

    pub(super) fn walk(
        &mut self,
        program: &hir::Program,
        mut fields: &mut Fields,
        steps: &[hir::Step],
        mut path: Path,
    ) -> Option<Slot> {
        let mut slot = None;
        for step in steps {
            let field = field_of(program, *step)?;
            path.push(&field.name);
            let kind = slot_kind(program, &field.ty);
            let used = fields.entry(step.field).or_insert_with(|| Used {
                slot: self.slot(kind, path.text.clone(), path.root),
                below: Fields::new(),
            });
            slot = Some(used.slot);
            fields = &mut used.below;
        }
        slot
    }

    /// The slot of a context variable, a field of the channel, or the answer of a model, or of a field below it.
    pub(super) fn named(&mut self, root: Root, name: &str, ty: &Type, steps: &[hir::Step]) -> Option<Slot> {
        let program = self.program;
        let path = named_path(root, name);
        let mut shared = std::mem::take(self.shared(root));
        let place = shared.iter().position(|one| one.name == name && one.ty == *ty).unwrap_or_else(|| {
            let slot = self.slot(slot_kind(program, ty), path.clone(), root);
            let used = Used { slot, below: Fields::new() };
            shared.push(Shared { name: name.to_owned(), ty: ty.clone(), used });
            shared.len() - 1
        });
        let slot = shared.get_mut(place).and_then(|one| {
            if steps.is_empty() {
                return Some(one.used.slot);
            }
            self.walk(program, &mut one.used.below, steps, Path { text: path, root })
        });
        *self.shared(root) = shared;
        slot
    }

    fn shared(&mut self, root: Root) -> &mut Vec<Shared> {
        match root {
            Root::Context => &mut self.context,
            Root::Channel => &mut self.channel,
            Root::Model | Root::Item | Root::Machine => &mut self.models,
        }
    }

    /// The slot of the confidence of a model's answer.
    pub(super) fn confidence_of(&mut self, ruleset: &str) -> Slot {
        if let Some(slot) = self.confidence.get(ruleset) {
            return *slot;
        }
        let slot = self.slot(SlotKind::Decimal, format!("{ruleset}.confidence"), Root::Model);
        self.confidence.insert(ruleset.to_owned(), slot);
        slot
    }
}

/// The path that leads to a slot.
pub(super) struct Path {
    pub(super) text: String,
    pub(super) root: Root,
}

impl Path {
    fn push(&mut self, name: &str) {
        if !self.text.is_empty() {
            self.text.push('.');
        }
        self.text.push_str(name);
    }
}

fn named_path(root: Root, name: &str) -> String {
    match root {
        Root::Context => format!("context.{name}"),
        Root::Channel => format!("channel.{name}"),
        Root::Model | Root::Item | Root::Machine => name.to_owned(),
    }
}

/// The field that a step names.
pub(super) fn field_of(program: &hir::Program, step: hir::Step) -> Option<&hir::Field> {
    let entity = program.entities.get(usize::try_from(step.entity.0).ok()?)?;
    entity.fields.get(usize::try_from(step.field).ok()?)
}

/// What a slot of that type holds. Queues, skills and the like are their places; skills in lists are values of an
/// enum of their own, so that the data may name them.
pub(super) fn slot_kind(program: &hir::Program, ty: &Type) -> SlotKind {
    match ty {
        Type::Bool => SlotKind::Bool,
        Type::Decimal => SlotKind::Decimal,
        Type::Text | Type::Agent => SlotKind::Text,
        Type::Date => SlotKind::Date,
        Type::Time => SlotKind::Time,
        Type::Instant => SlotKind::Instant,
        Type::Duration => SlotKind::Duration,
        Type::Enum(id) => SlotKind::Enum(id.0),
        Type::Entity(_) => SlotKind::Link,
        Type::List(member) => SlotKind::List(list_kind(program, member)),
        Type::Int | Type::Queue | Type::Skill | Type::Unknown => SlotKind::Int,
    }
}

fn list_kind(program: &hir::Program, member: &Type) -> ListKind {
    match member {
        Type::Bool => ListKind::Bool,
        Type::Decimal => ListKind::Decimal,
        Type::Text | Type::Agent => ListKind::Text,
        Type::Date => ListKind::Date,
        Type::Time => ListKind::Time,
        Type::Instant => ListKind::Instant,
        Type::Duration => ListKind::Duration,
        Type::Enum(id) => ListKind::Enum(id.0),
        Type::Skill => ListKind::Enum(u32::try_from(program.enums.len()).unwrap_or(u32::MAX)),
        Type::Int | Type::Queue | Type::Entity(_) | Type::List(_) | Type::Unknown => ListKind::Int,
    }
}

/// A constant as a slot holds it; `None` for a text.
pub(super) fn number_of(value: &hir::Const) -> Option<i64> {
    Some(match value {
        hir::Const::Bool(flag) => i64::from(*flag),
        hir::Const::Int(whole) => *whole,
        hir::Const::Decimal(decimal) => decimal.0,
        hir::Const::Text(_) => return None,
        hir::Const::Date(date) => i64::from(date.0),
        hir::Const::Time(time) => time.0,
        hir::Const::Instant(instant) => instant.0,
        hir::Const::Duration(duration) => duration.0,
        hir::Const::Enum(_, place) => i64::from(*place),
        hir::Const::Queue(id) => i64::from(id.0),
        hir::Const::Skill(id) => i64::from(id.0),
        hir::Const::Workstream(id) => i64::from(id.0),
        hir::Const::Bot(id) => i64::from(id.0),
    })
}

/// A length of time, no longer than programs may name.
pub(super) fn length(time: Duration) -> i64 {
    time.0.clamp(0, LONGEST_TIME)
}

/// Constants as a list holds them, or as places of texts.
pub(super) fn const_list(pools: &mut Pools, values: &[hir::Const]) -> crate::bytecode::ConstList {
    let numbers: Option<Vec<_>> = values.iter().map(number_of).collect();
    match numbers {
        Some(numbers) => crate::bytecode::ConstList::Numbers(numbers),
        None => {
            crate::bytecode::ConstList::Texts(texts_of(values).iter().map(|text| pools.text(text)).collect())
        }
    }
}

/// The texts among constants.
pub(super) fn texts_of(values: &[hir::Const]) -> Vec<String> {
    let text =
        |value: &hir::Const| if let hir::Const::Text(text) = value { Some(text.clone()) } else { None };
    values.iter().filter_map(text).collect()
}
