//! Items by chance, as a program knows them: complete, with holes, with rubbish; as JSON for the machine, as values for
//! the evaluator, and what is wrong with them.

use super::dice::Dice;
use super::faces::Faces;
use super::throwing::Thrower;
use super::used::{Reads, Used};
use super::value::Value;
use enroute::hir::{Field, Place, Program, Root, Step, Workstream};
use enroute::types::EntityId;
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
