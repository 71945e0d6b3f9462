//! Values of the plain evaluator: tagged, with nothing clever about them.

use enroute::hir::Const;
use enroute::syntax::ast::{ArithOp, CompareOp};
use enroute::value::fold;
use std::sync::Arc;

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    #[default]
    Missing,
    Bool(bool),
    Int(i64),
    Decimal(i64),
    Text(Arc<str>),
    Date(i32),
    Time(i64),
    Instant(i64),
    Duration(i64),
    Enum(u32),
    Queue(u32),
    List(Arc<[Value]>),
}

use Value::{Bool, Date, Decimal, Duration, Enum, Instant, Int, List, Missing, Queue, Text, Time};

impl Value {
    pub(crate) fn of(constant: &Const) -> Self {
        match constant {
            Const::Bool(yes) => Bool(*yes),
            Const::Int(number) => Int(*number),
            Const::Decimal(number) => Decimal(number.0),
            Const::Text(text) => Text(Arc::from(text.as_str())),
            Const::Date(date) => Date(date.0),
            Const::Time(time) => Time(time.0),
            Const::Instant(instant) => Instant(instant.0),
            Const::Duration(duration) => Duration(duration.0),
            Const::Enum(_, value) => Enum(*value),
            Const::Skill(skill) => Enum(skill.0),
            Const::Queue(queue) => Queue(queue.0),
            Const::Workstream(_) | Const::Bot(_) => panic!("no rule compares {constant:?}"),
        }
    }

    /// What the machine cannot hold is missing.
    fn held(self) -> Self {
        match self {
            Int(i64::MIN) | Decimal(i64::MIN) | Instant(i64::MIN) | Duration(i64::MIN) => Missing,
            other => other,
        }
    }

    /// The number that stands for it, of what is no text and no list.
    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Int(number) | Decimal(number) | Time(number) | Instant(number) | Duration(number) => {
                Some(*number)
            }
            Bool(yes) => Some(i64::from(*yes)),
            Date(days) => Some(i64::from(*days)),
            Enum(place) | Queue(place) => Some(i64::from(*place)),
            Missing | Text(_) | List(_) => None,
        }
    }
}

pub(crate) fn same(left: &Value, right: &Value, exact: bool) -> bool {
    match (left, right) {
        (Missing, _) | (_, Missing) => false,
        (Text(left), Text(right)) if !exact => left == right || fold(left) == fold(right),
        _ => left == right,
    }
}

pub(crate) fn compare(op: CompareOp, left: &Value, right: &Value, exact: bool) -> bool {
    let known = *left != Missing && *right != Missing;
    match op {
        CompareOp::Eq => same(left, right, exact),
        CompareOp::Ne => !same(left, right, exact),
        CompareOp::Lt => known && left < right,
        CompareOp::Le => known && left <= right,
        CompareOp::Gt => known && left > right,
        CompareOp::Ge => known && left >= right,
    }
}

/// Four decimals.
const ONE: i128 = 10_000;

pub(crate) fn arith(op: ArithOp, left: &Value, right: &Value, to_decimal: bool) -> Value {
    let found = match (left, right) {
        (Int(left), Int(right)) if op == ArithOp::Div && to_decimal => {
            divide(i128::from(*left) * ONE, i128::from(*right)).map(Decimal)
        }
        (Int(left), Int(right)) => whole(op, *left, *right).map(Int),
        (Decimal(left), Decimal(right)) => exact(op, *left, *right).map(Decimal),
        (Instant(left), Instant(right)) => left.checked_sub(*right).map(Duration),
        (Instant(left), Duration(right)) if op == ArithOp::Sub => left.checked_sub(*right).map(Instant),
        (Instant(left), Duration(right)) | (Duration(left), Instant(right)) => {
            left.checked_add(*right).map(Instant)
        }
        (Duration(left), Duration(right) | Int(right)) | (Int(left), Duration(right)) => {
            whole(op, *left, *right).map(Duration)
        }
        (Duration(left), Decimal(right)) | (Decimal(left), Duration(right)) => {
            exact(op, *left, *right).map(Duration)
        }
        _ => None,
    };
    found.map_or(Missing, Value::held)
}

fn whole(op: ArithOp, left: i64, right: i64) -> Option<i64> {
    match op {
        ArithOp::Add => left.checked_add(right),
        ArithOp::Sub => left.checked_sub(right),
        ArithOp::Mul => left.checked_mul(right),
        ArithOp::Div => left.checked_div(right),
    }
}

/// Of numbers with four decimals, or one of them.
fn exact(op: ArithOp, left: i64, right: i64) -> Option<i64> {
    match op {
        ArithOp::Add => left.checked_add(right),
        ArithOp::Sub => left.checked_sub(right),
        ArithOp::Mul => divide(i128::from(left) * i128::from(right), ONE),
        ArithOp::Div => divide(i128::from(left) * ONE, i128::from(right)),
    }
}

/// Rounded half away from zero.
fn divide(left: i128, right: i128) -> Option<i64> {
    if right == 0 {
        return None;
    }
    let (quotient, rest) = (left / right, left % right);
    let away = if (left < 0) == (right < 0) { 1 } else { -1 };
    let rounded = if rest.abs() * 2 >= right.abs() { quotient + away } else { quotient };
    i64::try_from(rounded).ok()
}

pub(crate) fn items(value: &Value) -> Option<&[Value]> {
    match value {
        List(items) => Some(items),
        _ => None,
    }
}
