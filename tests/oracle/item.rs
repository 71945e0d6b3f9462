//! Items by chance, as a program knows them: complete, with holes, with rubbish; as JSON for the machine, as values for
//! the evaluator, and what is wrong with them.

use super::dice::Dice;
use super::faces::{Face, Faces, Why};
use super::used::{Reads, Shared, Used};
use super::value::Value;
use enroute::hir::{Field, Place, Program, Root, RulesetKind, Step, Workstream};
use enroute::types::{EntityId, Type};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// What stands in a field.
#[derive(Debug, Clone)]
pub(crate) enum Held {
    Value(Value),
    /// What a link leads to.
    Record(Record),
}

/// The fields of a record, in declared order.
pub(crate) type Record = Vec<Held>;

/// Where an item comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Workstream(usize),
    Intake(usize),
}

/// What a model answered, and how sure it is.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub(crate) value: Value,
    pub(crate) confidence: Value,
    /// Whether there was something that could not be read.
    pub(crate) faulty: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) target: Option<Target>,
    fields: Record,
    context: Vec<(String, Held)>,
    channel: Vec<(String, Held)>,
    /// By ruleset.
    pub(crate) models: BTreeMap<String, Answered>,
    pub(crate) json: String,
    /// The path and the sentence of each problem, in the order they are told.
    pub(crate) problems: Vec<(String, String)>,
}

/// What items of a program are made of.
pub(crate) struct Mould<'a> {
    pub(crate) program: &'a Program,
    pub(crate) faces: Faces,
    pub(crate) reads: Reads,
    pub(crate) targets: Vec<Target>,
    nothing: Used,
}

/// How deep links are followed where no rule does.
const DEEPEST: usize = 3;

impl<'a> Mould<'a> {
    pub(crate) fn of(program: &'a Program) -> Self {
        let workstreams = (0..program.workstreams.len()).map(Target::Workstream);
        let intakes = (0..program.intakes.len()).map(Target::Intake);
        let targets = workstreams.chain(intakes).collect();
        Self {
            program,
            faces: Faces::of(program),
            reads: Reads::of(program),
            targets,
            nothing: Used::default(),
        }
    }

    pub(crate) fn throw(&self, dice: &mut Dice, number: usize, item: &mut Item) {
        *item =
            Item { id: format!("item-{number}"), json: std::mem::take(&mut item.json), ..Item::default() };
        item.json.clear();
        let target = *dice.pick(&self.targets);
        item.target = Some(target);
        write!(item.json, "{{\"id\": \"{}\"", item.id).unwrap();
        let mut missing = Vec::new();
        let nowhere = self.address(dice, target, item);
        let (entity, streams) = self.read_by(target);
        let mut thrower = Thrower {
            mould: self,
            dice,
            json: std::mem::take(&mut item.json),
            problems: std::mem::take(&mut item.problems),
            path: String::new(),
        };
        let used = self.reads.items.get(&entity).unwrap_or(&self.nothing);
        item.fields = thrower.record(&self.program.entities[at(entity)].fields, used, 0, &mut missing);
        item.context = thrower.named("context", contexts(&streams), &self.reads.context, &mut missing);
        item.channel =
            thrower.named("channel", channels(self.program, &streams), &self.reads.channel, &mut missing);
        item.models = thrower.models(&streams);
        if thrower.dice.chance(10) {
            thrower.json.push_str(", \"unknown\": {\"deep\": [1, {\"x\": null}]}");
        }
        thrower.json.push('}');
        (item.json, item.problems) = (thrower.json, thrower.problems);
        // What cannot be read is told first, what is missing last.
        item.problems.extend(nowhere.into_iter().chain(missing));
    }

    /// The entity that an item of a target is, and the workstreams it may come to.
    fn read_by(&self, target: Target) -> (EntityId, Vec<&'a Workstream>) {
        match target {
            Target::Workstream(at) => {
                let workstream: &Workstream = &self.program.workstreams[at];
                (workstream.carries, vec![workstream])
            }
            Target::Intake(at) => {
                let (entity, rules) = &self.program.intakes[at];
                let mut ids: Vec<_> = rules.iter().map(|rule| rule.to).collect();
                ids.sort_unstable();
                ids.dedup();
                let streams = ids.iter().map(|id| Arc::as_ref(&self.program.workstreams[id.index()]));
                (*entity, streams.collect())
            }
        }
    }

