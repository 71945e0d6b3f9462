//! Ways in which data writes values of each type: those that a program asks for, their neighbours, and rubbish.

use super::dice::Dice;
use super::value::Value;
use super::vocabulary::{INSTANTS, WORDS};
use super::walk;
use enroute::hir::{Const, ExprKind, Program, TableCellTest};
use enroute::types::Type;
use enroute::value as exact;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One way to write a value, or what is none.
#[derive(Clone, Debug)]
pub(crate) struct Face {
    /// As JSON.
    pub(crate) json: String,
    /// What is read; missing for what is blank or cannot be read.
    pub(crate) value: Value,
    /// What is wrong with it, one for each member of a list that cannot be read.
    pub(crate) faults: Vec<Fault>,
}

/// Why a value cannot be read.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) seen: String,
    pub(crate) why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Unreadable,
    TooLarge,
    /// A member of a list.
    Member,
}

/// The ways to write values of each type of a program.
pub(crate) struct Faces {
    by_type: Vec<(Type, OfType)>,
}

/// The ways to write values of one type.
struct OfType {
    /// Those that can be read stand first.
    faces: Vec<Face>,
    readable: usize,
}

/// Of a hundred throws, so many write rubbish, and so many nothing at all.
const RUBBISH: usize = 12;
const NOTHING: usize = 12;

impl Faces {
    pub(crate) fn of(program: &Program) -> Self {
        let mut asked = Asked::default();
        asked.gather(program);
        let mut by_type: Vec<(Type, OfType)> = Vec::new();
        let fields = program.entities.iter().flat_map(|entity| &entity.fields);
        let context = program.workstreams.iter().flat_map(|workstream| &workstream.context);
        let results = program.models.iter().map(|model| &model.result);
        for ty in fields.chain(context).map(|field| &field.ty).chain(results).chain([&Type::Decimal]) {
            if !by_type.iter().any(|(known, _)| known == ty) {
                let faces = asked.faces(program, ty);
                let is_readable = |face: &&Face| face.faults.is_empty() && face.value != Value::Missing;
                let readable = faces.iter().take_while(is_readable).count();
                by_type.push((ty.clone(), OfType { faces, readable }));
            }
        }
        Self { by_type }
    }

    /// One of them; `None` where the data has nothing at all.
    pub(crate) fn pick(&self, dice: &mut Dice, ty: &Type) -> Option<&Face> {
        let throw = dice.below(100);
        if throw < NOTHING {
            return None;
        }
        let (_, OfType { faces, readable }) = self.by_type.iter().find(|(known, _)| known == ty)?;
        let (good, others) = faces.split_at(*readable);
        let from = if good.is_empty() || throw < NOTHING + RUBBISH { others } else { good };
        from.get(dice.below(from.len()))
    }
}

/// The constants that a program asks for.
#[derive(Default)]
struct Asked {
    constants: BTreeSet<Const>,
    texts: BTreeSet<String>,
}

