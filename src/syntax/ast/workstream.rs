use super::{Call, Field, Header, Name, Rule, Setting, Text};
use crate::source::Span;
use crate::types::RoutePolicy;

/// `workstream contoso_chat "Contoso chat workstream" copies other { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Workstream {
    /// Name and label.
    pub header: Header,
    /// `copies contoso_chat`
    pub copies: Option<Copies>,
    /// Its settings and blocks of settings (`distribution`, `templates`, `messages`, `instance`, …).
    pub settings: Vec<Setting>,
    /// Its `context` blocks; more than one is reported by `check`.
    pub context: Vec<Context>,
    /// Its rulesets, in order.
    pub classify: Vec<Classify>,
    /// Its `route` blocks; more than one is reported by `check`.
    pub route: Vec<Route>,
    /// `without classify mood`
    pub without: Vec<Without>,
}

/// `copies contoso_chat`
#[derive(Debug, Clone, PartialEq)]
pub struct Copies {
    /// The workstream copied from.
    pub name: Name,
}

/// `context { order_id: text? }`
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The context variables.
    pub fields: Vec<Field>,
    /// The whole block.
    pub span: Span,
}

/// `classify urgency "Urgency" first { … }` or `classify mood "Mood" model sentiment(message)`
#[derive(Debug, Clone, PartialEq)]
pub struct Classify {
    /// The ruleset's name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// What it does.
    pub kind: ClassifyKind,
    /// The whole ruleset.
    pub span: Span,
}

/// What a ruleset of classification does.
#[derive(Debug, Clone, PartialEq)]
pub enum ClassifyKind {
    /// `first { … }`: the first rule that holds is applied.
    First(Vec<Rule>),
    /// `all { … }`: every rule that holds is applied, in order.
    All(Vec<Rule>),
    /// `model sentiment(message)`: the host is asked.
    Model(Call),
}

/// `route all { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// `all` or `first`
    pub policy: RoutePolicy,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
    /// The whole block.
    pub span: Span,
}

/// `without classify mood`
#[derive(Debug, Clone, PartialEq)]
pub struct Without {
    /// `classify`, or the word of a setting or block.
    pub what: Name,
    /// Which ruleset, after `classify`.
    pub name: Option<Name>,
    /// The whole line.
    pub span: Span,
}

/// `intake Case { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// The entity.
    pub entity: Name,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
}