    /// Says where the item comes in; sometimes with an instance that there is not, which is told.
    fn address(&self, dice: &mut Dice, target: Target, item: &mut Item) -> Option<(String, String)> {
        let (key, name) = match target {
            Target::Workstream(at) => {
                let workstream = &self.program.workstreams[at];
                match workstream.instances.first().filter(|_| dice.chance(30)) {
                    Some(instance) => ("instance", instance.clone()),
                    None => ("workstream", workstream.named.name.clone()),
                }
            }
            Target::Intake(at) => (
                "record",
                self.program.entities[super::item::at(self.program.intakes[at].0)].named.name.clone(),
            ),
        };
        write!(item.json, ", \"{key}\": {}", serde_json::Value::from(name)).unwrap();
        if key != "instance" && dice.chance(3) {
            item.json.push_str(", \"instance\": \"nowhere\"");
            let message = "`instance` is `nowhere`, which this program does not have";
            return Some(("instance".to_owned(), message.to_owned()));
        }
        None
    }
}

fn contexts<'a>(streams: &[&'a Workstream]) -> Vec<&'a Field> {
    let mut fields: Vec<&Field> = Vec::new();
    for field in streams.iter().flat_map(|stream| &stream.context) {
        if !fields.iter().any(|other| other.name == field.name) {
            fields.push(field);
        }
    }
    fields
}

fn channels<'a>(program: &'a Program, streams: &[&Workstream]) -> Vec<&'a Field> {
    let entities = streams.iter().filter_map(|stream| stream.channel_fields);
    entities.flat_map(|id| &program.entities[at(id)].fields).collect()
}

pub(crate) fn at(id: EntityId) -> usize {
    usize::try_from(id.0).unwrap()
}

struct Thrower<'t, 'a> {
    mould: &'t Mould<'a>,
    dice: &'t mut Dice,
    json: String,
    problems: Vec<(String, String)>,
    path: String,
}

type Problems = Vec<(String, String)>;

impl Thrower<'_, '_> {
    /// The fields of a record, of which some are read. What is missing is told after everything else.
    fn record(&mut self, fields: &[Field], used: &Used, depth: usize, missing: &mut Problems) -> Record {
        let mut record = Record::with_capacity(fields.len());
        for (field, number) in fields.iter().zip(0..) {
            let before = self.path.len();
            if before > 0 {
                self.path.push('.');
            }
            self.path.push_str(&field.name);
            let held = self.field(field, used.0.get(&number), depth, missing);
            self.path.truncate(before);
            record.push(held);
        }
        record
    }

    fn key(&mut self, key: &str) {
        if !self.json.ends_with('{') {
            self.json.push_str(", ");
        }
        write!(self.json, "\"{key}\": ").unwrap();
    }

    fn field(&mut self, field: &Field, used: Option<&Used>, depth: usize, missing: &mut Problems) -> Held {
        if let Type::Entity(entity) = &field.ty {
            return self.link(field, *entity, used, depth, missing);
        }
        // What no rule reads is left out mostly.
        if used.is_none() && !self.dice.chance(20) {
            return Held::Value(Value::Missing);
        }
        let face = self.mould.faces.pick(self.dice, &field.ty);
        if let Some(face) = face {
            self.key(&field.key);
            self.json.push_str(&face.json);
        }
        if used.is_none() {
            return Held::Value(Value::Missing);
        }
        Held::Value(self.read(face, field, missing))
    }

    /// The value of a field that is read: its default where there is none.
    fn read(&mut self, face: Option<&Face>, field: &Field, missing: &mut Problems) -> Value {
        let instead = if field.default.is_some() { "its default is taken" } else { "taken as missing" };
        if let Some(face) = face {
            self.tell(face, &field.ty, instead);
        }
        let value = face.map_or(Value::Missing, |face| face.value.clone());
        if value != Value::Missing {
            return value;
        }
        if let Some(default) = &field.default {
            return Value::of(default);
        }
        if !field.optional && face.is_none_or(|face| face.faults.is_empty()) {
            missing.push((self.path.clone(), format!("`{}` has no value", self.path)));
        }
        Value::Missing
    }

