use super::sentence::{Anchor, Kind, Piece, Sentence, joined, link, listed, value, words};
use super::teller::{Teller, called};
use super::words::{day, length, moment};
use crate::hir::{Const, Expr, ExprKind, ZoneOf};
use crate::types::ArithOp;

/// So many values are read aloud.
const ALOUD: usize = 12;

impl Teller<'_> {
    /// What an expression gives, as a noun.
    pub(super) fn value(&self, expr: &Expr) -> Sentence {
        match &expr.kind {
            ExprKind::Const(known) => self.known(known),
            ExprKind::List(values) => self.values(values, "and"),
            ExprKind::Read(place) => self.place(place),
            ExprKind::Param(at) => words("the ").then(value(self.parameter(*at))),
            ExprKind::Arith { .. } => self.sum(expr),
            ExprKind::Negate(inner) => words("minus ").then(self.operand(inner)),
            ExprKind::Default(..) => self.instead(expr),
            ExprKind::Widen(inner) => self.value(inner),
            ExprKind::Now => words("now"),
            ExprKind::DateIn(of, zone) => self.local("day", "today", of.as_deref(), zone),
            ExprKind::TimeIn(of, zone) => {
                self.local("time of day", "the time of day now", of.as_deref(), zone)
            }
            ExprKind::WeekdayIn(of, zone) => {
                self.local("day of the week", "the day of the week now", of.as_deref(), zone)
            }
            ExprKind::Lookup { table, arguments, output } => self.looked_up(*table, arguments, *output),
            ExprKind::Not(_)
            | ExprKind::Chain(..)
            | ExprKind::Compare { .. }
            | ExprKind::OneOf { .. }
            | ExprKind::Between { .. }
            | ExprKind::Search { .. }
            | ExprKind::ListHas { .. }
            | ExprKind::InList { .. }
            | ExprKind::Present(_)
            | ExprKind::WithinLast(..)
            | ExprKind::WithinNext(..)
            | ExprKind::OlderThan(..)
            | ExprKind::During(..)
            | ExprKind::Needs { .. }
            | ExprKind::Has { .. }
            | ExprKind::Holds(_)
            | ExprKind::Condition(..) => words("whether ").then(self.condition(expr).sentence()),
        }
    }

    /// A value known when the program was compiled.
    pub(super) fn known(&self, known: &Const) -> Sentence {
        match known {
            Const::Bool(yes) => value(if *yes { "yes" } else { "no" }),
            Const::Int(number) => value(number.to_string()),
            Const::Decimal(number) => value(number.to_string()),
            Const::Text(text) => value(format!("“{text}”")),
            Const::Date(date) => value(day(*date)),
            Const::Time(time) => value(time.to_string()),
            Const::Instant(instant) => value(moment(*instant)),
            Const::Duration(long) => value(length(*long)),
            Const::Enum(id, at) => value(self.enum_value(*id, *at)),
            Const::Queue(id) => self.queue(*id),
            Const::Skill(id) => self.skill(*id),
            Const::Workstream(id) => self.workstream(*id),
            Const::Bot(id) => self.bot(*id),
        }
    }

    /// `gold, silver or platinum`
    pub(super) fn values(&self, values: &[Const], last: &str) -> Sentence {
        shortened(values.iter().map(|value| self.known(value)).collect(), last)
    }

    /// The named list that has just these values.
    pub(super) fn list(&self, values: &[Const]) -> Option<Sentence> {
        let list = self.program.lists.iter().find(|list| list.values == values)?;
        Some(link(Anchor::new(Kind::List, &list.named.name), &format!("“{}”", called(&list.named))))
    }

    /// Sums are told from left to right; they may have more parts than a stack has room for.
    fn sum(&self, expr: &Expr) -> Sentence {
        let (mut rest, mut parts) = (expr, Vec::new());
        while let ExprKind::Arith { op, left, right } = &rest.kind {
            parts.push((*op, right));
            rest = bare(left);
            if !matches!(&rest.kind, ExprKind::Arith { op: next, .. } if is_sum(*next) == is_sum(*op)) {
                break;
            }
        }
        let first = self.operand(rest);
        parts.into_iter().rev().fold(first, |sum, (op, right)| {
            let word = match op {
                ArithOp::Add => " plus ",
                ArithOp::Sub => " minus ",
                ArithOp::Mul => " times ",
                ArithOp::Div => " divided by ",
            };
            sum.say(word).then(self.operand(right))
        })
    }

    /// A part of a sum, in parentheses if it is one itself.
    fn operand(&self, expr: &Expr) -> Sentence {
        let told = self.value(expr);
        let is_arith = matches!(&bare(expr).kind, ExprKind::Arith { .. });
        if is_arith { words("(").then(told).say(")") } else { told }
    }

    /// `the amount, or 0 where it is missing`
    fn instead(&self, expr: &Expr) -> Sentence {
        let (mut rest, mut parts) = (expr, Vec::new());
        while let ExprKind::Default(left, right) = &rest.kind {
            parts.push(right);
            rest = left;
        }
        let first = self.operand(rest);
        parts.into_iter().rev().fold(first, |told, right| {
            told.say(" (or, where that is missing, ").then(self.value(right)).say(")")
        })
    }

    fn local(&self, what: &str, now: &str, of: Option<&Expr>, zone: &ZoneOf) -> Sentence {
        let told = match of {
            Some(of) => words(format!("the {what} of ")).then(self.value(of)),
            None => words(now),
        };
        match zone {
            ZoneOf::Hours(id) => told.say(" (where ").then(self.hours(*id)).say(" are)"),
            ZoneOf::Zone(zone) => told.say(&format!(" ({})", zone.replace('_', " "))),
        }
    }
}

/// Without the step from whole numbers to exact ones, which nobody says.
fn bare(expr: &Expr) -> &Expr {
    if let ExprKind::Widen(inner) = &expr.kind { inner } else { expr }
}

/// Whether it binds as `+` does, and not as `*`.
fn is_sum(op: ArithOp) -> bool {
    match op {
        ArithOp::Add | ArithOp::Sub => true,
        ArithOp::Mul | ArithOp::Div => false,
    }
}

/// The first of them, and how many more there are.
pub(super) fn shortened(mut parts: Vec<Sentence>, last: &str) -> Sentence {
    if parts.len() <= ALOUD + 2 {
        return listed(parts, last);
    }
    let rest: Vec<_> = parts.split_off(ALOUD).iter().map(ToString::to_string).collect();
    joined(parts, ", ", ", ").say(&format!(" {last} ")).then(Sentence { pieces: vec![Piece::More(rest)] })
}
