use super::{Call, Expr, Name, Setting, Text};
use crate::source::Span;

/// One rule of any list of rules: classification, route, intake, overflow, prioritize, choose, assignment.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// `"VIP with a full cart":`
    pub label: Option<Text>,
    /// When it holds. `None` only where a damaged rule lost it, or in an overflow rule that begins with `after`.
    pub guard: Option<Guard>,
    /// What it does, in order.
    pub clauses: Vec<Clause>,
    /// The whole rule.
    pub span: Span,
}

/// What decides whether a rule holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// `when …`
    When(Expr),
    /// `otherwise`, at this place
    Otherwise(Span),
}

/// One clause of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// From its word to its end.
    pub span: Span,
}

/// What a clause may say. Which clauses a list of rules allows is the business of `check`.
#[derive(Debug, Clone, PartialEq)]
pub enum ClauseKind {
    /// `set priority = high`, `set (priority, severity) = sla(customer.tier, amount)`
    Set {
        /// The paths written to; several only with a table.
        fields: Vec<super::Path>,
        /// Where each path stands.
        spans: Vec<Span>,
        /// The value, or the call of a table.
        value: Expr,
    },
    /// `require french >= 3`, `require calls`
    Require {
        /// The skill.
        skill: Name,
        /// The level, a number or a label.
        level: Option<Expr>,
    },
    /// `hold vip_load`
    Hold(Name),
    /// `to …`
    To(Target),
    /// `urgency 5`, `urgency [2, 3 after 10m]`
    Urgency(Vec<UrgencyStep>),
    /// `overflow { … }` of a route rule
    Overflow(Vec<Rule>),
    /// `use anyone`, `use skilled_first(french)`: an assignment
    Use(Call),
    /// `after 5m`, `after 2h of office`
    After {
        /// How long.
        length: Expr,
        /// The hours that count.
        of: Option<Name>,
    },
    /// `then transfer general`, `then end_conversation`
    Then(Setting),
    /// `pick agents where …`; without a condition, `pick agents`
    Pick(Option<Expr>),
    /// `order by s descending`
    Order(Vec<OrderKey>),
}

/// One key of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderKey {
    /// What is compared: a field, `idle_time`, `proficiency nearest` (two words), `free(chat_load)`, a skill.
    pub key: Vec<Expr>,
    /// `Some(true)` for `descending`, `Some(false)` for `ascending`.
    pub descending: Option<bool>,
    /// Where it stands.
    pub span: Span,
}

/// One step of an urgency: the value, and the wait after which it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct UrgencyStep {
    /// The urgency.
    pub value: Expr,
    /// `after 10m`
    pub after: Option<Expr>,
}

/// Where an item may go.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A queue's name, or a workstream's (in an intake): `to vip`
    Queue(QueueTarget),
    /// `to desk_for(product, country)`
    Table(Call),
    /// `to split { paris 70%, montreal 30% }`
    Split(Vec<Share>),
    /// `to agent customer.owner in vip for 30s`
    Agent {
        /// The agent's id.
        who: Expr,
        /// The queue of everyone else.
        queue: Name,
        /// How long only that agent is asked.
        lasting: Option<Expr>,
    },
    /// `to bot`
    Bot,
}

/// A name after `to`.
pub type QueueTarget = Name;

/// One share of a split.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The queue.
    pub queue: Name,
    /// Its share in percent.
    pub percent: i64,
    /// Where it stands.
    pub span: Span,
}
