use super::{
    Assignment, AuthId, Condition, Conduct, Effective, EffectiveSetting, Entity, Enum, Hours, IntakeRule,
    List, Model, Profile, Queue, Rating, Scenario, Skill, Table, Test, Workstream,
};
use crate::source::{FileId, Span};
use crate::types::EntityId;
use crate::value::Duration;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A whole program. Every id is a position in the list of its kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Program {
    /// Settings for all of it.
    pub organisation: Organisation,
    /// Enums; the first three are built in.
    pub enums: Vec<Enum>,
    /// Entities, and the fields of channels.
    pub entities: Vec<Entity>,
    /// Which entity is `Agent`, if the program says.
    pub agent: Option<EntityId>,
    /// Ratings.
    pub ratings: Vec<Rating>,
    /// Skills.
    pub skills: Vec<Skill>,
    /// Capacity profiles.
    pub profiles: Vec<Profile>,
    /// Calendars.
    pub hours: Vec<Hours>,
    /// Named lists, in order of declaration.
    pub lists: Vec<List>,
    /// Named conditions, each naming lower numbers only.
    pub conditions: Vec<Arc<Condition>>,
    /// Tables.
    pub tables: Vec<Arc<Table>>,
    /// Models.
    pub models: Vec<Model>,
    /// Assignments.
    pub assignments: Vec<Assignment>,
    /// Queues; the first three are built in.
    pub queues: Vec<Queue>,
    /// Session templates.
    pub sessions: Vec<Template>,
    /// Notification templates.
    pub notifications: Vec<Notification>,
    /// Authentication settings.
    pub auths: Vec<Template>,
    /// Quick replies.
    pub replies: Vec<Template>,
    /// Presences of the program's own.
    pub presences: Vec<Presence>,
    /// Bots.
    pub bots: Vec<Bot>,
    /// Workstreams.
    pub workstreams: Vec<Arc<Workstream>>,
    /// Intakes, at most one an entity.
    pub intakes: Vec<(EntityId, Vec<IntakeRule>)>,
    /// Tests.
    pub tests: Vec<Arc<Test>>,
    /// Scenarios.
    pub scenarios: Vec<Arc<Scenario>>,
    /// The files it was made of, in order of their names.
    pub files: Vec<Imported>,
}

/// A file of a program.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Its number.
    pub file: FileId,
    /// Its name.
    pub name: String,
}

/// What something declared is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The word other text refers to.
    pub name: String,
    /// What people see; the name where no label is written.
    pub label: String,
    /// Where the name is declared; `None` for what is built in.
    pub span: Option<Span>,
    /// The text of the `///` lines above it.
    pub doc: Option<String>,
}

/// Settings for the whole program.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Organisation {
    /// What it is called, if declared.
    pub named: Option<Named>,
    /// The limit profile to hold the program against: `dynamics365`.
    pub limits: Option<Effective<String>>,
    /// What it says of every item and agent.
    pub conduct: Conduct,
    /// Every setting in force.
    pub settings: Vec<EffectiveSetting>,
}

/// A declaration that is nothing but settings, passed on to whoever shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// What it is called.
    pub named: Named,
    /// Its settings in force.
    pub settings: Vec<EffectiveSetting>,
}

/// A notification: how an item is offered.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    /// What it is called.
    pub named: Named,
    /// How long the agent may take to answer.
    pub countdown: Duration,
    /// Whether the item is the agent's without an answer.
    pub auto_assign: bool,
    /// Whether the agent may reject.
    pub reject: bool,
    /// Its settings in force.
    pub settings: Vec<EffectiveSetting>,
}

/// A presence of the program's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Presence {
    /// What it is called.
    pub named: Named,
    /// What it counts as: a position in the built-in enum of presences.
    pub base: u32,
    /// Its settings in force.
    pub settings: Vec<EffectiveSetting>,
}

/// A bot.
#[derive(Debug, Clone, PartialEq)]
pub struct Bot {
    /// What it is called.
    pub named: Named,
    /// Whether it helps agents (`role assist`) rather than meeting customers.
    pub assist: bool,
    /// How it signs in, if it says.
    pub auth: Option<AuthId>,
    /// Its settings in force.
    pub settings: Vec<EffectiveSetting>,
}
