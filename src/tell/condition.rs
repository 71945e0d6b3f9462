use super::said::Said;
use super::sentence::{Sentence, listed, value, words};
use super::teller::Teller;
use super::words::length;
use crate::hir::{
    AgentFact, Argument, ConditionId, Const, Expr, ExprKind, HoursId, QueueFact, Root, SkillId, SkillRef,
};
use crate::types::{BoolOp, Case, CompareOp, Type};
use crate::value::Duration;

/// Whether a condition is told as it stands, or its opposite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Plain,
    Opposite,
}

impl Sense {
    fn turned(self) -> Self {
        match self {
            Self::Plain => Self::Opposite,
            Self::Opposite => Self::Plain,
        }
    }

    /// One of two words.
    pub(super) fn pick<'w>(self, plain: &'w str, opposite: &'w str) -> &'w str {
        match self {
            Self::Plain => plain,
            Self::Opposite => opposite,
        }
    }

    /// `is`, `is not`.
    fn is(self) -> &'static str {
        self.pick(" is ", " is not ")
    }
}

impl Teller<'_> {
    /// When it holds.
    pub(super) fn condition(&self, expr: &Expr) -> Said {
        self.sense(expr, Sense::Plain)
    }

    /// Opposites are told of single tests: that not all hold is the same as that one does not.
    fn sense(&self, expr: &Expr, sense: Sense) -> Said {
        if let ExprKind::Not(inner) = &expr.kind {
            return self.sense(inner, sense.turned());
        }
        let ExprKind::Chain(op, parts) = &expr.kind else {
            return Said::One(self.test(expr, sense));
        };
        let parts = parts.iter().map(|part| self.sense(part, sense)).collect();
        match (op, sense) {
            (BoolOp::And, Sense::Plain) | (BoolOp::Or, Sense::Opposite) => Said::Every(parts),
            (BoolOp::Or, Sense::Plain) | (BoolOp::And, Sense::Opposite) => Said::Any(parts),
        }
    }

    fn test(&self, expr: &Expr, sense: Sense) -> Sentence {
        match &expr.kind {
            ExprKind::Compare { op, case, left, right } => self.comparison((*op, *case), left, right, sense),
            ExprKind::OneOf { left, case, values } => self.one_of(left, *case, values, sense),
            ExprKind::Between { left, from, to, half_open } => {
                let upper = if *half_open { " to just below " } else { " to " };
                let range = self.value(from).say(upper).then(self.value(to));
                self.value(left).say(sense.is()).say("from ").then(range)
            }
            ExprKind::Search { left, op, quantifier, case, texts } => {
                self.value(left).then(self.searched(*op, *quantifier, texts, sense)).say(exactly(*case))
            }
            ExprKind::ListHas { left, quantifier, case, values } => {
                self.value(left).then(self.contains(*quantifier, values, sense)).say(exactly(*case))
            }
            ExprKind::InList { left, case, list } => {
                self.value(left).say(sense.is()).say("among ").then(self.value(list)).say(exactly(*case))
            }
            ExprKind::Present(inner) => self.value(inner).say(sense.pick(" is known", " is missing")),
            ExprKind::WithinLast(left, long) => self.near(left, "the last", *long, sense),
            ExprKind::WithinNext(left, long) => self.near(left, "the next", *long, sense),
            ExprKind::OlderThan(left, long) => {
                self.value(left).say(sense.is()).say(&format!("more than {} ago", length(*long)))
            }
            ExprKind::During(at, hours) => self.during(at.as_deref(), *hours, sense),
            ExprKind::Needs { skill, level } => words("the item ")
                .say(sense.pick("requires ", "does not require "))
                .then(self.skilled(*skill, *level)),
            ExprKind::Has { skill, level } => words("the agent ")
                .say(sense.pick("has ", "does not have "))
                .then(self.skilled(*skill, *level)),
            ExprKind::Holds(profile) => words("the item ")
                .say(sense.pick("takes ", "does not take "))
                .say("a place in ")
                .then(self.profile(*profile)),
            ExprKind::Condition(id, arguments) => self.called_with(*id, arguments, sense),
            ExprKind::Const(Const::Bool(holds)) => {
                let always = *holds == (sense == Sense::Plain);
                words(if always { "it is so in every case" } else { "it is so in no case" })
            }
            ExprKind::Not(_) | ExprKind::Chain(..) => self.sense(expr, sense).sentence(),
            ExprKind::Const(_)
            | ExprKind::List(_)
            | ExprKind::Read(_)
            | ExprKind::Param(_)
            | ExprKind::Arith { .. }
            | ExprKind::Negate(_)
            | ExprKind::Default(..)
            | ExprKind::Widen(_)
            | ExprKind::Now
            | ExprKind::DateIn(..)
            | ExprKind::TimeIn(..)
            | ExprKind::WeekdayIn(..)
            | ExprKind::Lookup { .. } => self.so(expr, sense),
        }
    }

    fn one_of(&self, left: &Expr, case: Case, values: &[Const], sense: Sense) -> Sentence {
        if let Some(list) = self.list(values) {
            return self
                .value(left)
                .say(sense.pick(" is one of ", " is none of "))
                .then(list)
                .say(exactly(case));
        }
        let (verb, last) = match values.len() {
            1 => (sense.is(), "or"),
            2 => (sense.pick(" is ", " is neither "), sense.pick("or", "nor")),
            _ => (sense.pick(" is ", " is none of "), sense.pick("or", "and")),
        };
        self.value(left).say(verb).then(self.values(values, last)).say(exactly(case))
    }

    /// Something that is so or not: `“urgent” is yes`, `the queue is closed`.
    fn so(&self, expr: &Expr, sense: Sense) -> Sentence {
        let told = if let ExprKind::Read(place) = &expr.kind { fact(&place.root, sense) } else { None };
        let is = || self.value(expr).say(sense.is()).then(value("yes"));
        // What cannot be missing is no where it is not yes.
        let no = || self.value(expr).say(" is ").then(value("no"));
        told.map_or_else(|| if sense == Sense::Opposite && !expr.optional { no() } else { is() }, words)
    }

    fn comparison(&self, how: (CompareOp, Case), left: &Expr, right: &Expr, sense: Sense) -> Sentence {
        if let (CompareOp::Eq, ExprKind::Const(Const::Bool(true))) = (how.0, &right.kind) {
            return self.so(left, sense);
        }
        if let (CompareOp::Ne, ExprKind::Const(Const::Bool(true))) = (how.0, &right.kind) {
            return self.so(left, sense.turned());
        }
        let root = if let ExprKind::Read(place) = &left.kind { Some(&place.root) } else { None };
        let than = || words(than_of(how.0, &right.ty)).then(self.value(right));
        if root == Some(&Root::Queue(QueueFact::WaitingItems)) && sense_of(how.0, sense) == Sense::Plain {
            return than().say(" items are waiting");
        }
        // Who has waited six minutes has waited five as well, so no such words say that the wait is just so long.
        if root == Some(&Root::Waited) && is_order(how.0) {
            let waited = words(sense.pick("it has waited ", "it has not waited "));
            return waited.say(than_of(how.0, &Type::Int)).then(self.value(right));
        }
        self.value(left).then(self.compared(how, right, sense))
    }

    fn compared(&self, (op, case): (CompareOp, Case), right: &Expr, sense: Sense) -> Sentence {
        let is = sense_of(op, sense).is();
        words(is).say(than_of(op, &right.ty)).then(self.value(right)).say(exactly(case))
    }

    fn near(&self, left: &Expr, which: &str, long: Duration, sense: Sense) -> Sentence {
        self.value(left).say(sense.is()).say(&format!("within {which} {}", length(long)))
    }

    fn during(&self, at: Option<&Expr>, hours: HoursId, sense: Sense) -> Sentence {
        let at = match at {
            Some(at) => self.value(at).say(sense.is()).say("within "),
            None => words(sense.pick("it is within ", "it is outside ")),
        };
        at.then(self.hours(hours))
    }

    /// `French at level 3 (competent) or higher`
    pub(super) fn skilled(&self, skill: SkillRef, level: Option<(CompareOp, i64)>) -> Sentence {
        let told = self.skill_ref(skill);
        let Some((op, level)) = level else { return told };
        let level = match skill {
            SkillRef::Skill(id) => self.level(id, level),
            SkillRef::Param(_) => level.to_string(),
        };
        told.say(&match op {
            CompareOp::Eq => format!(" at level {level}"),
            CompareOp::Ne => format!(" at another level than {level}"),
            CompareOp::Lt => format!(" below level {level}"),
            CompareOp::Le => format!(" at level {level} or lower"),
            CompareOp::Gt => format!(" above level {level}"),
            CompareOp::Ge => format!(" at level {level} or higher"),
        })
    }

    /// A level with its name, if its rating has one for it: `3 (competent)`.
    pub(super) fn level(&self, skill: SkillId, level: i64) -> String {
        let rating = self.program.skills.get(skill.index()).and_then(|skill| skill.rating);
        let rating = rating.and_then(|rating| self.program.ratings.get(rating.index()));
        let label = rating.and_then(|rating| rating.labels.iter().find(|(known, _)| *known == level));
        label.map_or_else(|| level.to_string(), |(_, label)| format!("{level} ({label})"))
    }

    /// `“is vip” holds for the customer`
    fn called_with(&self, id: ConditionId, arguments: &[Argument], sense: Sense) -> Sentence {
        let told = self.condition_name(id).say(sense.pick(" holds", " does not hold"));
        if arguments.is_empty() {
            return told;
        }
        told.say(" for ").then(self.arguments(arguments))
    }

    pub(super) fn arguments(&self, arguments: &[Argument]) -> Sentence {
        let one = |argument: &Argument| match argument {
            Argument::Value(expr) => self.value(expr),
            Argument::Entity(place) => self.place(place),
            Argument::Skill(skill) => self.skill_ref(*skill),
        };
        listed(arguments.iter().map(one).collect(), "and")
    }
}

