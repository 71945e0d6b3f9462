use super::error::ItemError;
use super::frame::Target;
use super::index::Targets;
use super::problem::{Problem, Reason, shown};
use super::seen::{Seen, trimmed};
use std::collections::BTreeMap;

/// The keys by which an item says what it is addressed to, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AddressKey {
    Workstream,
    Instance,
    Record,
}

impl AddressKey {
    pub(super) fn of(key: &str) -> Option<Self> {
        match key {
            "workstream" => Some(Self::Workstream),
            "instance" => Some(Self::Instance),
            "record" => Some(Self::Record),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Workstream => "workstream",
            Self::Instance => "instance",
            Self::Record => "record",
        }
    }
}

/// What an item says it is addressed to.
#[derive(Debug, Clone, Default)]
pub(super) struct Address {
    workstream: Option<Target>,
    instance: Option<Target>,
    record: Option<Target>,
    unknown: Vec<(AddressKey, String)>,
}

impl Address {
    /// Hears one key and says whether it names something that the program has. `is_field` says that the item may have
    /// a field of that name, so that an unknown name is no mistake.
    pub(super) fn hear(
        &mut self,
        targets: &Targets,
        key: AddressKey,
        seen: Seen<'_>,
        is_field: IsField,
        folding: &mut String,
    ) -> bool {
        let text = match seen {
            Seen::Text(text) => trimmed(text),
            Seen::Nothing
            | Seen::Bool(_)
            | Seen::Int(_)
            | Seen::Huge(_)
            | Seen::Number(_)
            | Seen::Object
            | Seen::Array => "",
        };
        let found = match key {
            AddressKey::Workstream => find(&targets.workstreams, text).map(Target::Workstream),
            AddressKey::Instance => targets.instances.find(text, folding).map(Target::Workstream),
            AddressKey::Record => find(&targets.intakes, text).map(Target::Intake),
        };
        if found.is_none() && !seen.is_blank() && is_field == IsField::No {
            self.unknown.retain(|(other, _)| *other != key);
            self.unknown.push((key, shown(&seen.to_string())));
        }
        match key {
            AddressKey::Workstream => self.workstream = found.or(self.workstream),
            AddressKey::Instance => self.instance = found.or(self.instance),
            AddressKey::Record => self.record = found.or(self.record),
        }
        found.is_some()
    }

    /// The strongest of what the item names.
    pub(super) fn target(&self) -> Option<Target> {
        self.workstream.or(self.instance).or(self.record)
    }

    /// Whether the item names a workstream, which nothing overrules.
    pub(super) fn is_settled(&self) -> bool {
        self.workstream.is_some()
    }

    /// Why the item has no target.
    pub(super) fn failure(&self) -> ItemError {
        match self.unknown.first() {
            Some((key, seen)) => ItemError::UnknownTarget { key: key.word(), seen: seen.clone() },
            None => ItemError::NoTarget,
        }
    }

    /// The names that the program does not have.
    pub(super) fn problems(self) -> impl Iterator<Item = Problem> {
        let problem = |(key, seen): (AddressKey, String)| Problem {
            path: key.word().to_owned(),
            reason: Reason::Unknown { seen },
        };
        self.unknown.into_iter().map(problem)
    }
}

/// Whether a key of the address is also a field of the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IsField {
    Yes,
    No,
}

fn find(places: &BTreeMap<Box<str>, u32>, name: &str) -> Option<u32> {
    places.get(name).copied()
}
