//! What a condition or value comes to, by walking the tree.

use super::clock;
use super::item::Item;
use super::value::{Value, arith, compare, items, same};
use enroute::hir::{
    Argument, Const, Expr, ExprKind, Place, Program, QueueFact, Root, SkillId, SkillRef, ZoneOf,
};
use enroute::syntax::ast::{BoolOp, Case, CompareOp, Quantifier, TextOp};
use enroute::value::fold;
use std::collections::BTreeMap;

/// All that a rule may see.
pub(crate) struct World<'a> {
    pub(crate) program: &'a Program,
    pub(crate) item: &'a Item,
    pub(crate) now: i64,
    /// What classification has overwritten.
    pub(crate) set: Vec<(Place, Value)>,
    pub(crate) skills: Vec<(SkillId, Option<i64>)>,
    pub(crate) profiles: Vec<u32>,
    /// What models have answered so far.
    pub(crate) models: BTreeMap<String, Value>,
    /// Facts of the queue asked about.
    pub(crate) waiting: Value,
    pub(crate) out_of_hours: Value,
}

/// What a parameter stands for.
#[derive(Clone)]
pub(crate) enum Meaning {
    Value(Value),
    Entity(Place),
    Skill(SkillId),
}

pub(crate) type Meanings = [Meaning];

