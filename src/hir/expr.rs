use super::{ConditionId, HoursId, ProfileId, QueueId, SkillId, TableId};
use crate::source::Span;
use crate::types::{ArithOp, BoolOp, Case, CompareOp, EntityId, EnumId, Quantifier, TextOp, Type};
use crate::value::{Date, Decimal, Duration, Instant, Time};

/// A typed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it computes.
    pub kind: ExprKind,
    /// Its type. Conditions have [`Type::Bool`].
    pub ty: Type,
    /// Whether its value may be missing. Never so for a condition.
    pub optional: bool,
    /// Where it stands.
    pub span: Span,
}

impl Expr {
    /// Whether a condition asks itself, not by way of a named condition, whether its queue is out of hours. An overflow rule
    /// that does takes the place of the one that the platform gives a queue with hours (domain section 9.1).
    #[must_use]
    pub fn asks_hours(&self) -> bool {
        if let ExprKind::Read(place) = &self.kind {
            return place.root == Root::Queue(QueueFact::OutOfHours);
        }
        if let ExprKind::Chain(_, parts) = &self.kind {
            return parts.iter().any(Self::asks_hours);
        }
        if let ExprKind::Compare { left, right, .. } = &self.kind {
            return left.asks_hours() || right.asks_hours();
        }
        matches!(&self.kind, ExprKind::Not(inner) if inner.asks_hours())
    }
}

/// What an expression computes. Operands of comparisons have equal types: `check` widens `int` where needed.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A value known now.
    Const(Const),
    /// Several values known now, all of one type; only where a list is wanted.
    List(Vec<Const>),
    /// A field, a context variable, a fact.
    Read(Place),
    /// A scalar parameter of the enclosing condition, table or assignment.
    Param(u32),
    /// The negation of a condition.
    Not(Box<Expr>),
    /// All conditions (`and`), or at least one (`or`).
    Chain(BoolOp, Vec<Expr>),
    /// A comparison of two scalars of one type. `Ne` is exactly the negation of `Eq`: true of a missing operand.
    /// The other operators are false of a missing operand.
    Compare {
        /// The operator.
        op: CompareOp,
        /// For texts: whether case counts.
        case: Case,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// Whether a scalar is one of several; false of a missing one. `not in` is a [`ExprKind::Not`] around it.
    OneOf {
        /// The scalar.
        left: Box<Expr>,
        /// For texts: whether case counts.
        case: Case,
        /// The values, all of the scalar's type.
        values: Vec<Const>,
    },
    /// Whether a scalar lies in a range; false where anything is missing.
    Between {
        /// The scalar.
        left: Box<Expr>,
        /// The first value that counts.
        from: Box<Expr>,
        /// The last.
        to: Box<Expr>,
        /// Whether the last itself does not count.
        half_open: bool,
    },
    /// Whether texts are found in a text. `Matches` has one pattern, proved to be a regular expression in bounds.
    Search {
        /// The text searched; false if missing.
        left: Box<Expr>,
        /// How.
        op: TextOp,
        /// How many must be found: `Any` where nothing was written.
        quantifier: Quantifier,
        /// Whether case counts.
        case: Case,
        /// What is looked for; never empty.
        texts: Vec<String>,
    },
    /// Whether a list field contains values; false if missing, as for texts.
    ListHas {
        /// The list.
        left: Box<Expr>,
        /// How many must be contained: `Any` where nothing was written.
        quantifier: Quantifier,
        /// For texts: whether case counts.
        case: Case,
        /// The values looked for; never empty.
        values: Vec<Const>,
    },
    /// Whether a scalar stands in a list field.
    InList {
        /// The scalar.
        left: Box<Expr>,
        /// For texts: whether case counts.
        case: Case,
        /// The list field.
        list: Box<Expr>,
    },
    /// Whether something has a value. Also of a link to an entity: then the operand is a [`ExprKind::Read`] of it.
    Present(Box<Expr>),
    /// `within last`: `0 <= now - x <= length`.
    WithinLast(Box<Expr>, Duration),
    /// `within next`: `0 <= x - now <= length`.
    WithinNext(Box<Expr>, Duration),
    /// `older than`: `now - x > length`.
    OlderThan(Box<Expr>, Duration),
    /// Whether an instant (`None`: now) lies in the open time of a calendar.
    During(Option<Box<Expr>>, HoursId),
    /// Whether the item requires a skill, so far.
    Needs {
        /// Which.
        skill: SkillRef,
        /// The level it must have, in the skill's rating; `None`: any.
        level: Option<(CompareOp, i64)>,
    },
    /// Whether the agent holds a skill.
    Has {
        /// Which.
        skill: SkillRef,
        /// The level it must have; `None`: any.
        level: Option<(CompareOp, i64)>,
    },
    /// Whether the item holds a capacity profile beside its workstream's.
    Holds(ProfileId),
    /// Arithmetic; missing where an operand is, on overflow and on division by zero. Operands as `check` widened
    /// them: two ints, two decimals, two durations, an instant and a duration, two instants, a number and a duration.
    Arith {
        /// The operator.
        op: ArithOp,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// The negative of a number or duration.
    Negate(Box<Expr>),
    /// The left side, or the right where the left is missing.
    Default(Box<Expr>, Box<Expr>),
    /// An int as a decimal.
    Widen(Box<Expr>),
    /// The instant handed in.
    Now,
    /// The local day of an instant (`None`: now).
    DateIn(Option<Box<Expr>>, ZoneOf),
    /// The local time of day of an instant (`None`: now).
    TimeIn(Option<Box<Expr>>, ZoneOf),
    /// The local day of the week of an instant (`None`: now), a value of [`EnumId`] 0.
    WeekdayIn(Option<Box<Expr>>, ZoneOf),
    /// A named condition.
    Condition(ConditionId, Vec<Argument>),
    /// One output of a table; missing where no row matches.
    Lookup {
        /// The table.
        table: TableId,
        /// What its parameters are.
        arguments: Vec<Expr>,
        /// Which output.
        output: u32,
    },
}

/// Whose zone counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ZoneOf {
    /// The calendar's.
    Hours(HoursId),
    /// The zone of that name, known to exist.
    Zone(String),
}

