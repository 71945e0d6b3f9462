use super::destination::Destination;
use super::rules::{self, Both};
use crate::value::Duration;
use crate::vm::{Capacity, Change, Decision, RequiredSkill, RuleName, Setting, Urgency};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

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
    /// The agent that is asked first, the assignment used, or the bot that meets it.
    Agent,
    /// The settings of its workstream, which is the same.
    Settings,
    /// What is wrong with its data.
    Problems,
}

/// Something that the new bundle gives an item and the old one does not, or otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Difference {
    /// What it is about.
    pub about: Aspect,
    /// What it is: a place as rules write it, `skill french`, a setting's address.
    pub place: String,
    /// What it was, as the language writes it; none where it was nothing.
    pub from: Option<String>,
    /// What it becomes, likewise.
    pub to: Option<String>,
    /// The address of the rule that set it before, where a rule of classification did.
    pub old_rule: Option<String>,
    /// The address of the rule that sets it now, where a rule of classification does.
    pub new_rule: Option<String>,
}

/// What is different about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// In which ways.
    pub aspects: BTreeSet<Aspect>,
    /// Where it went.
    pub from: Destination,
    /// Where it goes.
    pub to: Destination,
    /// What it is given otherwise.
    pub differences: Vec<Difference>,
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
    let (from, to) = (Destination::of(old), Destination::of(new));
    let address = |decision: &Decision| decision.rule.as_ref().map(RuleName::address).map(str::to_owned);
    let is_other_rule = address(old) != address(new) || rules::kind(old) != rules::kind(new);
    let mut aspects: BTreeSet<_> = [
        (Aspect::Workstream, old.workstream != new.workstream),
        (Aspect::Queue, from != to),
        (Aspect::Rule, is_other_rule),
    ]
    .into_iter()
    .filter_map(|(aspect, is)| is.then_some(aspect))
    .collect();
    let mut found = Found::default();
    for (place, both) in rules::beside(old, new) {
        found.add(Aspect::Rule, place, both);
    }
    // Where another rule decides, or leads elsewhere, other rules match too; that says it all.
    if aspects.is_empty() && found.all.is_empty() {
        found.add(Aspect::Rule, "matching rules", rules::matching(old, new));
    }
    found.values(&old.set, &new.set);
    found.skills(&old.skills, &new.skills);
    found.capacity(&old.capacity, &new.capacity);
    found.urgency(&old.urgency, &new.urgency);
    found.agents(old, new);
    // Another workstream has other settings; that says it all.
    if old.workstream == new.workstream {
        found.settings(&old.settings, &new.settings);
    }
    found.problems(old, new);
    aspects.extend(found.all.iter().map(|difference| difference.about));
    Changed { aspects, from, to, differences: found.all }
}

#[derive(Default)]
struct Found {
    all: Vec<Difference>,
}

impl Found {
    fn add(&mut self, about: Aspect, place: impl Into<String>, (from, to): Both) {
        if from != to {
            let place = place.into();
            self.all.push(Difference { about, place, from, to, old_rule: None, new_rule: None });
        }
    }

    /// The places where the last values set differ, in the order of the new program, then those it does not set any more.
    fn values(&mut self, old: &[Change], new: &[Change]) {
        let pairs = || old.iter().zip(new);
        if old.len() == new.len() && pairs().all(|(old, new)| old.path == new.path && old.value == new.value)
        {
            return;
        }
        let mut seen: Vec<&str> = Vec::new();
        for path in new.iter().chain(old).map(|change| &*change.path) {
            if seen.contains(&path) {
                continue;
            }
            seen.push(path);
            let last = |set: &[Change]| set.iter().rev().find(|other| *other.path == *path).cloned();
            let (before, after) = (last(old), last(new));
            let value = |change: &Option<Change>| change.as_ref().map(|it| it.value.to_string());
            let rule = |change: &Option<Change>| change.as_ref().map(|it| it.rule.address().to_owned());
            let (from, to) = (value(&before), value(&after));
            if from != to {
                let (old_rule, new_rule) = (rule(&before), rule(&after));
                let place = path.to_owned();
                self.all.push(Difference { about: Aspect::Value, place, from, to, old_rule, new_rule });
            }
        }
    }