    fn tell(&mut self, face: &Face, ty: &Type, instead: &str) {
        let path = &self.path;
        for fault in &face.faults {
            let seen = &fault.seen;
            let (wanted, instead) = match (ty, fault.why) {
                (Type::List(member), Why::Member) => (self.wanted(member), "left out of the list"),
                (Type::List(_), Why::TooLarge) => (String::new(), "left out of the list"),
                _ => (self.wanted(ty), instead),
            };
            let message = match fault.why {
                Why::TooLarge => format!("`{path}` is `{seen}`, which is too large; {instead}"),
                Why::Unreadable | Why::Member => {
                    format!("`{path}` is `{seen}`, which is not {wanted}; {instead}")
                }
            };
            self.problems.push((path.clone(), message));
        }
    }

    fn wanted(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "yes or no".into(),
            Type::Int => "a whole number".into(),
            Type::Decimal => "a number".into(),
            Type::Text | Type::Agent => "a text".into(),
            Type::Date => "a date such as 2026-12-25".into(),
            Type::Time => "a time of day such as 08:00".into(),
            Type::Instant => "a date and time such as 2026-12-25T08:00Z".into(),
            Type::Duration => "a length of time such as 1h30m".into(),
            Type::Enum(id) => {
                format!(
                    "a value of `{}`",
                    self.mould.program.enums[usize::try_from(id.0).unwrap()].named.name
                )
            }
            Type::Skill => "a value of `skill`".into(),
            Type::List(member) => format!("a list whose members are each {}", self.wanted(member)),
            Type::Entity(_) => "an object with fields".into(),
            Type::Queue | Type::Unknown => panic!("no field holds {ty:?}"),
        }
    }

    fn link(
        &mut self,
        field: &Field,
        entity: EntityId,
        used: Option<&Used>,
        depth: usize,
        missing: &mut Problems,
    ) -> Held {
        if used.is_none() && (depth >= DEEPEST || !self.dice.chance(15)) {
            return Held::Value(Value::Missing);
        }
        let absent = Held::Value(Value::Missing);
        let throw = self.dice.below(100);
        if throw < 70 {
            self.key(&field.key);
            self.json.push('{');
        }
        let Some(used) = used else {
            if throw < 70 {
                self.json.push('}');
            }
            return absent;
        };
        let fields = &self.mould.program.entities[at(entity)].fields;
        match throw {
            0..70 => {
                let record = self.record(fields, used, depth + 1, missing);
                self.json.push('}');
                return Held::Record(record);
            }
            // A link may be said to be there, or not to be.
            70..74 => {
                self.key(&field.key);
                self.json.push_str("\"yes\"");
                return Held::Record(self.defaults(fields, used, missing));
            }
            74..77 => {
                self.key(&field.key);
                self.json.push_str("false");
            }
            77..80 => {
                self.key(&field.key);
                self.json.push_str("\"rubbish\"");
                let path = &self.path;
                let message =
                    format!("`{path}` is `rubbish`, which is not an object with fields; taken as missing");
                self.problems.push((path.clone(), message));
                return absent;
            }
            80..85 => {
                self.key(&field.key);
                self.json.push_str("null");
            }
            _ => {}
        }
        if !field.optional {
            missing.push((self.path.clone(), format!("`{}` has no value", self.path)));
        }
        absent
    }

    /// A record of which the data says no more than that it is there.
    fn defaults(&mut self, fields: &[Field], used: &Used, missing: &mut Problems) -> Record {
        let mut record = Record::with_capacity(fields.len());
        for (field, number) in fields.iter().zip(0..) {
            let before = self.path.len();
            write!(self.path, ".{}", field.name).unwrap();
            let read = used.0.contains_key(&number);
            let default = field.default.as_ref().filter(|_| read).map_or(Value::Missing, Value::of);
            if read && !field.optional && field.default.is_none() {
                missing.push((self.path.clone(), format!("`{}` has no value", self.path)));
            }
            self.path.truncate(before);
            record.push(Held::Value(default));
        }
        record
    }

    /// An object of places that are known by name.
    fn named(
        &mut self,
        key: &str,
        fields: Vec<&Field>,
        read: &[Shared],
        missing: &mut Problems,
    ) -> Vec<(String, Held)> {
        if fields.is_empty() {
            return Vec::new();
        }
        let whole = self.dice.chance(90);
        if whole {
            self.key(key);
            self.json.push('{');
        }
        let mut all = Vec::new();
        for field in fields {
            let used = read.iter().find(|one| one.name == field.name).map(|one| &one.below);
            key.clone_into(&mut self.path);
            self.path.push('.');
            self.path.push_str(&field.name);
            let held = if whole {
                self.field(field, used, DEEPEST, missing)
            } else if used.is_some() {
                Held::Value(self.read(None, field, missing))
            } else {
                Held::Value(Value::Missing)
            };
            all.push((field.name.clone(), held));
        }
        self.path.clear();
        if whole {
            self.json.push('}');
        }
        all
    }

    fn models(&mut self, streams: &[&Workstream]) -> BTreeMap<String, Answered> {
        let mut models = BTreeMap::new();
        let mut names: Vec<(&str, &Type)> = Vec::new();
        for ruleset in streams.iter().flat_map(|stream| &stream.classify) {
            let RulesetKind::Model { model, .. } = &ruleset.kind else { continue };
            if !names.iter().any(|(name, _)| *name == ruleset.name) {
                names.push((&ruleset.name, &self.mould.program.models[model.index()].result));
            }
        }
        if names.is_empty() || self.dice.chance(15) {
            return models;
        }
        self.key("models");
        self.json.push('{');
        for (name, ty) in names {
            name.clone_into(&mut self.path);
            if let Some(answered) = self.answer(name, ty) {
                models.insert(name.to_owned(), answered);
            }
        }
        self.path.clear();
        self.json.push('}');
        models
    }

    fn answer(&mut self, name: &str, ty: &Type) -> Option<Answered> {
        let face = self.mould.faces.pick(self.dice, ty)?;
        self.key(name);
        // An object says the value and how sure the model is.
        let confidence = if face.json.starts_with('{') || self.dice.chance(60) {
            self.json.push_str("{\"value\": ");
            self.json.push_str(&face.json);
            Some(self.mould.faces.pick(self.dice, &Type::Decimal))
        } else {
            self.json.push_str(&face.json);
            None
        };
        self.tell(face, ty, "taken as missing");
        let mut answered = Answered {
            value: face.value.clone(),
            confidence: Value::Missing,
            faulty: !face.faults.is_empty(),
        };
        if let Some(sure) = confidence {
            if let Some(sure) = sure.filter(|sure| sure.faults.is_empty()) {
                write!(self.json, ", \"confidence\": {}", sure.json).unwrap();
                if self.mould.reads.confidence.iter().any(|read| read == name) {
                    answered.confidence = sure.value.clone();
                }
            }
            self.json.push('}');
        }
        Some(answered)
    }
}

