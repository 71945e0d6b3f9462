//! Items by chance: complete, with holes, with rubbish; as JSON for the machine and as values for the evaluator.

use super::dice::Dice;
use super::value::Value;
use super::vocabulary::{Field, INSTANTS, Kind, Vocabulary, WORDS};
use enroute::hir::{Place, Program, Root};
use serde_json::{Map, json};
use std::collections::BTreeMap;

/// What the data has under a field's name.
pub(crate) enum Held {
    Value(Value),
    Record(Record),
}

pub(crate) type Record = BTreeMap<String, Held>;

pub(crate) struct Item {
    pub(crate) id: String,
    /// Whether it is a record, for intake; else a chat.
    pub(crate) is_record: bool,
    fields: Record,
    context: Record,
    /// What models answer, by ruleset.
    pub(crate) models: BTreeMap<String, Value>,
    pub(crate) json: serde_json::Value,
}

impl Item {
    pub(crate) fn throw(dice: &mut Dice, words: &Vocabulary, number: usize) -> Self {
        let mut thrower = Thrower { dice, words };
        let (fields, mut json) = thrower.thing();
        let (context, context_json) = thrower.record(&words.context);
        let is_record = dice.chance(20);
        let id = format!("item-{number}");
        json.insert("id".to_owned(), json!(id));
        if is_record {
            json.insert("record".to_owned(), json!("Thing"));
        } else {
            json.insert("workstream".to_owned(), json!("chat"));
            json.insert("context".to_owned(), serde_json::Value::Object(context_json));
        }
        let models = models(dice, &mut json);
        Self { id, is_record, fields, context, models, json: serde_json::Value::Object(json) }
    }

    /// The value at a place, with defaults where the data has none; missing behind a missing link.
    pub(crate) fn read(&self, program: &Program, place: &Place) -> Value {
        if let Root::Context(name) = &place.root {
            let field = program.workstreams.iter().flat_map(|workstream| &workstream.context);
            return leaf(&self.context, field.into_iter().find(|field| field.name == *name).unwrap());
        }
        assert!(matches!(place.root, Root::Item(_)), "{place:?} is not part of an item");
        let mut record = &self.fields;
        let (last, links) = place.steps.split_last().unwrap();
        for step in links {
            match record.get(&program.entities[entity(step.entity)].fields[field(step.field)].name) {
                Some(Held::Record(inner)) => record = inner,
                _ => return Value::Missing,
            }
        }
        leaf(record, &program.entities[entity(last.entity)].fields[field(last.field)])
    }

    pub(crate) fn has_link(&self, program: &Program, place: &Place) -> bool {
        let mut record = &self.fields;
        place.steps.iter().all(|step| {
            match record.get(&program.entities[entity(step.entity)].fields[field(step.field)].name) {
                Some(Held::Record(inner)) => {
                    record = inner;
                    true
                }
                _ => false,
            }
        })
    }
}

fn entity(id: enroute::types::EntityId) -> usize {
    usize::try_from(id.0).unwrap()
}

fn field(number: u32) -> usize {
    usize::try_from(number).unwrap()
}

fn leaf(record: &Record, field: &enroute::hir::Field) -> Value {
    match record.get(&field.name) {
        Some(Held::Value(value)) => value.clone(),
        _ => field.default.as_ref().map_or(Value::Missing, Value::of),
    }
}

fn models(dice: &mut Dice, json: &mut Map<String, serde_json::Value>) -> BTreeMap<String, Value> {
    let words = [
        "very_negative",
        "negative",
        "slightly_negative",
        "neutral",
        "slightly_positive",
        "positive",
        "very_positive",
    ];
    let mut models = BTreeMap::new();
    let mut answers = Map::new();
    for name in ["mood0", "mood1", "mood2", "mood3"] {
        if dice.chance(70) {
            let at = dice.below(words.len());
            models.insert(name.to_owned(), Value::Enum(u32::try_from(at).unwrap()));
            answers.insert(name.to_owned(), json!(words[at]));
        }
    }
    json.insert("models".to_owned(), serde_json::Value::Object(answers));
    models
}

struct Thrower<'a> {
    dice: &'a mut Dice,
    words: &'a Vocabulary,
}

type Json = Map<String, serde_json::Value>;

