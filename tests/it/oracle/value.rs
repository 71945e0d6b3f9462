//! Values of the plain evaluator: boxed and tagged, with nothing clever about them.

use enroute::hir::Const;
use enroute::syntax::ast::{ArithOp, CompareOp};
use enroute::value::{Decimal, fold};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Missing,
    Bool(bool),
    Int(i64),
    Decimal(i64),
    Text(String),
    Date(i32),
    Time(i64),
    Instant(i64),
    Duration(i64),
    Enum(u32),
    Queue(u32),
    List(Vec<Value>),
}

use Value::{Bool, Date, Duration, Enum, Instant, Int, List, Missing, Queue, Text, Time};

impl Value {
    pub(crate) fn of(constant: &Const) -> Self {
        match constant {
            Const::Bool(yes) => Bool(*yes),
            Const::Int(number) => Int(*number),
            Const::Decimal(number) => Self::Decimal(number.0),
            Const::Text(text) => Text(text.clone()),
            Const::Date(date) => Date(date.0),
            Const::Time(time) => Time(time.0),
            Const::Instant(instant) => Instant(instant.0),
            Const::Duration(duration) => Duration(duration.0),
            Const::Enum(_, value) => Enum(*value),
            Const::Queue(queue) => Queue(queue.0),
            Const::Skill(_) | Const::Workstream(_) | Const::Bot(_) => panic!("no rule compares {constant:?}"),
        }
    }

    /// What the machine cannot hold is missing.
    fn held(self) -> Self {
        match self {
            Int(i64::MIN) | Self::Decimal(i64::MIN) | Instant(i64::MIN) | Duration(i64::MIN) => Missing,
            other => other,
        }
    }

    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Int(number) | Self::Decimal(number) | Time(number) | Instant(number) | Duration(number) => {
                Some(*number)
            }
            _ => None,
        }
    }
}

pub(crate) fn same(left: &Value, right: &Value, exact: bool) -> bool {
    match (left, right) {
        (Missing, _) | (_, Missing) => false,
        (Text(left), Text(right)) if !exact => fold(left) == fold(right),
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

pub(crate) fn arith(op: ArithOp, left: &Value, right: &Value) -> Value {
    let found = match (left, right) {
        (Int(left), Int(right)) => ints(op, *left, *right).map(Int),
        (Value::Decimal(left), Value::Decimal(right)) => decimals(op, Decimal(*left), Decimal(*right)),
        (Instant(left), Instant(right)) => left.checked_sub(*right).map(Duration),
        (Instant(left), Duration(right)) if op == ArithOp::Sub => left.checked_sub(*right).map(Instant),
        (Instant(left), Duration(right)) | (Duration(left), Instant(right)) => {
            left.checked_add(*right).map(Instant)
        }
        (Duration(left), Duration(right)) => ints(op, *left, *right).map(Duration),
        _ => None,
    };
    found.map_or(Missing, Value::held)
}

fn ints(op: ArithOp, left: i64, right: i64) -> Option<i64> {
    match op {
        ArithOp::Add => left.checked_add(right),
        ArithOp::Sub => left.checked_sub(right),
        ArithOp::Mul => left.checked_mul(right),
        ArithOp::Div => left.checked_div(right),
    }
}

fn decimals(op: ArithOp, left: Decimal, right: Decimal) -> Option<Value> {
    let found = match op {
        ArithOp::Add => left.checked_add(right),
        ArithOp::Sub => left.checked_sub(right),
        ArithOp::Mul => left.checked_mul(right),
        ArithOp::Div => left.checked_div(right),
    };
    found.map(|number| Value::Decimal(number.0))
}

pub(crate) fn items(value: &Value) -> Option<&[Value]> {
    match value {
        List(items) => Some(items),
        _ => None,
    }
}
