//! What a condition or value comes to, by walking the tree.

use super::clock;
use super::item::{Answered, Item};
use super::search::Caches;
use super::value::{Value, arith, compare, items, same};
use enroute::hir::{
    Argument, Const, Expr, ExprKind, HoursId, Place, ProfileId, Program, QueueFact, Root, SkillId, SkillRef,
    TableId, TableRow, ZoneOf,
};
use enroute::syntax::ast::{BoolOp, Case, CompareOp, Quantifier};
use enroute::types::Type;
use std::borrow::Cow;

/// All that a rule may see.
pub(crate) struct World<'a> {
    pub(crate) program: &'a Program,
    pub(crate) caches: &'a Caches,
    pub(crate) item: &'a Item,
    pub(crate) now: i64,
    /// What classification has overwritten.
    pub(crate) set: Vec<(&'a Place, Value)>,
    pub(crate) skills: Vec<(SkillId, Option<i64>)>,
    pub(crate) profiles: Vec<ProfileId>,
    /// What models have answered so far.
    pub(crate) models: Vec<(&'a str, Answered)>,
    /// Facts of the queue asked about.
    pub(crate) waiting: Value,
    pub(crate) wait: Value,
    pub(crate) out_of_hours: Value,
}

/// What the parameters of the named condition at hand stand for, and the same of where it is named.
#[derive(Clone, Copy)]
pub(crate) struct Env<'e>(Option<(&'e [Argument], &'e Env<'e>)>);

impl<'e> Env<'e> {
    /// Outside of every named condition.
    pub(crate) const TOP: Env<'static> = Env(None);

    pub(crate) fn within(arguments: &'e [Argument], outer: &'e Env<'e>) -> Self {
        Self(Some((arguments, outer)))
    }

    fn argument(&self, at: u32) -> (&'e Argument, &'e Env<'e>) {
        let (arguments, outer) = self.0.unwrap();
        (&arguments[usize::try_from(at).unwrap()], outer)
    }

    /// What stands for a parameter that is a value, and where it is to be understood.
    pub(crate) fn behind<'r>(&'r self, expr: &'r Expr) -> (&'r Expr, &'r Env<'r>) {
        match &expr.kind {
            ExprKind::Param(at) => match self.argument(*at) {
                (Argument::Value(value), outer) => outer.behind(value),
                (other, _) => panic!("{other:?} is no value"),
            },
            _ => (expr, self),
        }
    }

    /// `place` with an entity parameter replaced by what it stands for.
    pub(crate) fn rooted<'p>(&self, place: &'p Place) -> Cow<'p, Place> {
        let Root::Param(at) = place.root else { return Cow::Borrowed(place) };
        let (Argument::Entity(base), outer) = self.argument(at) else {
            panic!("parameter {at} is no entity")
        };
        let base = outer.rooted(base);
        let steps = base.steps.iter().chain(&place.steps).copied().collect();
        Cow::Owned(Place { root: base.root.clone(), steps })
    }

    pub(crate) fn skill(&self, skill: SkillRef) -> SkillId {
        match skill {
            SkillRef::Skill(skill) => skill,
            SkillRef::Param(at) => match self.argument(at) {
                (Argument::Skill(skill), outer) => outer.skill(*skill),
                (other, _) => panic!("{other:?} is no skill"),
            },
        }
    }
}