impl Thrower<'_> {
    fn thing(&mut self) -> (Record, Json) {
        let (mut record, mut json) = self.record(&self.words.fields);
        if self.dice.chance(70) {
            let (mut owner, mut owner_json) = self.record(&self.words.person);
            if self.dice.chance(60) {
                let (boss, boss_json) = self.record(&self.words.person);
                owner.insert("boss".to_owned(), Held::Record(boss));
                owner_json.insert("boss".to_owned(), serde_json::Value::Object(boss_json));
            }
            record.insert("owner".to_owned(), Held::Record(owner));
            json.insert("owner".to_owned(), serde_json::Value::Object(owner_json));
        }
        json.insert("unknown".to_owned(), json!({"deep": [1, {"x": null}]}));
        (record, json)
    }

    fn record(&mut self, fields: &[Field]) -> (Record, Json) {
        let (mut record, mut json) = (Record::new(), Json::new());
        for field in fields {
            match self.dice.below(10) {
                0 | 1 => {}
                2 => {
                    json.insert(field.name.clone(), serde_json::Value::Null);
                }
                3 => {
                    json.insert(field.name.clone(), self.rubbish(&field.kind));
                }
                _ => {
                    let (value, data) = self.value(&field.kind);
                    record.insert(field.name.clone(), Held::Value(value));
                    json.insert(field.name.clone(), data);
                }
            }
        }
        (record, json)
    }

    /// What no field of that kind can hold, or blank, which is missing.
    fn rubbish(&mut self, kind: &Kind) -> serde_json::Value {
        match kind {
            Kind::Text => json!(*self.dice.pick(&["", "   "])),
            Kind::TextList | Kind::EnumList(_) => json!({"not": "a list"}),
            _ => self.dice.pick(&[json!("rubbish"), json!({"a": 1}), json!(""), json!([[1]])]).clone(),
        }
    }

    fn value(&mut self, kind: &Kind) -> (Value, serde_json::Value) {
        match kind {
            Kind::Bool => {
                let yes = self.dice.chance(50);
                (Value::Bool(yes), self.dice.pick(&[json!(yes), json!(yes.to_string())]).clone())
            }
            Kind::Int => {
                let number = if self.dice.chance(5) { i64::MAX } else { self.dice.between(-3, 12) };
                (Value::Int(number), self.dice.pick(&[json!(number), json!(number.to_string())]).clone())
            }
            Kind::Decimal => self.decimal(),
            Kind::Text => {
                let (one, two) = (*self.dice.pick(WORDS), *self.dice.pick(WORDS));
                let joint = *self.dice.pick(&[" ", "", "-", ", "]);
                let text = if self.dice.chance(40) { one.to_owned() } else { format!("{one}{joint}{two}") };
                (Value::Text(text.clone()), json!(text))
            }
            Kind::Date => {
                let (text, days) = *self.dice.pick(&[
                    ("2026-12-24", 20_811),
                    ("2026-12-25", 20_812),
                    ("2026-03-29", 20_541),
                ]);
                (Value::Date(days), json!(text))
            }
            Kind::Time => {
                let minutes = *self.dice.pick(&[0i64, 30, 480, 750, 1080, 1439]);
                let text = format!("{:02}:{:02}", minutes / 60, minutes % 60);
                (Value::Time(minutes * 60_000_000), json!(text))
            }
            Kind::Instant => {
                let text = *self.dice.pick(INSTANTS);
                let stamp: jiff::Timestamp = text.parse().unwrap();
                (Value::Instant(stamp.as_microsecond()), json!(text))
            }
            Kind::Duration => {
                let (text, seconds) =
                    *self.dice.pick(&[("30s", 30i64), ("5m", 300), ("1h30m", 5400), ("3d", 259_200)]);
                (Value::Duration(seconds * 1_000_000), json!(text))
            }
            Kind::Enum(number) => self.choice(*number),
            Kind::TextList => {
                let texts: Vec<&str> = (0..self.dice.below(4)).map(|_| *self.dice.pick(WORDS)).collect();
                (
                    Value::List(texts.iter().map(|text| Value::Text((*text).to_owned())).collect()),
                    json!(texts),
                )
            }
            Kind::EnumList(number) => {
                let chosen: Vec<_> = (0..self.dice.below(4)).map(|_| self.choice(*number)).collect();
                let (values, data): (Vec<_>, Vec<_>) = chosen.into_iter().unzip();
                (Value::List(values), json!(data))
            }
        }
    }

    fn decimal(&mut self) -> (Value, serde_json::Value) {
        let (scaled, data) = self
            .dice
            .pick(&[
                (0i64, json!(0)),
                (15_000, json!(1.5)),
                (1_000_000, json!("100")),
                (999_999, json!(99.9999)),
                (-5_000, json!("-0.50")),
                (122_500, json!("12.25")),
            ])
            .clone();
        (Value::Decimal(scaled), data)
    }

    fn choice(&mut self, number: usize) -> (Value, serde_json::Value) {
        let values = &self.words.enums[number];
        let at = self.dice.below(values.len());
        let word = &values[at];
        let data = match self.dice.below(4) {
            0 => json!(format!("label {word}")),
            1 => json!(700 + 10 * number + at),
            2 => json!(word.to_uppercase()),
            _ => json!(word),
        };
        (Value::Enum(u32::try_from(at).unwrap()), data)
    }
}
