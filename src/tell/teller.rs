use super::sentence::{Anchor, Kind, Sentence, link, value, words};
use super::words::plain;
use crate::hir::{
    AssignmentId, BotId, ConditionId, Entity, HoursId, Named, Parameter, ProfileId, Program, QueueId,
    SkillId, SkillRef, TableId, WorkstreamId,
};
use crate::types::{EntityId, EnumId};

/// Who tells of a program: within a condition or an assignment, of what it is given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Teller<'p> {
    pub(super) program: &'p Program,
    pub(super) parameters: &'p [Parameter],
}

impl<'p> Teller<'p> {
    /// Of the whole program.
    pub(super) fn new(program: &'p Program) -> Self {
        Self { program, parameters: &[] }
    }

    /// The same, within something that is given these.
    pub(super) fn given(self, parameters: &'p [Parameter]) -> Self {
        Self { parameters, ..self }
    }

    pub(super) fn queue(&self, id: QueueId) -> Sentence {
        linked(Kind::Queue, self.program.queues.get(id.index()).map(|it| &it.named), "a queue")
    }

    pub(super) fn workstream(&self, id: WorkstreamId) -> Sentence {
        linked(Kind::Workstream, self.program.workstreams.get(id.index()).map(|it| &it.named), "a workstream")
    }

    pub(super) fn hours(&self, id: HoursId) -> Sentence {
        linked(Kind::Hours, self.program.hours.get(id.index()).map(|it| &it.named), "its hours")
    }

    pub(super) fn table(&self, id: TableId) -> Sentence {
        linked(Kind::Table, self.program.tables.get(id.index()).map(|it| &it.named), "a table")
    }

    pub(super) fn condition_name(&self, id: ConditionId) -> Sentence {
        linked(
            Kind::Condition,
            self.program.conditions.get(id.index()).map(|it| &it.named),
            "a named condition",
        )
    }

    pub(super) fn assignment(&self, id: AssignmentId) -> Sentence {
        linked(
            Kind::Assignment,
            self.program.assignments.get(id.index()).map(|it| &it.named),
            "an assignment",
        )
    }

    pub(super) fn skill(&self, id: SkillId) -> Sentence {
        value(
            self.program.skills.get(id.index()).map_or_else(|| "a skill".to_owned(), |it| called(&it.named)),
        )
    }

    /// A skill, or the parameter that stands for one.
    pub(super) fn skill_ref(&self, skill: SkillRef) -> Sentence {
        match skill {
            SkillRef::Skill(id) => self.skill(id),
            SkillRef::Param(at) => words("the skill ").then(value(self.parameter(at))),
        }
    }

    pub(super) fn profile(&self, id: ProfileId) -> Sentence {
        let profile = self.program.profiles.get(id.index());
        value(profile.map_or_else(|| "a capacity profile".to_owned(), |it| called(&it.named)))
    }

    pub(super) fn bot(&self, id: BotId) -> Sentence {
        value(self.program.bots.get(id.index()).map_or_else(|| "its bot".to_owned(), |it| called(&it.named)))
    }

    pub(super) fn entity(&self, id: EntityId) -> Option<&'p Entity> {
        self.program.entities.get(usize::try_from(id.0).ok()?)
    }

    /// What one of them is called in a sentence: `customer`.
    pub(super) fn entity_word(&self, id: EntityId) -> String {
        self.entity(id).map_or_else(|| "item".to_owned(), |entity| lower(&plain(&entity.named.label)))
    }

    /// The name of a parameter, in plain words.
    pub(super) fn parameter(&self, at: u32) -> String {
        let found = usize::try_from(at).ok().and_then(|at| self.parameters.get(at));
        found.map_or_else(|| "what is given".to_owned(), |parameter| plain(&parameter.name))
    }

    /// A value of an enum: its label, or its word in plain.
    pub(super) fn enum_value(&self, id: EnumId, at: u32) -> String {
        let known = usize::try_from(id.0).ok().and_then(|id| self.program.enums.get(id));
        let found = known.zip(usize::try_from(at).ok()).and_then(|(known, at)| known.values.get(at));
        found.map_or_else(
            || "a value".to_owned(),
            |value| value.label.clone().unwrap_or_else(|| plain(&value.word)),
        )
    }
}

/// What something declared is called: its label, or its name in plain words.
pub(super) fn called(named: &Named) -> String {
    if named.label == named.name { plain(&named.name) } else { named.label.clone() }
}

fn linked(kind: Kind, named: Option<&Named>, else_words: &str) -> Sentence {
    match named {
        Some(named) if named.label == named.name && is_spoken_of(kind) => {
            link(Anchor::new(kind, &named.name), &format!("“{}”", called(named)))
        }
        Some(named) => link(Anchor::new(kind, &named.name), &called(named)),
        None => words(else_words),
    }
}

/// Whether it is something that rules ask, whose name may be any words: `“is vip” holds`.
fn is_spoken_of(kind: Kind) -> bool {
    match kind {
        Kind::List | Kind::Condition | Kind::Table | Kind::Assignment | Kind::Rule => true,
        Kind::Workstream | Kind::Intake | Kind::Queue | Kind::Hours => false,
    }
}

/// With a small letter at its beginning, unless it is an abbreviation.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
