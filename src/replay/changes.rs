use crate::vm::{Change, Decision, RequiredSkill, Shown};
use serde::Serialize;
use std::collections::BTreeSet;

/// What may be different about the decisions that two bundles make of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// It comes to another workstream.
    Workstream,
    /// It goes to another queue, or to one where it went to none, or the other way round.
    Queue,
    /// Another rule says so, or says it for another reason.
    Rule,
    /// A value that classification sets.
    Value,
    /// The skills required of an agent, or their levels.
    Skills,
    /// What it takes of an agent's capacity.
    Capacity,
    /// How urgent it is.
    Urgency,
    /// The agent that is asked first, or the assignment used.
    Agent,
    /// The settings of its workstream.
    Settings,
    /// What is wrong with its data.
    Problems,
}

/// What is different about an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// In which ways.
    pub aspects: BTreeSet<Aspect>,
    /// The places that classification sets otherwise, each with both values.
    pub values: Vec<(String, Shown, Shown)>,
}

impl Changed {
    /// Whether nothing is.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.aspects.is_empty()
    }

    /// Whether the item ends up elsewhere: in another queue or workstream.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.aspects.contains(&Aspect::Queue) || self.aspects.contains(&Aspect::Workstream)
    }
}

/// Compares what two bundles decided about the same item, by the names they give things.
#[must_use]
pub fn compare(old: &Decision, new: &Decision) -> Changed {
    let mut found = Changed { values: values(&old.set, &new.set), ..Changed::default() };
    let is_changed = [
        (Aspect::Workstream, old.workstream != new.workstream),
        (Aspect::Queue, old.queue != new.queue),
        (
            Aspect::Rule,
            old.rule.as_ref().map(address) != new.rule.as_ref().map(address) || why(old) != why(new),
        ),
        (Aspect::Value, !found.values.is_empty()),
        (Aspect::Skills, !same_skills(&old.skills, &new.skills)),
        (Aspect::Capacity, old.capacity != new.capacity),
        (Aspect::Urgency, old.urgency != new.urgency),
        (Aspect::Agent, old.agent != new.agent || old.assignment != new.assignment || old.bot != new.bot),
        (Aspect::Settings, old.settings != new.settings),
        (Aspect::Problems, old.problems != new.problems),
    ];
    found.aspects.extend(is_changed.into_iter().filter(|(_, is)| *is).map(|(aspect, _)| aspect));
    found
}

fn address(rule: &crate::vm::RuleName) -> &str {
    rule.address()
}

/// The reason without what differs from one program to the next though nothing has changed.
fn why(decision: &Decision) -> std::mem::Discriminant<crate::vm::Reason> {
    std::mem::discriminant(&decision.reason)
}

fn same_skills(old: &[RequiredSkill], new: &[RequiredSkill]) -> bool {
    old.len() == new.len() && old.iter().all(|skill| new.contains(skill))
}

/// The places where the last values set differ, in the order of the new program, then those it does not set any more.
fn values(old: &[Change], new: &[Change]) -> Vec<(String, Shown, Shown)> {
    if old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| old.path == new.path && old.value == new.value)
    {
        return Vec::new();
    }
    let mut found: Vec<(String, Shown, Shown)> = Vec::new();
    for change in new.iter().chain(old) {
        let path = change.path.as_ref();
        if found.iter().any(|(known, ..)| known == path) {
            continue;
        }
        let last = |set: &[Change]| {
            let last = set.iter().rev().find(|other| other.path == change.path);
            last.map_or(Shown::Missing, |last| last.value.clone())
        };
        let (before, after) = (last(old), last(new));
        found.push((path.to_owned(), before, after));
    }
    found.retain(|(_, before, after)| before != after);
    found
}