impl<'a> World<'a> {
    pub(crate) fn holds(&self, expr: &Expr, env: &Env<'_>) -> bool {
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
                at.number().is_some_and(|at| self.is_open(*hours, at))
            }
            ExprKind::Needs { skill, level } => self.needs(env.skill(*skill), *level),
            ExprKind::Holds(profile) => self.profiles.contains(profile),
            ExprKind::Condition(id, arguments) => {
                let condition = &self.program.conditions[id.index()];
                self.holds(&condition.body, &Env::within(arguments, env))
            }
            _ => self.value(expr, env) == Value::Bool(true),
        }
    }

    pub(crate) fn is_open(&self, hours: HoursId, at: i64) -> bool {
        self.caches.is_open(hours, &self.program.hours[hours.index()], at)
    }

    /// The row of a table that matches, and its place.
    pub(crate) fn row(
        &self,
        table: TableId,
        arguments: &[Expr],
        env: &Env<'_>,
    ) -> Option<(usize, &'a TableRow)> {
        let arguments: Vec<Value> = arguments.iter().map(|argument| self.value(argument, env)).collect();
        super::table::row(self, &self.program.tables[table.index()], &arguments)
    }

    /// `!=` is the opposite of `==` here too: it holds where the skill is not needed.
    fn needs(&self, skill: SkillId, level: Option<(CompareOp, i64)>) -> bool {
        let held = self.skills.iter().find(|(held, _)| *held == skill);
        match level {
            None => held.is_some(),
            Some((op, wanted)) => {
                let have = held.and_then(|(_, have)| *have).map_or(Value::Missing, Value::Int);
                compare(op, &have, &Value::Int(wanted), true)
            }
        }
    }

    fn aged(&self, expr: &Expr, env: &Env<'_>) -> bool {
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

    fn is_present(&self, inner: &Expr, env: &Env<'_>) -> bool {
        if let ExprKind::Read(place) = &inner.kind
            && matches!(inner.ty, enroute::types::Type::Entity(_))
        {
            return self.item.has_link(&env.rooted(place));
        }
        self.value(inner, env) != Value::Missing
    }

    fn found(&self, expr: &Expr, env: &Env<'_>) -> bool {
        match &expr.kind {
            ExprKind::Search { left, op, quantifier, case, texts } => {
                let Value::Text(text) = self.value(left, env) else { return false };
                several(*quantifier, texts, |wanted| self.caches.search(&text, *op, wanted, *case))
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

    pub(crate) fn value(&self, expr: &Expr, env: &Env<'_>) -> Value {
        match &expr.kind {
            ExprKind::Const(constant) => Value::of(constant),
            ExprKind::List(values) => Value::List(values.iter().map(Value::of).collect()),
            ExprKind::Read(place) => self.read(&env.rooted(place)),
            ExprKind::Param(_) => {
                let (behind, outer) = env.behind(expr);
                self.value(behind, outer)
            }
            ExprKind::Arith { op, left, right } => {
                arith(*op, &self.value(left, env), &self.value(right, env), expr.ty == Type::Decimal)
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
                let row = self.row(*table, arguments, env);
                row.map_or(Value::Missing, |(_, row)| {
                    Value::of(&row.outputs[usize::try_from(*output).unwrap()])
                })
            }
            _ => Value::Bool(self.holds(expr, env)),
        }
    }

    fn local(&self, expr: &Expr, env: &Env<'_>) -> Value {
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
        let (date, time, weekday) = clock::local_in(zone, at);
        match &expr.kind {
            ExprKind::DateIn(..) => Value::Date(date),
            ExprKind::TimeIn(..) => Value::Time(time),
            _ => Value::Enum(weekday),
        }
    }

    pub(crate) fn read(&self, place: &Place) -> Value {
        if let Some((_, value)) = self.set.iter().rev().find(|(written, _)| *written == place) {
            return value.clone();
        }
        let answered =
            |name: &str| self.models.iter().find(|(other, _)| *other == name).map(|(_, found)| found);
        match &place.root {
            Root::Model(name) => answered(name).map_or(Value::Missing, |found| found.value.clone()),
            Root::Confidence(name) => self.confidence(name),
            Root::Queue(QueueFact::WaitingItems) => self.waiting.clone(),
            Root::Queue(QueueFact::PredictedWait) => self.wait.clone(),
            Root::Queue(QueueFact::OutOfHours) => self.out_of_hours.clone(),
            Root::Id => Value::Text(self.item.id.as_str().into()),
            _ => self.item.read(place),
        }
    }

    /// How sure a model is stands beside its answer from the start.
    fn confidence(&self, name: &str) -> Value {
        self.item.models.get(name).map_or(Value::Missing, |found| found.confidence.clone())
    }
}

fn several<T>(quantifier: Quantifier, wanted: &[T], found: impl Fn(&T) -> bool) -> bool {
    match quantifier {
        Quantifier::Any => wanted.iter().any(found),
        Quantifier::All => wanted.iter().all(found),
        Quantifier::None => !wanted.iter().any(found),
    }
}
