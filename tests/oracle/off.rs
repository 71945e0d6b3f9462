//! How far a value is from where a test of it comes out otherwise: in thousandths of what it is compared with, at most
//! 1000. Points in time are compared with a day, dates with a week, places in an enum count a tenth of it each.

use super::evaluate::{Env, World};
use super::value::Value;
use enroute::hir::{Const, Expr, ExprKind};
use enroute::syntax::ast::{Case, CompareOp};
use enroute::types::Type;
use std::collections::BTreeSet;

const FAR: u128 = 1000;
const DAY: u64 = 86_400_000_000;

pub(crate) struct Off<'o, 'a> {
    pub(crate) world: &'o World<'a>,
    pub(crate) env: &'o Env<'o>,
}

/// A number that is known when a program is compiled.
pub(crate) fn known(expr: &Expr, env: &Env<'_>) -> Option<i64> {
    let (expr, _) = env.behind(expr);
    constant(expr)
}

fn constant(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Const(value) => Value::of(value).number(),
        ExprKind::Widen(inner) => constant(inner)?.checked_mul(10_000),
        ExprKind::Negate(inner) => constant(inner)?.checked_neg(),
        _ => None,
    }
}

fn is_text(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Const(Const::Text(_)))
}

impl Off<'_, '_> {
    pub(crate) fn of(&self, expr: &Expr) -> Option<u16> {
        match &expr.kind {
            ExprKind::Compare { op, case, left, right } => self.compared(*op, *case, left, right),
            ExprKind::OneOf { left, values, .. } => self.among(left, values),
            ExprKind::InList { left, list, .. } => match &self.env.behind(list).0.kind {
                ExprKind::List(values) => self.among(left, values),
                _ => None,
            },
            ExprKind::Between { left, from, to, half_open } => {
                let (from, to) = (known(from, self.env)?, known(to, self.env)?);
                let last = if *half_open { to.saturating_sub(1) } else { to };
                outside(self.number(left)?, from, last, self.scale(left))
            }
            ExprKind::WithinLast(at, length) => outside(self.age(at)?, 0, length.0, None),
            ExprKind::WithinNext(at, length) => outside(self.age(at)?, -length.0, 0, None),
            ExprKind::OlderThan(at, length) => outside(self.age(at)?, length.0 + 1, i64::MAX, None),
            ExprKind::Needs { skill, level: Some((op, level)) } => {
                let skill = self.env.skill(*skill);
                let (_, held) = self.world.skills.iter().find(|(held, _)| *held == skill)?;
                let (from, to) = reach(*op, *level, i64::MIN + 2)?;
                outside((*held)?, from, to, None)
            }
            ExprKind::Holds(profile) => {
                if self.world.profiles.contains(profile) {
                    outside(1, 1, 1, None)
                } else {
                    None
                }
            }
            ExprKind::Const(_)
            | ExprKind::Search { .. }
            | ExprKind::ListHas { .. }
            | ExprKind::During(..)
            | ExprKind::Present(_)
            | ExprKind::Needs { level: None, .. } => None,
            _ => outside(self.number(expr)?, 1, 1, None),
        }
    }

    fn number(&self, expr: &Expr) -> Option<i64> {
        self.world.value(expr, self.env).number()
    }

    fn age(&self, expr: &Expr) -> Option<i64> {
        self.world.now.checked_sub(self.number(expr)?)
    }

    fn scale(&self, expr: &Expr) -> Option<u64> {
        match self.env.behind(expr).0.ty {
            Type::Instant => Some(DAY),
            Type::Date => Some(7),
            _ => None,
        }
    }

    pub(crate) fn compared(&self, op: CompareOp, _: Case, left: &Expr, right: &Expr) -> Option<u16> {
        let (mut one, mut other, mut op) = (self.env.behind(left).0, self.env.behind(right).0, op);
        if is_text(one) || is_text(other) || matches!(one.ty, Type::Text | Type::Agent) {
            return None;
        }
        let (mut left, mut right) = (left, right);
        if constant(one).is_some() && constant(other).is_none() {
            (one, other, left, right) = (other, one, right, left);
            op = turned(op);
        }
        let _ = one;
        if let Some(number) = constant(other) {
            let (from, to) = reach(op, number, i64::MIN + 1)?;
            return outside(self.number(left)?, from, to, self.scale(left));
        }
        let (one, other) = (self.number(left)?, self.number(right)?);
        let gap = one.abs_diff(other).max(1);
        thousandths(gap, self.scale(left).unwrap_or_else(|| one.unsigned_abs().max(other.unsigned_abs())))
    }

    fn among(&self, left: &Expr, values: &[Const]) -> Option<u16> {
        let numbers: BTreeSet<i64> = values.iter().filter_map(|value| Value::of(value).number()).collect();
        let (first, last) = (*numbers.first()?, *numbers.last()?);
        let value = self.number(left)?;
        if i128::from(last) - i128::from(first) + 1 == i128::try_from(numbers.len()).unwrap() {
            return outside(value, first, last, self.scale(left));
        }
        if !matches!(self.env.behind(left).0.ty, Type::Enum(_)) {
            return None;
        }
        let is_in = |place: i64| numbers.contains(&place);
        let differs = |place: i64| place >= 0 && is_in(place) != is_in(value);
        let away = (1..64).find(|away| differs(value - away) || differs(value + away))?;
        u16::try_from((away * 100).min(1000)).ok()
    }
}

/// The numbers that compare so with that one.
fn reach(op: CompareOp, number: i64, least: i64) -> Option<(i64, i64)> {
    match op {
        CompareOp::Eq | CompareOp::Ne => Some((number, number)),
        CompareOp::Lt => Some((least, number.saturating_sub(1))),
        CompareOp::Le => Some((least, number)),
        CompareOp::Gt => Some((number.checked_add(1)?, i64::MAX)),
        CompareOp::Ge => Some((number, i64::MAX)),
    }
}

fn turned(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Eq | CompareOp::Ne => op,
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
    }
}

fn outside(value: i64, from: i64, to: i64, scale: Option<u64>) -> Option<u16> {
    if from <= i64::MIN + 1 && to == i64::MAX {
        return None;
    }
    let (gap, end) = if value < from {
        (from.abs_diff(value), from)
    } else if value > to {
        (value.abs_diff(to), to)
    } else if value.abs_diff(from) <= to.abs_diff(value) {
        (value.abs_diff(from) + 1, from)
    } else {
        (to.abs_diff(value) + 1, to)
    };
    thousandths(gap, scale.unwrap_or_else(|| end.unsigned_abs()))
}

fn thousandths(gap: u64, of: u64) -> Option<u16> {
    u16::try_from((u128::from(gap) * 1000 / u128::from(of.max(1))).min(FAR)).ok()
}
