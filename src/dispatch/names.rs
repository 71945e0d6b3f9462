//! The words of a program and where each leads, made once for a state: nobody walks through all words for each agent or item.

use crate::bytecode::{Desk, DeskWorkstream, Members, Program, Skill, Verified};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Places by word. Of things with the same word, the first is meant.
type Places = BTreeMap<Box<str>, u32>;

/// Words by place, and places by word.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) queues: Vec<Arc<str>>,
    pub(super) calendars: Vec<Arc<str>>,
    workstreams: Vec<Arc<str>>,
    bots: Vec<Arc<str>>,
    queue_places: Places,
    calendar_places: Places,
    profile_places: Places,
    skill_places: Places,
    presence_places: Places,
    /// By skill: the levels that have a label, by it in small letters.
    levels: Vec<BTreeMap<Box<str>, i64>>,
    /// By workstream: what it says, by moment.
    said: Vec<BTreeMap<Box<str>, Said>>,
    /// The queues that agents are in by id.
    listed: BTreeMap<Box<str>, BTreeSet<u32>>,
    /// The queues that agents may be in whatever the roster says of them.
    open: Vec<u32>,
}

/// What a workstream says at a moment, by place among its messages.
#[derive(Debug, Clone, Default)]
struct Said {
    general: Option<usize>,
    of_instance: BTreeMap<Box<str>, usize>,
}

impl Names {
    pub(super) fn of(program: &Verified) -> Self {
        let program = program.program();
        let mut names = Self::words(program);
        names.queue_places = places(names.queues.iter().map(|name| &**name));
        names.calendar_places = places(names.calendars.iter().map(|name| &**name));
        names.look_through(&program.desk);
        names
    }

    fn words(program: &Program) -> Self {
        Self {
            queues: program.queues.iter().map(|queue| Arc::from(queue.name.as_str())).collect(),
            workstreams: program.schema.workstreams.iter().map(|one| Arc::from(one.name.as_str())).collect(),
            bots: program.desk.bots.iter().map(|name| Arc::from(name.as_str())).collect(),
            calendars: program.desk.calendars.iter().map(|name| Arc::from(name.as_str())).collect(),
            ..Self::default()
        }
    }

    fn look_through(&mut self, desk: &Desk) {
        self.profile_places = places(desk.profiles.iter().map(|profile| profile.name.as_str()));
        self.skill_places = places(desk.skills.iter().map(|skill| skill.name.as_str()));
        self.presence_places = places(desk.presences.iter().map(|presence| presence.name.as_str()));
        self.levels = desk.skills.iter().map(levels).collect();
        self.said = desk.workstreams.iter().map(said).collect();
        for (queue, place) in desk.queues.iter().zip(0..) {
            match &queue.members {
                Members::Agents(ids) => {
                    for id in ids {
                        self.listed.entry(id.as_str().into()).or_default().insert(place);
                    }
                }
                Members::Everyone | Members::When(_) => self.open.push(place),
                Members::Data | Members::Elsewhere | Members::Nobody => {}
            }
        }
    }

    pub(super) fn queue(&self, place: u32) -> Arc<str> {
        name(&self.queues, place)
    }

    pub(super) fn workstream(&self, place: u32) -> Arc<str> {
        name(&self.workstreams, place)
    }

    pub(super) fn bot(&self, place: u32) -> Arc<str> {
        name(&self.bots, place)
    }

    /// The place of the queue of that name.
    pub(super) fn queue_called(&self, name: &str) -> Option<u32> {
        self.queue_places.get(name).copied()
    }

    /// The place of the calendar of that name.
    pub(super) fn calendar_called(&self, name: &str) -> Option<u32> {
        self.calendar_places.get(name).copied()
    }

    /// The place of the profile of that name.
    pub(super) fn profile_called(&self, name: &str) -> Option<usize> {
        usize::try_from(*self.profile_places.get(name)?).ok()
    }

    /// The place of the skill of that name.
    pub(super) fn skill_called(&self, name: &str) -> Option<usize> {
        usize::try_from(*self.skill_places.get(name)?).ok()
    }

    /// The place of the program's own presence of that name.
    pub(super) fn presence_called(&self, name: &str) -> Option<usize> {
        usize::try_from(*self.presence_places.get(name)?).ok()
    }

    /// The level of a skill that has that label, in any case.
    pub(super) fn level_called(&self, skill: usize, label: &str) -> Option<i64> {
        self.levels.get(skill)?.get(label.to_ascii_lowercase().as_str()).copied()
    }

    /// The text that a workstream has for a moment, its instance's own before its general one; none where it says nothing.
    pub(super) fn message<'d>(
        &self,
        workstream: u32,
        settings: &'d DeskWorkstream,
        instance: Option<&str>,
        moment: &str,
    ) -> Option<&'d str> {
        let said = self.said.get(usize::try_from(workstream).ok()?)?.get(moment)?;
        let own = instance.and_then(|instance| said.of_instance.get(instance));
        match own.and_then(|at| settings.instance_messages.get(*at)) {
            Some((_, _, text)) => text.as_deref(),
            None => settings.messages.get(said.general?).map(|(_, text)| text.as_str()),
        }
    }

    /// Whether a queue lists an agent by id.
    pub(super) fn lists(&self, queue: u32, agent: &str) -> bool {
        self.listed.get(agent).is_some_and(|queues| queues.contains(&queue))
    }

    /// The queues that an agent may be in though the roster does not say so.
    pub(super) fn queues_for(&self, agent: &str) -> impl Iterator<Item = u32> {
        self.open.iter().chain(self.listed.get(agent).into_iter().flatten()).copied()
    }
}

fn name(names: &[Arc<str>], place: u32) -> Arc<str> {
    let found = usize::try_from(place).ok().and_then(|place| names.get(place));
    found.map_or_else(|| Arc::from(""), Arc::clone)
}

fn places<'n>(names: impl Iterator<Item = &'n str>) -> Places {
    let mut places = Places::default();
    for (name, place) in names.zip(0..) {
        places.entry(name.into()).or_insert(place);
    }
    places
}

fn levels(skill: &Skill) -> BTreeMap<Box<str>, i64> {
    let mut levels = BTreeMap::new();
    for (label, level) in &skill.labels {
        levels.entry(label.to_ascii_lowercase().into()).or_insert(*level);
    }
    levels
}

fn said(settings: &DeskWorkstream) -> BTreeMap<Box<str>, Said> {
    let mut said: BTreeMap<Box<str>, Said> = BTreeMap::new();
    for ((moment, _), place) in settings.messages.iter().zip(0..) {
        said.entry(moment.as_str().into()).or_default().general.get_or_insert(place);
    }
    for ((instance, moment, _), place) in settings.instance_messages.iter().zip(0..) {
        let of_instance = &mut said.entry(moment.as_str().into()).or_default().of_instance;
        of_instance.entry(instance.as_str().into()).or_insert(place);
    }
    said
}