/// What a parameter of a condition is.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A scalar, or a list.
    Value(Expr),
    /// An entity: the place its fields are read from.
    Entity(Place),
    /// A skill's name, given to a parameter of type `skill`.
    Skill(SkillRef),
}

/// A skill, or the parameter that stands for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SkillRef {
    /// That one.
    Skill(SkillId),
    /// The one given to the parameter of that position.
    Param(u32),
}

/// Something that is read, or set: a root and the fields below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Where the path begins.
    pub root: Root,
    /// The fields, in order.
    pub steps: Vec<Step>,
}

/// One field of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// The entity that has the field.
    pub entity: EntityId,
    /// The field's position in it.
    pub field: u32,
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Root {
    /// The item, which is of that entity.
    Item(EntityId),
    /// A context variable of the workstream, by its name: workstreams may share rules through queues.
    Context(String),
    /// A field of the channel, by its name.
    Channel(String),
    /// The answer of the ruleset of that name, which asks a model.
    Model(String),
    /// The confidence, in percent, of the answer of the ruleset of that name.
    Confidence(String),
    /// An entity parameter of the enclosing condition.
    Param(u32),
    /// The agent; `steps` into `entity Agent`.
    Agent,
    /// A fact about the agent that every program knows.
    AgentFact(AgentFact),
    /// A fact about the queue.
    Queue(QueueFact),
    /// The item's id.
    Id,
    /// How long the item has waited in this queue.
    Waited,
    /// The presences that the item's workstream allows.
    WorkstreamPresences,
    /// What the decision came to; in the expectations of tests only.
    Decision(DecisionFact),
}

/// What is known of every agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgentFact {
    /// `id`
    Id,
    /// `presence`
    Presence,
    /// `idle_time`
    IdleTime,
    /// `last_assigned`
    LastAssigned,
    /// `is_working`
    IsWorking,
    /// `units_free`
    UnitsFree,
    /// `free(profile)`
    Free(ProfileId),
    /// `load(profile)`
    Load(ProfileId),
}

/// What the host says of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueueFact {
    /// `waiting_items`
    WaitingItems,
    /// `predicted_wait`
    PredictedWait,
    /// `out_of_hours`
    OutOfHours,
}

/// What a test may ask of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionFact {
    /// `queue`
    Queue,
    /// `workstream`
    Workstream,
    /// `bot`
    Bot,
    /// `problems`: how many
    Problems,
}

/// A value known when the program is compiled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Const {
    /// `yes` or `no`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact number.
    Decimal(Decimal),
    /// Text as written.
    Text(String),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A point in time.
    Instant(Instant),
    /// A length of time.
    Duration(Duration),
    /// The value of that position of an enum.
    Enum(EnumId, u32),
    /// A queue.
    Queue(QueueId),
    /// A skill.
    Skill(SkillId),
    /// A workstream, compared with `workstream` in a test.
    Workstream(super::WorkstreamId),
    /// A bot, compared with `bot` in a test.
    Bot(super::BotId),
}