impl World<'_> {
    pub(crate) fn holds(&self, expr: &Expr, env: &Meanings) -> bool {
        match &expr.kind {
            ExprKind::Not(inner) => !self.holds(inner, env),
            ExprKind::Chain(BoolOp::And, parts) => parts.iter().all(|part| self.holds(part, env)),
            ExprKind::Chain(BoolOp::Or, parts) => parts.iter().any(|part| self.holds(part, env)),
            ExprKind::Compare { op, case, left, right } => {
                compare(*op, &self.value(left, env), &self.value(right, env), *case == Case::Exact)
            }
            ExprKind::OneOf { left, case, values } => {
                let left = self.value(left, env);
                values.iter().any(|value| same(&left, &Value::of(value), *case == Case::Exact))
            }
            ExprKind::Between { left, from, to, half_open } => {
                let (left, from, to) = (self.value(left, env), self.value(from, env), self.value(to, env));
                let last = if *half_open { CompareOp::Lt } else { CompareOp::Le };
                compare(CompareOp::Ge, &left, &from, true) && compare(last, &left, &to, true)
            }
            ExprKind::Search { .. } | ExprKind::ListHas { .. } | ExprKind::InList { .. } => {
                self.found(expr, env)
            }
            ExprKind::Present(inner) => self.is_present(inner, env),
            ExprKind::WithinLast(..) | ExprKind::WithinNext(..) | ExprKind::OlderThan(..) => {
                self.aged(expr, env)
            }
            ExprKind::During(at, hours) => {
                let at = at.as_ref().map_or(Value::Instant(self.now), |at| self.value(at, env));
                at.number().is_some_and(|at| clock::is_open(&self.program.hours[hours.index()], at))
            }
            ExprKind::Needs { skill, level } => self.needs(skill_of(*skill, env), *level),
            ExprKind::Holds(profile) => self.profiles.contains(&profile.0),
            ExprKind::Condition(id, arguments) => {
                let condition = &self.program.conditions[id.index()];
                let env: Vec<Meaning> =
                    arguments.iter().map(|argument| self.meaning(argument, env)).collect();
                self.holds(&condition.body, &env)
            }
            _ => self.value(expr, env) == Value::Bool(true),
        }
    }

    fn meaning(&self, argument: &Argument, env: &Meanings) -> Meaning {
        match argument {
            Argument::Value(value) => Meaning::Value(self.value(value, env)),
            Argument::Entity(place) => Meaning::Entity(rooted(place, env)),
            Argument::Skill(skill) => Meaning::Skill(skill_of(*skill, env)),
        }
    }

    fn needs(&self, skill: SkillId, level: Option<(CompareOp, i64)>) -> bool {
        self.skills.iter().find(|(held, _)| *held == skill).is_some_and(|(_, have)| match level {
            None => true,
            Some((op, wanted)) => {
                have.is_some_and(|have| compare(op, &Value::Int(have), &Value::Int(wanted), true))
            }
        })
    }

    fn aged(&self, expr: &Expr, env: &Meanings) -> bool {
        let age = |inner: &Expr| self.value(inner, env).number().and_then(|at| self.now.checked_sub(at));
        match &expr.kind {
            ExprKind::WithinLast(inner, length) => {
                age(inner).is_some_and(|age| (0..=length.0).contains(&age))
            }
            ExprKind::WithinNext(inner, length) => {
                age(inner).is_some_and(|age| (-length.0..=0).contains(&age))
            }
            ExprKind::OlderThan(inner, length) => age(inner).is_some_and(|age| age > length.0),
            other => panic!("{other:?} is not about age"),
        }
    }

    fn is_present(&self, inner: &Expr, env: &Meanings) -> bool {
        if let ExprKind::Read(place) = &inner.kind
            && matches!(inner.ty, enroute::types::Type::Entity(_))
        {
            return self.item.has_link(self.program, &rooted(place, env));
        }
        self.value(inner, env) != Value::Missing
    }

    fn found(&self, expr: &Expr, env: &Meanings) -> bool {
        match &expr.kind {
            ExprKind::Search { left, op, quantifier, case, texts } => {
                let Value::Text(text) = self.value(left, env) else { return false };
                several(*quantifier, texts, |wanted| search(&text, *op, wanted, *case))
            }
            ExprKind::ListHas { left, quantifier, case, values } => {
                let list = self.value(left, env);
                let Some(list) = items(&list) else { return false };
                several(*quantifier, values, |wanted: &Const| {
                    list.iter().any(|have| same(have, &Value::of(wanted), *case == Case::Exact))
                })
            }
            ExprKind::InList { left, case, list } => {
                let (left, list) = (self.value(left, env), self.value(list, env));
                items(&list)
                    .is_some_and(|list| list.iter().any(|have| same(&left, have, *case == Case::Exact)))
            }
            other => panic!("{other:?} searches nothing"),
        }
    }

    pub(crate) fn value(&self, expr: &Expr, env: &Meanings) -> Value {
        match &expr.kind {
            ExprKind::Const(constant) => Value::of(constant),
            ExprKind::List(values) => Value::List(values.iter().map(Value::of).collect()),
            ExprKind::Read(place) => self.read(&rooted(place, env)),
            ExprKind::Param(at) => match &env[usize::try_from(*at).unwrap()] {
                Meaning::Value(value) => value.clone(),
                Meaning::Entity(_) | Meaning::Skill(_) => panic!("parameter {at} is no value"),
            },
            ExprKind::Arith { op, left, right } => {
                arith(*op, &self.value(left, env), &self.value(right, env))
            }
            ExprKind::Negate(inner) => match self.value(inner, env) {
                Value::Int(number) => number.checked_neg().map_or(Value::Missing, Value::Int),
                Value::Decimal(number) => number.checked_neg().map_or(Value::Missing, Value::Decimal),
                Value::Duration(number) => number.checked_neg().map_or(Value::Missing, Value::Duration),
                _ => Value::Missing,
            },
            ExprKind::Default(left, right) => match self.value(left, env) {
                Value::Missing => self.value(right, env),
                value => value,
            },
            ExprKind::Widen(inner) => match self.value(inner, env) {
                Value::Int(number) => number.checked_mul(10_000).map_or(Value::Missing, Value::Decimal),
                _ => Value::Missing,
            },
            ExprKind::Now => Value::Instant(self.now),
            ExprKind::DateIn(..) | ExprKind::TimeIn(..) | ExprKind::WeekdayIn(..) => self.local(expr, env),
            ExprKind::Lookup { table, arguments, output } => {
                let arguments: Vec<Value> =
                    arguments.iter().map(|argument| self.value(argument, env)).collect();
                let row = super::table::row(&self.program.tables[table.index()], &arguments);
                row.map_or(Value::Missing, |outputs| outputs[usize::try_from(*output).unwrap()].clone())
            }
            _ => Value::Bool(self.holds(expr, env)),
        }
    }

    fn local(&self, expr: &Expr, env: &Meanings) -> Value {
        let (ExprKind::DateIn(at, of) | ExprKind::TimeIn(at, of) | ExprKind::WeekdayIn(at, of)) = &expr.kind
        else {
            panic!("{expr:?} is not local")
        };
        let at = at.as_ref().map_or(Value::Instant(self.now), |at| self.value(at, env));
        let Some(at) = at.number() else { return Value::Missing };
        let zone = match of {
            ZoneOf::Hours(hours) => &self.program.hours[hours.index()].zone,
            ZoneOf::Zone(zone) => zone,
        };
        match &expr.kind {
            ExprKind::DateIn(..) => Value::Date(clock::date_in(zone, at)),
            ExprKind::TimeIn(..) => Value::Time(clock::time_in(zone, at)),
            _ => Value::Enum(clock::weekday_in(zone, at)),
        }
    }

    fn read(&self, place: &Place) -> Value {
        if let Some((_, value)) = self.set.iter().rev().find(|(written, _)| written == place) {
            return value.clone();
        }
        match &place.root {
            Root::Model(name) => self.models.get(name).cloned().unwrap_or(Value::Missing),
            Root::Queue(QueueFact::WaitingItems) => self.waiting.clone(),
            Root::Queue(QueueFact::OutOfHours) => self.out_of_hours.clone(),
            _ => self.item.read(self.program, place),
        }
    }
}

