use super::desk::{AssignmentUse, OverflowRule};
use super::{Expr, ModelId, Place, ProfileId, QueueId, SkillId, TableId, WorkstreamId};
use crate::source::Span;
use crate::types::RoutePolicy;
use crate::value::Duration;

/// When a rule holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// When that does.
    When(Expr),
    /// Always, where it is reached.
    Otherwise,
}

/// Which matching rules of a ruleset are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// The first.
    First,
    /// All, in order.
    All,
}

/// A ruleset of classification.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruleset {
    /// The word it is called by.
    pub name: String,
    /// What people see.
    pub label: Option<String>,
    /// What it does.
    pub kind: RulesetKind,
    /// Where its name stands.
    pub name_span: Span,
    /// Where it stands.
    pub span: Span,
}

/// What a ruleset of classification does.
#[derive(Debug, Clone, PartialEq)]
pub enum RulesetKind {
    /// It applies rules.
    Rules(Policy, Vec<ClassifyRule>),
    /// It asks a model of the host.
    Model {
        /// Which.
        model: ModelId,
        /// What the model is given.
        inputs: Vec<Expr>,
    },
}

/// A rule of classification.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassifyRule {
    /// Its label; for a rule without one, a stable name of ruleset and position: `urgency#2`.
    pub name: String,
    /// When it holds.
    pub guard: Guard,
    /// What it does, in order.
    pub actions: Vec<ClassifyAction>,
    /// Where it stands.
    pub span: Span,
}

/// One thing a rule of classification does.
#[derive(Debug, Clone, PartialEq)]
pub enum ClassifyAction {
    /// Overwrites a field of the item or a context variable. A missing value makes it missing.
    Set {
        /// What is overwritten.
        place: Place,
        /// By what; of the place's type.
        value: Expr,
        /// Where the clause stands.
        span: Span,
    },
    /// Overwrites several by the outputs of one row; nothing where no row matches, and then the *rule* does not hold.
    SetFrom {
        /// What is overwritten, one an output.
        places: Vec<Place>,
        /// The table asked.
        table: TableId,
        /// With what.
        arguments: Vec<Expr>,
        /// Where the clause stands.
        span: Span,
    },
    /// Adds a skill, or raises the level of one already there.
    Require {
        /// Which.
        skill: SkillId,
        /// How well; `None` for a skill without rating, or where any level will do.
        level: Option<Level>,
        /// Where the clause stands.
        span: Span,
    },
    /// Adds a capacity profile.
    Hold {
        /// Which.
        profile: ProfileId,
        /// Where the clause stands.
        span: Span,
    },
}

/// A level within a skill's rating.
pub type Level = i64;

/// The route of a workstream.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// `all` or `first`.
    pub policy: RoutePolicy,
    /// Its rules, in order.
    pub rules: Vec<RouteRule>,
    /// Where it stands.
    pub span: Span,
}

/// A rule of a route.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteRule {
    /// Its label; for a rule without one, `route#2`.
    pub name: String,
    /// When it holds. With a [`Target::Table`], it holds only if a row matches too.
    pub guard: Guard,
    /// Where it sends the item.
    pub target: Target,
    /// How urgent the item then is; steps by rising wait, the first at no wait.
    pub urgency: Vec<UrgencyStep>,
    /// What replaces the queue's own overflow on arrival.
    pub overflow: Option<Vec<OverflowRule>>,
    /// The assignment to use instead of the queue's.
    pub assignment: Option<AssignmentUse>,
    /// Where it stands.
    pub span: Span,
}

/// One step of an urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UrgencyStep {
    /// The wait from which it holds.
    pub after: Duration,
    /// Bigger is sooner.
    pub value: i64,
}

/// Where an item may go.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// That queue.
    Queue(QueueId),
    /// The queue that a table names; its single output.
    Table(TableId, Vec<Expr>),
    /// One of several, by a stable hash of item and rule.
    Split(Vec<Share>),
    /// That agent first, then anyone in the queue.
    Agent {
        /// The agent's id; missing means anyone in the queue.
        who: Expr,
        /// The queue.
        queue: QueueId,
        /// How long only that agent is asked; `None`: until the agent declines.
        lasting: Option<Duration>,
    },
    /// The workstream's bot.
    Bot,
}

/// One share of a split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The queue.
    pub queue: QueueId,
    /// Its share in percent, 1 to 99.
    pub percent: u8,
}

/// A rule of an intake.
#[derive(Debug, Clone, PartialEq)]
pub struct IntakeRule {
    /// Its label; for a rule without one, `intake#2`.
    pub name: String,
    /// When it holds.
    pub guard: Guard,
    /// The workstream it names.
    pub to: WorkstreamId,
    /// Where it stands.
    pub span: Span,
}