impl Asked {
    fn gather(&mut self, program: &Program) {
        walk::each(program, &mut |expr| match &expr.kind {
            ExprKind::Const(value) => self.keep(value),
            ExprKind::List(values) | ExprKind::OneOf { values, .. } | ExprKind::ListHas { values, .. } => {
                self.keep_all(values);
            }
            ExprKind::Search { texts, .. } => self.texts.extend(texts.iter().cloned()),
            _ => {}
        });
        for cell in program.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            match &cell.test {
                TableCellTest::OneOf(values, _) => self.keep_all(values),
                TableCellTest::Between { from, to, .. } => {
                    self.keep(from);
                    self.keep(to);
                }
                TableCellTest::Compare(_, value) => self.keep(value),
                TableCellTest::Search(_, texts) => self.texts.extend(texts.iter().cloned()),
                TableCellTest::Any | TableCellTest::Present => {}
            }
        }
        self.texts.extend(WORDS.iter().map(|word| (*word).to_owned()));
    }

    fn keep_all(&mut self, values: &[Const]) {
        for value in values {
            self.keep(value);
        }
    }

    fn keep(&mut self, value: &Const) {
        match value {
            Const::Text(text) => _ = self.texts.insert(text.clone()),
            other => _ = self.constants.insert(other.clone()),
        }
    }

    /// Good ones first, then what is blank or cannot be read.
    fn faces(&self, program: &Program, ty: &Type) -> Vec<Face> {
        let mut faces = match ty {
            Type::Bool => bools(),
            Type::Int => self.ints(),
            Type::Decimal => self.decimals(),
            Type::Text | Type::Agent => self.text_faces(),
            Type::Date => self.dates(),
            Type::Time => self.times(),
            Type::Instant => self.instants(),
            Type::Duration => self.durations(),
            Type::Enum(id) => {
                let values = &program.enums[usize::try_from(id.0).unwrap()].values;
                values
                    .iter()
                    .zip(0..)
                    .flat_map(|(value, at)| {
                        spellings(&value.word, value.label.as_deref(), &value.spellings, value.code, at)
                    })
                    .collect()
            }
            Type::Skill => program
                .skills
                .iter()
                .zip(0..)
                .flat_map(|(skill, at)| {
                    spellings(&skill.named.name, Some(&skill.named.label), &skill.spellings, None, at)
                })
                .collect(),
            Type::List(member) => return lists(&self.faces(program, member), member),
            Type::Entity(_) | Type::Queue | Type::Unknown => Vec::new(),
        };
        let readable = |face: &Face| face.faults.is_empty() && face.value != Value::Missing;
        faces.retain(readable);
        faces.extend(rubbish(ty));
        faces.extend(["null", "\"\"", "\"  \""].map(|blank| good(blank.to_owned(), Value::Missing)));
        faces
    }

    fn numbers(&self, number: impl Fn(&Const) -> Option<i64>, around: i64) -> BTreeSet<i64> {
        let asked = self.constants.iter().filter_map(number);
        asked.flat_map(|value| [value.saturating_sub(around), value, value.saturating_add(around)]).collect()
    }

    fn ints(&self) -> Vec<Face> {
        let mut numbers =
            self.numbers(|value| if let Const::Int(number) = value { Some(*number) } else { None }, 1);
        numbers.extend([-3, 0, 1, 2, 7, 9_223_372_036_854_775_807, -9_223_372_036_854_775_000]);
        let numbers = numbers.into_iter().filter(|number| *number > i64::MIN + 1);
        numbers
            .flat_map(|number| {
                [number.to_string(), format!("\"{number}\""), format!("\" {number}.0 \"")]
                    .map(|json| good(json, Value::Int(number)))
            })
            .collect()
    }

    fn decimals(&self) -> Vec<Face> {
        let mut numbers =
            self.numbers(|value| if let Const::Decimal(number) = value { Some(number.0) } else { None }, 1);
        numbers.extend([0, 15_000, 1_000_000, 999_999, -5_000, 122_500, 3]);
        numbers
            .into_iter()
            .flat_map(|scaled| {
                let shown = exact::Decimal(scaled).to_string();
                [shown.clone(), format!("\"{shown}\"")].map(|json| good(json, Value::Decimal(scaled)))
            })
            .collect()
    }

    fn text_faces(&self) -> Vec<Face> {
        let mut faces: Vec<Face> =
            self.texts.iter().filter(|text| !text.trim().is_empty()).map(|text| text_face(text)).collect();
        for (one, two) in self.texts.iter().zip(self.texts.iter().skip(3)).step_by(2) {
            faces.extend([" ", "", "-", ", "].map(|joint| text_face(&format!("{one}{joint}{two}"))));
        }
        faces.extend(["12", "-7.5", "true"].map(|json| good(json.to_owned(), text(json))));
        faces.push(text_face(" two \"words\"\\\n "));
        faces
    }

    fn dates(&self) -> Vec<Face> {
        let mut days: BTreeSet<i32> = [20_811, 20_812, 20_541].into();
        for value in &self.constants {
            if let Const::Date(date) = value {
                days.extend([date.0 - 1, date.0, date.0 + 1]);
            }
        }
        days.into_iter().map(|day| good(format!("\"{}\"", exact::Date(day)), Value::Date(day))).collect()
    }

    fn times(&self) -> Vec<Face> {
        let minute = 60_000_000;
        let mut times =
            self.numbers(|value| if let Const::Time(time) = value { Some(time.0) } else { None }, minute);
        times.extend([0, 30, 480, 750, 1080, 1439].map(|minutes| minutes * minute));
        times.retain(|time| (0..1440 * minute).contains(time));
        times.into_iter().map(|time| good(format!("\"{}\"", exact::Time(time)), Value::Time(time))).collect()
    }

    fn instants(&self) -> Vec<Face> {
        let mut instants =
            self.numbers(|value| if let Const::Instant(at) = value { Some(at.0) } else { None }, 1_000_000);
        instants
            .extend(INSTANTS.iter().map(|text| text.parse::<jiff::Timestamp>().unwrap().as_microsecond()));
        instants
            .into_iter()
            .map(|at| good(format!("\"{}\"", exact::Instant(at)), Value::Instant(at)))
            .collect()
    }

    fn durations(&self) -> Vec<Face> {
        let second = 1_000_000;
        let mut lengths = self
            .numbers(|value| if let Const::Duration(length) = value { Some(length.0) } else { None }, second);
        lengths.extend([30, 300, 5400, 259_200].map(|seconds| seconds * second));
        lengths.retain(|length| *length > 0);
        lengths
            .into_iter()
            .map(|length| good(format!("\"{}\"", exact::Duration(length)), Value::Duration(length)))
            .collect()
    }
}