fn skill_of(skill: SkillRef, env: &Meanings) -> SkillId {
    match skill {
        SkillRef::Skill(skill) => skill,
        SkillRef::Param(at) => match &env[usize::try_from(at).unwrap()] {
            Meaning::Skill(skill) => *skill,
            Meaning::Value(_) | Meaning::Entity(_) => panic!("parameter {at} is no skill"),
        },
    }
}

/// `place` with an entity parameter replaced by what it stands for.
fn rooted(place: &Place, env: &Meanings) -> Place {
    let Root::Param(at) = place.root else { return place.clone() };
    let Meaning::Entity(base) = &env[usize::try_from(at).unwrap()] else {
        panic!("parameter {at} is no entity")
    };
    let steps = base.steps.iter().chain(&place.steps).copied().collect();
    Place { root: base.root.clone(), steps }
}

fn several<T>(quantifier: Quantifier, wanted: &[T], found: impl Fn(&T) -> bool) -> bool {
    match quantifier {
        Quantifier::Any => wanted.iter().any(found),
        Quantifier::All => wanted.iter().all(found),
        Quantifier::None => !wanted.iter().any(found),
    }
}

pub(crate) fn search(text: &str, op: TextOp, wanted: &str, case: Case) -> bool {
    if op == TextOp::Matches {
        let pattern = if case == Case::Ignored { format!("(?i:{wanted})") } else { wanted.to_owned() };
        return regex_automata::meta::Regex::new(&pattern).unwrap().is_match(text);
    }
    let (text, wanted) = match case {
        Case::Ignored => (fold(text).into_owned(), fold(wanted).into_owned()),
        Case::Exact => (text.to_owned(), wanted.to_owned()),
    };
    match op {
        TextOp::Contains => text.contains(&wanted),
        TextOp::StartsWith => text.starts_with(&wanted),
        TextOp::EndsWith => text.ends_with(&wanted),
        TextOp::ContainsWord => has_word(&text, &wanted),
        TextOp::Matches => panic!("handled above"),
    }
}

/// A word stands alone if no letter, digit or `_` touches it.
fn has_word(text: &str, wanted: &str) -> bool {
    let touches =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.char_indices().map(|(at, _)| at).filter(|at| text[*at..].starts_with(wanted)).any(|at| {
        !touches(text[..at].chars().next_back()) && !touches(text[at + wanted.len()..].chars().next())
    })
}
