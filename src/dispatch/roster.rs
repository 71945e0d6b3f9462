use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who works here: `[{ "id": "ana", "queues": ["vip"], "profiles": { "chat_load": 3 } }, …]` (domain sections 13 to 15).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Roster {
    /// The agents; their order breaks the last ties.
    pub agents: Vec<AgentEntry>,
}

/// What the roster says of one agent.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AgentEntry {
    /// By which the agent is called everywhere.
    pub id: Arc<str>,
    /// The queues the agent is in, by name, where the queue's members come from the data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queues: Vec<Arc<str>>,
    /// Skills by name, with the level held: a number, a label of the rating, or `true` for one without rating.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub skills: BTreeMap<Arc<str>, Held>,
    /// The size of the pool of units; without, the agent takes no work that counts in units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<i64>,
    /// The capacity profiles the agent has, with a limit of their own, or `null` for the profile's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profiles: BTreeMap<Arc<str>, Option<u32>>,
    /// The presence that signing in gives; without, what capacity says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Arc<str>>,
    /// Whether the agent is signed in from the start.
    #[serde(default)]
    pub signed_in: bool,
    /// The calendar of the program, by name, in whose open time the agent works; without it and without `shifts`,
    /// always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Arc<str>>,
    /// When the agent works, stretch by stretch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    /// Fields of `entity Agent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "cli",
        schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>")
    )]
    pub fields: Option<Box<RawValue>>,
}

/// A level of a skill that an agent holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Held {
    /// Held without a level; `false`: not held, or out of use for now.
    Flag(bool),
    /// That level.
    Level(i64),
    /// The level of that label.
    Label(String),
}

/// A stretch of work, from its first moment up to its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// When it begins: `2026-03-02T08:00:00Z`.
    pub from: String,
    /// When it ends; end-of-day profiles are given back then.
    pub to: String,
}
