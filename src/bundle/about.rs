use super::book::{Place, RuleAbout, RuleBook};
use super::clause::Clause;
use crate::bytecode::RuleId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What people want to know of a program, beside what the machine needs: names, places, texts, settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct About {
    /// The files of the program, by name.
    pub files: Vec<Arc<str>>,
    /// The rules, as the program numbers them, and their conditions.
    #[serde(skip)]
    pub book: RuleBook,
    /// The workstreams, as the program numbers them.
    pub workstreams: Vec<Declared>,
    /// The queues, likewise.
    pub queues: Vec<Declared>,
    /// The skills, likewise.
    pub skills: Vec<Declared>,
    /// The capacity profiles, likewise.
    pub profiles: Vec<Declared>,
    /// The bots, likewise.
    pub bots: Vec<Declared>,
    /// The calendars, likewise.
    pub calendars: Vec<Declared>,
    /// The tables, likewise.
    pub tables: Vec<Declared>,
    /// The paths of the slots, as the schema numbers them.
    pub paths: Vec<Arc<str>>,
    /// The organisation's settings in force.
    pub organisation: Vec<Setting>,
}

impl About {
    /// The name of the file that a place lies in; empty for one that the program does not have.
    #[must_use]
    pub fn file(&self, place: Place) -> &str {
        let file = usize::try_from(place.file).ok().and_then(|file| self.files.get(file));
        file.map_or("", |file| file)
    }

    /// What people are told of a rule; none for one that the program does not have.
    #[must_use]
    pub fn rule(&self, rule: RuleId) -> Option<RuleAbout<'_>> {
        self.book.rule(rule.index())
    }

    /// The condition of a rule; none where it always holds.
    #[must_use]
    pub fn condition(&self, rule: RuleId) -> Option<Clause<'_>> {
        self.book.condition(rule.index())
    }
}

/// Something declared, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The word other text refers to.
    pub name: Arc<str>,
    /// What people see.
    pub label: Arc<str>,
    /// Where it is declared; none for what is built in.
    pub place: Option<Place>,
    /// Its settings in force.
    pub settings: Vec<Setting>,
}

/// A setting in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Where it belongs: `distribution.wrap_up`.
    pub address: Arc<str>,
    /// The value as the language writes it.
    pub value: Arc<str>,
    /// Why it is in force.
    pub origin: Origin,
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// It is written there.
    Written(Place),
    /// It is the platform's default, for that reason.
    Default(Arc<str>),
    /// It was copied from the declaration of that name, where it is written unless it is a default there too.
    Copied(Arc<str>, Option<Place>),
}
