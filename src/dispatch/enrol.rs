//! What the roster says of an agent, held against the program: everything that is wrong is told, not the first.

use super::agent::{Agent, Base, From, Presence};
use super::misread::there_is_no;
use super::refusal::Refusal;
use super::roster::{AgentEntry, Held, Shift};
use super::rules::Mastery;
use super::shift::Hours;
use super::turn::Turn;
use crate::bytecode::Skill;
use crate::value::Instant;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is wrong with an entry, a sentence each.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    /// What was read; what could not be is noted.
    fn take<T>(&mut self, read: Result<T, String>) -> Option<T> {
        read.map_err(|why| self.0.push(why)).ok()
    }
}

impl Turn<'_> {
    /// An agent who has just come: signed out, with nothing to do.
    pub(super) fn enrol(&mut self, entry: &AgentEntry) -> Result<Agent, Refusal> {
        let mut faults = Faults::default();
        if entry.id.is_empty() {
            faults.0.push("an agent needs an `id`".to_owned());
        }
        if entry.units.is_some_and(|units| units < 0) {
            faults.0.push("an agent cannot have less than no `units`".to_owned());
        }
        let hours = self.hours_of(entry, &mut faults);
        let default = entry.presence.as_ref().and_then(|word| faults.take(self.presence_of(word)));
        let queues = self.queues_of(entry, &mut faults);
        let skills = self.skills_of(entry, &mut faults);
        let limits = self.limits_of(entry, &mut faults);
        let reads = entry.fields.is_some() || self.desk.agent.record.is_some();
        let fields = if reads { faults.take(self.rules.agent(entry)) } else { None };
        if !faults.0.is_empty() {
            return Err(Refusal::BadAgent { agent: Arc::clone(&entry.id), why: faults.0.join("; ") });
        }
        Ok(Agent {
            id: Arc::clone(&entry.id),
            gone: false,
            queues,
            skills,
            units: entry.units,
            limits,
            default,
            working: hours.is_working(self.program, self.now),
            hours,
            fields: fields.unwrap_or_default(),
            presence: Presence::new(Base::Offline, From::Chosen),
            lost: None,
            units_used: 0,
            used: vec![0; self.desk.profiles.len()],
            idle_since: None,
            last_assigned: None,
            joined: 0,
            turns: BTreeMap::new(),
            items: BTreeSet::new(),
            sessions: BTreeSet::new(),
        })
    }

    fn queues_of(&self, entry: &AgentEntry, faults: &mut Faults) -> Vec<u32> {
        let place = |name: &Arc<str>| {
            let known = self.state.names.queues.iter().map(|known| &**known);
            self.state.names.queue_called(name).ok_or_else(|| there_is_no("queue", name, known))
        };
        let mut queues: Vec<_> = entry.queues.iter().filter_map(|name| faults.take(place(name))).collect();
        queues.sort_unstable();
        queues.dedup();
        queues
    }

    fn limits_of(&self, entry: &AgentEntry, faults: &mut Faults) -> Vec<Option<u32>> {
        let mut limits = vec![None; self.desk.profiles.len()];
        for (name, own) in &entry.profiles {
            let place = self.state.names.profile_called(name);
            let known = place.and_then(|at| limits.get_mut(at).zip(self.desk.profiles.get(at)));
            if let Some((limit, profile)) = known {
                *limit = Some(own.unwrap_or(profile.limit));
            } else {
                let known = self.desk.profiles.iter().map(|known| known.name.as_str());
                faults.0.push(there_is_no("profile", name, known));
            }
        }
        limits
    }

    fn skills_of(&self, entry: &AgentEntry, faults: &mut Faults) -> Vec<Mastery> {
        let mut skills = vec![Mastery::None; self.desk.skills.len()];
        for (name, held) in &entry.skills {
            let place = self.state.names.skill_called(name);
            let known = place.and_then(|at| Some((at, skills.get_mut(at)?, self.desk.skills.get(at)?)));
            if let Some((at, mastery, skill)) = known {
                let labelled = |label: &str| self.state.names.level_called(at, label);
                *mastery = faults.take(mastery_of(skill, held, labelled)).unwrap_or_default();
            } else {
                let known = self.desk.skills.iter().map(|known| known.name.as_str());
                faults.0.push(there_is_no("skill", name, known));
            }
        }
        skills
    }

    fn presence_of(&self, word: &Arc<str>) -> Result<Presence, String> {
        let known = self.desk.presences.iter().map(|own| own.name.as_str()).chain(Base::ALL.map(Base::word));
        let base = self.presence_called(word).ok_or_else(|| there_is_no("presence", word, known))?;
        Ok(Presence { word: Arc::clone(word), base, from: From::Chosen })
    }

    fn hours_of(&self, entry: &AgentEntry, faults: &mut Faults) -> Hours {
        if !entry.shifts.is_empty() {
            let mut shifts: Vec<_> =
                entry.shifts.iter().filter_map(|shift| faults.take(stretch_of(shift))).collect();
            shifts.sort_unstable();
            return Hours::Shifts(shifts);
        }
        let Some(name) = &entry.hours else { return Hours::Always };
        let calendars = &self.state.names.calendars;
        let found = self.state.names.calendar_called(name);
        let found =
            found.ok_or_else(|| there_is_no("calendar", name, calendars.iter().map(|known| &**known)));
        faults.take(found).map_or(Hours::Always, Hours::Calendar)
    }
}

fn stretch_of(shift: &Shift) -> Result<(Instant, Instant), String> {
    let at = |text: &str| {
        let read = Instant::parse(text);
        read.ok_or_else(|| format!("`{text}` is no instant: write it like `2026-03-02T08:00:00Z`"))
    };
    let (from, to) = (at(&shift.from)?, at(&shift.to)?);
    if from < to {
        return Ok((from, to));
    }
    Err(format!("a shift ends at `{}`, which is not after its beginning, `{}`", shift.to, shift.from))
}

/// A level as the roster writes it.
fn mastery_of(skill: &Skill, held: &Held, labelled: impl Fn(&str) -> Option<i64>) -> Result<Mastery, String> {
    let name = &skill.name;
    let level = match held {
        Held::Flag(held) => return Ok(if *held { Mastery::Held } else { Mastery::None }),
        Held::Level(level) => *level,
        Held::Label(label) => labelled(label).ok_or_else(|| not_a_level(skill, label))?,
    };
    match skill.range {
        Some((lowest, highest)) if (lowest..=highest).contains(&level) => Ok(Mastery::Level(level)),
        Some((lowest, highest)) => {
            Err(format!("`{name}` has levels from {lowest} to {highest}, not {level}"))
        }
        None => Err(format!("`{name}` has no levels: write `true`")),
    }
}

fn not_a_level(skill: &Skill, label: &str) -> String {
    let name = &skill.name;
    if label.parse::<i64>().is_ok() {
        return format!("`{label}` is no label of a level of `{name}`: write the number without quotes");
    }
    there_is_no(&format!("level of `{name}`"), label, skill.labels.iter().map(|(known, _)| known.as_str()))
}
