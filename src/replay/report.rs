use super::changes::Aspect;
use crate::vm::Shown;
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of the published shape of a replay; it grows when a field changes its meaning or goes away.
pub const REPLAY_VERSION: u32 = 1;

/// What becomes of items when one bundle takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Replay {
    /// The version of this shape: [`REPLAY_VERSION`].
    pub version: u32,
    /// The old bundle's digest, in hexadecimal.
    pub old: String,
    /// The new bundle's digest, in hexadecimal.
    pub new: String,
    /// How many items both decided.
    pub items: u64,
    /// How many items one of them could not decide; they count nowhere else.
    pub failed: u64,
    /// How many items end up in another queue or workstream.
    pub moved: u64,
    /// How many stay where they are, and something else about them changes.
    pub changed: u64,
    /// For how many nothing changes.
    pub same: u64,
    /// How many items change in which way; an item may change in several.
    pub aspects: BTreeMap<Aspect, u64>,
    /// How many items went to which queue and go to which now, those that stay included; by name, no queue first.
    pub flows: Vec<Flow>,
    /// The rules responsible for items that move, the pair of most items first.
    pub rules: Vec<RulePair>,
    /// The values that classification sets otherwise, by place, then the change of most items first.
    pub values: Vec<ValueChange>,
    /// Items to look at, a few for each kind of change, those of the most frequent changes first.
    pub samples: Vec<Sample>,
    /// How many changed items are of kinds that were too many to tell apart.
    pub untold: u64,
}

/// How many items went to one queue and go to another, or the same, now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Flow {
    /// The queue before; none where the item went to none.
    pub from: Option<String>,
    /// The queue now; none where it goes to none.
    pub to: Option<String>,
    /// How many.
    pub items: u64,
}

/// The rules that decided where items went, and that decide it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct RulePair {
    /// The old rule's address; none for the fallback.
    pub old: Option<String>,
    /// The new rule's address; none for the fallback.
    pub new: Option<String>,
    /// How many items move by them.
    pub items: u64,
}

/// A value that classification sets otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ValueChange {
    /// The place, as rules write it.
    pub path: String,
    /// What was set before; `null` where nothing was.
    pub from: Shown,
    /// What is set now; `null` where nothing is.
    pub to: Shown,
    /// For how many items.
    pub items: u64,
}

/// An item to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Sample {
    /// Its id.
    pub id: String,
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// In which ways it changes.
    pub aspects: Vec<Aspect>,
    /// The queue before.
    pub from: Option<String>,
    /// The queue now.
    pub to: Option<String>,
    /// The old rule's address.
    pub old_rule: Option<String>,
    /// The new rule's address.
    pub new_rule: Option<String>,
    /// The values set otherwise.
    pub values: Vec<(String, Shown, Shown)>,
    /// How many items change like this one: the same ways, queues and rules.
    pub like_it: u64,
}