fn good(json: String, value: Value) -> Face {
    Face { json, value, faults: Vec::new() }
}

fn text(text: &str) -> Value {
    Value::Text(Arc::from(text))
}

fn text_face(said: &str) -> Face {
    good(json!(said).to_string(), text(said))
}

fn bools() -> Vec<Face> {
    let of = |yes: bool, faces: [&str; 4]| faces.map(|json| good(json.to_owned(), Value::Bool(yes)));
    let yes = of(true, ["true", "1", "\"Yes\"", "\" TRUE\""]);
    yes.into_iter().chain(of(false, ["false", "0", "\"no\"", "\"False \""])).collect()
}

fn spellings(word: &str, label: Option<&str>, others: &[String], code: Option<i64>, at: u32) -> Vec<Face> {
    let mut faces = vec![json!(word), json!(word.to_uppercase()), json!(format!("  {word}"))];
    faces.extend(label.map(|label| json!(label)));
    faces.extend(others.iter().map(|other| json!(other)));
    faces.extend(code.map(|code| json!(code)));
    faces.into_iter().map(|json| good(json.to_string(), Value::Enum(at))).collect()
}

fn fault(json: &str, seen: &str, why: Why) -> Face {
    Face { json: json.to_owned(), value: Value::Missing, faults: vec![Fault { seen: seen.to_owned(), why }] }
}

/// What no field of that type can hold.
fn rubbish(ty: &Type) -> Vec<Face> {
    let object = || fault("{\"a\": [1]}", "{…}", Why::Unreadable);
    let array = || fault("[[1], {}]", "[…]", Why::Unreadable);
    match ty {
        Type::Text | Type::Agent => vec![object(), array()],
        Type::Int => vec![
            fault("\"rubbish\"", "rubbish", Why::Unreadable),
            fault("1.5", "1.5", Why::Unreadable),
            fault("9223372036854775808", "9223372036854775808", Why::TooLarge),
            fault("true", "true", Why::Unreadable),
            object(),
            array(),
        ],
        Type::Decimal => vec![
            fault("\"rubbish\"", "rubbish", Why::Unreadable),
            fault("18446744073709551615", "18446744073709551615", Why::TooLarge),
            object(),
            array(),
        ],
        _ => vec![
            fault("\"rubbish\"", "rubbish", Why::Unreadable),
            fault("-77", "-77", Why::Unreadable),
            object(),
            array(),
        ],
    }
}

/// Lists of none to three members, some of which cannot be read; one value alone; a text with `;`.
fn lists(members: &[Face], ty: &Type) -> Vec<Face> {
    let mut faces = vec![good("[]".to_owned(), Value::List(Arc::from([])))];
    let mut dice = Dice::new(u64::try_from(members.len()).unwrap());
    for count in 1..60 {
        let chosen: Vec<&Face> = (0..=count % 3).map(|_| dice.pick(members)).collect();
        let json: Vec<_> = chosen.iter().map(|face| face.json.as_str()).collect();
        faces.push(list(format!("[{}]", json.join(", ")), &chosen, ty));
    }
    let alone = members.iter().filter(|face| {
        !face.json.contains([';', '[', '{']) && (face.value != Value::Missing || !face.faults.is_empty())
    });
    let alone: Vec<Face> = alone.take(12).map(|face| list(face.json.clone(), &[face], ty)).collect();
    faces.extend(alone);
    faces.push(list("\" ; ;\"".to_owned(), &[], ty));
    faces.sort_by_key(|face| !face.faults.is_empty());
    faces.push(fault("{\"not\": 1}", "{…}", Why::Unreadable));
    faces.extend(["null", "\" \""].map(|blank| good(blank.to_owned(), Value::Missing)));
    faces
}

fn list(json: String, members: &[&Face], ty: &Type) -> Face {
    let trimmed = |value: &Value| match value {
        Value::Text(said) if matches!(ty, Type::Text | Type::Agent) => text(said.trim()),
        other => other.clone(),
    };
    let values = members.iter().filter(|face| face.faults.is_empty() && face.value != Value::Missing);
    let faults = members.iter().flat_map(|face| &face.faults);
    Face {
        json,
        value: Value::List(values.map(|face| trimmed(&face.value)).collect()),
        faults: faults
            .map(|fault| Fault {
                seen: fault.seen.clone(),
                why: if fault.why == Why::TooLarge { Why::TooLarge } else { Why::Member },
            })
            .collect(),
    }
}
