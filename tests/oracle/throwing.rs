//! The fields of an item by chance: some complete, some not there, some rubbish.

use super::dice::Dice;
use super::faces::{Face, Why};
use super::item::{Answered, Held, Mould, Record, at};
use super::used::{Shared, Used};
use super::value::Value;
use enroute::hir::{Field, RulesetKind, Workstream};
use enroute::types::{EntityId, Type};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How deep links are followed where no rule does.
const DEEPEST: usize = 3;

/// An item in the making.
pub(super) struct Thrower<'t, 'a> {
    pub(super) mould: &'t Mould<'a>,
    pub(super) dice: &'t mut Dice,
    pub(super) json: String,
    pub(super) problems: Vec<(String, String)>,
    pub(super) path: String,
}

type Problems = Vec<(String, String)>;

impl Thrower<'_, '_> {
    /// The fields of a record, of which some are read. What is missing is told after everything else.
    pub(super) fn record(
        &mut self,
        fields: &[Field],
        used: &Used,
        depth: usize,
        missing: &mut Problems,
    ) -> Record {
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
    pub(super) fn named(
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

    pub(super) fn models(&mut self, streams: &[&Workstream]) -> BTreeMap<String, Answered> {
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