/// A fact that is so or not, in words of its own.
fn fact(root: &Root, sense: Sense) -> Option<&'static str> {
    let closed = *root == Root::Queue(QueueFact::OutOfHours);
    let works = *root == Root::AgentFact(AgentFact::IsWorking);
    match sense {
        Sense::Plain if closed => Some("the queue is closed"),
        Sense::Opposite if closed => Some("the queue is open"),
        Sense::Plain if works => Some("the agent is at work"),
        Sense::Opposite if works => Some("the agent is not at work"),
        Sense::Plain | Sense::Opposite => None,
    }
}

/// That something is not a value is told as the opposite of that it is.
fn sense_of(op: CompareOp, sense: Sense) -> Sense {
    match op {
        CompareOp::Ne => sense.turned(),
        CompareOp::Eq | CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge => sense,
    }
}

/// Whether it asks which of two is more.
fn is_order(op: CompareOp) -> bool {
    match op {
        CompareOp::Eq | CompareOp::Ne => false,
        CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge => true,
    }
}

/// How an order is told of values of that type.
fn than_of(op: CompareOp, ty: &Type) -> &'static str {
    let [less, most, more, least] = match ty {
        Type::Date | Type::Time | Type::Instant => ["before ", "at or before ", "after ", "at or after "],
        Type::Duration => ["shorter than ", "at most ", "longer than ", "at least "],
        Type::Enum(_) => ["below ", "at most ", "above ", "at least "],
        Type::Bool
        | Type::Int
        | Type::Decimal
        | Type::Text
        | Type::Entity(_)
        | Type::List(_)
        | Type::Queue
        | Type::Skill
        | Type::Agent
        | Type::Unknown => ["less than ", "at most ", "more than ", "at least "],
    };
    match op {
        CompareOp::Eq | CompareOp::Ne => "",
        CompareOp::Lt => less,
        CompareOp::Le => most,
        CompareOp::Gt => more,
        CompareOp::Ge => least,
    }
}

fn exactly(case: Case) -> &'static str {
    match case {
        Case::Ignored => "",
        Case::Exact => ", written exactly so",
    }
}
