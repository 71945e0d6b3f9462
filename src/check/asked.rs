use super::kind::{KINDS, Kind};
use super::uses::Use;
use crate::source::FileId;
use std::collections::{BTreeMap, HashSet};

/// What was asked about while the declarations of one section were looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    names: BTreeMap<Kind, HashSet<Box<str>>>,
    kinds: HashSet<Kind>,
    texts: HashSet<String>,
    broken: bool,
    intakes: bool,
}

/// What has changed since something was asked.
#[derive(Debug, Default)]
pub(super) struct News {
    /// Names that are declared elsewhere, otherwise, newly or no longer.
    pub(super) names: BTreeMap<Kind, HashSet<String>>,
    /// Whether other declarations than before could not be read.
    pub(super) broken: bool,
    /// Whether an intake has changed.
    pub(super) intakes: bool,
}

impl News {
    /// Notes that a name has changed.
    pub(super) fn add(&mut self, kind: Kind, name: &str) {
        let names = self.names.entry(kind).or_default();
        if !names.contains(name) {
            names.insert(name.to_owned());
        }
    }
}

impl Asked {
    /// The texts beside the program's own that were read.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        self.texts.iter()
    }

    /// Whether an answer may be another now.
    pub(super) fn meets(&self, news: &News) -> bool {
        let is_new = |kind: &Kind, changed: &HashSet<String>| {
            let asked = self.names.get(kind);
            let of_names =
                asked.is_some_and(|asked| changed.iter().any(|name| asked.contains(name.as_str())));
            of_names || !changed.is_empty() && self.kinds.contains(kind)
        };
        self.broken && news.broken
            || self.intakes && news.intakes
            || news.names.iter().any(|(kind, changed)| is_new(kind, changed))
    }

    fn merge(&mut self, other: Self) {
        for (kind, names) in other.names {
            self.names.entry(kind).or_default().extend(names);
        }
        self.kinds.extend(other.kinds);
        self.texts.extend(other.texts);
        self.broken |= other.broken;
        self.intakes |= other.intakes;
    }
}

/// A record of what is asked, by the section in whose name it is; off unless somebody wants it.
#[derive(Debug, Clone, Default)]
pub(super) struct Log {
    on: bool,
    reader: Option<FileId>,
    asked: BTreeMap<FileId, Asked>,
    uses: Vec<Use>,
}

impl Log {
    /// A record that is kept.
    pub(super) fn kept() -> Self {
        Self { on: true, ..Self::default() }
    }

    /// Whether it is kept.
    pub(super) fn is_kept(&self) -> bool {
        self.on
    }

    /// From now on, what is asked is asked for a declaration of that section. Gives the section before.
    pub(super) fn read_for(&mut self, section: Option<FileId>) -> Option<FileId> {
        std::mem::replace(&mut self.reader, section)
    }

    fn asked(&mut self) -> Option<&mut Asked> {
        let reader = self.reader.filter(|_| self.on)?;
        Some(self.asked.entry(reader).or_default())
    }

    /// Somebody asked what a name means.
    pub(super) fn name(&mut self, kind: Kind, name: &str) {
        let Some(asked) = self.asked() else { return };
        let names = asked.names.entry(kind).or_default();
        if !names.contains(name) {
            names.insert(name.into());
        }
    }

    /// Somebody asked for all names of a kind.
    pub(super) fn kind(&mut self, kind: Kind) {
        if let Some(asked) = self.asked() {
            asked.kinds.insert(kind);
        }
    }

    /// Somebody asked for all there is.
    pub(super) fn everything(&mut self) {
        if let Some(asked) = self.asked() {
            asked.kinds.extend(KINDS.iter().map(|(kind, _)| *kind));
            (asked.broken, asked.intakes) = (true, true);
        }
    }

    /// Somebody asked what could not be read.
    pub(super) fn broken(&mut self) {
        if let Some(asked) = self.asked() {
            asked.broken = true;
        }
    }

    /// Somebody asked about intakes.
    pub(super) fn intakes(&mut self) {
        if let Some(asked) = self.asked() {
            asked.intakes = true;
        }
    }

    /// Somebody read a text that is not one of the program's own files.
    pub(super) fn text(&mut self, name: &str) {
        if let Some(asked) = self.asked() {
            asked.texts.insert(name.to_owned());
        }
    }

    /// A word was found to name something.
    pub(super) fn note(&mut self, found: impl FnOnce() -> Use) {
        if self.on {
            self.uses.push(found());
        }
    }

    /// Hands out what words were found to name since the last time.
    pub(super) fn take_uses(&mut self) -> Vec<Use> {
        std::mem::take(&mut self.uses)
    }

    /// Puts uses back that were taken out before.
    pub(super) fn put_uses(&mut self, uses: Vec<Use>) {
        self.uses = uses;
    }

    /// Adds what has been asked to what was asked before.
    pub(super) fn hand_over(&mut self, to: &mut BTreeMap<FileId, Asked>) {
        for (section, asked) in std::mem::take(&mut self.asked) {
            to.entry(section).or_default().merge(asked);
        }
    }
}