impl Item {
    /// The value at a place; missing behind a missing link.
    pub(crate) fn read(&self, place: &Place) -> Value {
        match self.held(place) {
            Some(Held::Value(value)) => value.clone(),
            Some(Held::Record(_)) | None => Value::Missing,
        }
    }

    /// Whether a link is there.
    pub(crate) fn has_link(&self, place: &Place) -> bool {
        matches!(self.held(place), Some(Held::Record(_)))
    }

    fn held(&self, place: &Place) -> Option<&Held> {
        let of = |all: &'_ [(String, Held)], name: &str| all.iter().position(|(other, _)| other == name);
        match &place.root {
            Root::Item(_) => {
                let (first, rest) = place.steps.split_first()?;
                below(self.fields.get(field(*first))?, rest)
            }
            Root::Context(name) => below(&self.context.get(of(&self.context, name)?)?.1, &place.steps),
            Root::Channel(name) => below(&self.channel.get(of(&self.channel, name)?)?.1, &place.steps),
            other => panic!("{other:?} is not part of an item"),
        }
    }
}

fn below<'h>(held: &'h Held, steps: &[Step]) -> Option<&'h Held> {
    let Some((step, rest)) = steps.split_first() else { return Some(held) };
    match held {
        Held::Record(record) => below(record.get(field(*step))?, rest),
        Held::Value(_) => None,
    }
}

fn field(step: Step) -> usize {
    usize::try_from(step.field).unwrap()
}
