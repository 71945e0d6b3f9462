use super::changes::{Aspect, Difference};
use super::destination::Destination;
use super::words::decider;
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
    /// How many items went to which queue and go to which now, those that stay included; by name, those in no queue last.
    pub flows: Vec<Flow>,
    /// The rules responsible for items that move, the pair of most items first.
    pub rules: Vec<RulePair>,
    /// What items are given otherwise: values, skills, capacity, urgency, settings; by what it is about and its place, then
    /// the change of most items first.
    pub differences: Vec<Shift>,
    /// Items to look at, a few for each kind of change, those of the most frequent changes first.
    pub samples: Vec<Sample>,
    /// How many changed items are of kinds that were too many to tell apart.
    pub untold: u64,
    /// How many times an item is given something otherwise of kinds that were too many to tell apart.
    pub untold_differences: u64,
}

/// How many items ended up in one place and end up in another, or the same, now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Flow {
    /// Where they went.
    pub from: Destination,
    /// Where they go now.
    pub to: Destination,
    /// How many.
    pub items: u64,
}

/// The rules that decided where items went, and that decide it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct RulePair {
    /// The old rule's address; none for the fallback, and for items that were not routed.
    pub old: Option<String>,
    /// The new rule's address; none for the fallback, and for items that are not routed.
    pub new: Option<String>,
    /// Whether the items had a workstream.
    pub old_routed: bool,
    /// Whether the items have a workstream now.
    pub new_routed: bool,
    /// How many items move by them.
    pub items: u64,
}

/// Something that items are given otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Shift {
    /// What it is, and by which rules.
    #[serde(flatten)]
    pub difference: Difference,
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
    /// Where it went.
    pub from: Destination,
    /// Where it goes now.
    pub to: Destination,
    /// The old rule's address; none for the fallback, and where it was not routed.
    pub old_rule: Option<String>,
    /// The new rule's address; none for the fallback, and where it is not routed.
    pub new_rule: Option<String>,
    /// What it is given otherwise.
    pub differences: Vec<Difference>,
    /// How many items change like this one: the same ways, queues and rules.
    pub like_it: u64,
}

impl RulePair {
    /// What decided before and what decides now: a rule's address, `(fallback)`, or `(not routed)`.
    #[must_use]
    pub fn deciders(&self) -> [&str; 2] {
        [decider(self.old.as_deref(), self.old_routed), decider(self.new.as_deref(), self.new_routed)]
    }
}

impl Sample {
    /// What decided before and what decides now: a rule's address, `(fallback)`, or `(not routed)`.
    #[must_use]
    pub fn deciders(&self) -> [&str; 2] {
        let is_routed = |to: &Destination| *to != Destination::NotRouted;
        [
            decider(self.old_rule.as_deref(), is_routed(&self.from)),
            decider(self.new_rule.as_deref(), is_routed(&self.to)),
        ]
    }
}