    fn skills(&mut self, old: &[RequiredSkill], new: &[RequiredSkill]) {
        if old == new {
            return;
        }
        let level = |set: &[RequiredSkill], name: &str| {
            let found = set.iter().find(|skill| *skill.skill == *name);
            found.map(|skill| {
                skill.level.map_or_else(|| "any level".to_owned(), |level| format!(">= {level}"))
            })
        };
        let gone = old.iter().filter(|skill| new.iter().all(|other| other.skill != skill.skill));
        for skill in new.iter().chain(gone) {
            let levels = (level(old, &skill.skill), level(new, &skill.skill));
            self.add(Aspect::Skills, format!("skill {}", skill.skill), levels);
        }
    }

    fn capacity(&mut self, old: &Capacity, new: &Capacity) {
        if old == new {
            return;
        }
        let units = |capacity: &Capacity| capacity.units.map(|units| units.to_string());
        self.add(Aspect::Capacity, "units", (units(old), units(new)));
        let profiles = |capacity: &Capacity| {
            let names = capacity.profiles.join(", ");
            (!names.is_empty()).then_some(names)
        };
        self.add(Aspect::Capacity, "profiles", (profiles(old), profiles(new)));
    }

    fn urgency(&mut self, old: &[Urgency], new: &[Urgency]) {
        if old == new {
            return;
        }
        let steps = |steps: &[Urgency]| {
            let words = steps.iter().map(step).collect::<Vec<_>>().join(", ");
            (!words.is_empty()).then_some(words)
        };
        self.add(Aspect::Urgency, "urgency", (steps(old), steps(new)));
    }

    fn agents(&mut self, old: &Decision, new: &Decision) {
        let name = |name: &Option<Arc<str>>| name.as_deref().map(str::to_owned);
        if old.agent != new.agent {
            let agent = |decision: &Decision| {
                decision.agent.as_ref().map(|agent| {
                    let lasting = agent.lasting.map(|time| format!(" for {}", Duration(time)));
                    format!("{}{}", agent.id, lasting.unwrap_or_default())
                })
            };
            self.add(Aspect::Agent, "agent", (agent(old), agent(new)));
        }
        self.add(Aspect::Agent, "assignment", (name(&old.assignment), name(&new.assignment)));
        self.add(Aspect::Agent, "bot", (name(&old.bot), name(&new.bot)));
    }

    fn settings(&mut self, old: &[Setting], new: &[Setting]) {
        if old == new {
            return;
        }
        let value = |set: &[Setting], address: &str| {
            let found = set.iter().find(|setting| *setting.address == *address);
            found.map(|setting| setting.value.to_string())
        };
        let gone = old.iter().filter(|setting| new.iter().all(|other| other.address != setting.address));
        for Setting { address, .. } in new.iter().chain(gone) {
            self.add(Aspect::Settings, address.to_string(), (value(old, address), value(new, address)));
        }
    }

    fn problems(&mut self, old: &Decision, new: &Decision) {
        if old.problems == new.problems {
            return;
        }
        let only = |one: &Decision, other: &Decision| -> Vec<_> {
            one.problems.iter().filter(|problem| !other.problems.contains(problem)).cloned().collect()
        };
        for gone in only(old, new) {
            self.add(Aspect::Problems, gone.path, (Some(gone.message), None));
        }
        for come in only(new, old) {
            self.add(Aspect::Problems, come.path, (None, Some(come.message)));
        }
    }
}

/// `5`, `8 after 10m`
fn step(step: &Urgency) -> String {
    if step.after == 0 {
        step.value.to_string()
    } else {
        format!("{} after {}", step.value, Duration(step.after))
    }
}
