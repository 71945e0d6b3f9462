//! By what the values of an enum are found.

use crate::hir;
use crate::value::fold;
use std::collections::BTreeMap;

/// The position of each value of an enum, by what it is called.
#[derive(Debug)]
pub(super) struct Spelled {
    /// By its word.
    words: BTreeMap<String, u32>,
    /// By its word, whatever the case.
    loose: BTreeMap<String, u32>,
    /// By its label and further spellings, whatever the case.
    labels: BTreeMap<String, u32>,
}

impl Spelled {
    /// Where one spelling is of several values, which is an error, it is the first one's.
    pub(super) fn of(values: &[hir::EnumValue]) -> Self {
        let mut spelled = Self { words: BTreeMap::new(), loose: BTreeMap::new(), labels: BTreeMap::new() };
        for (at, value) in (0..).zip(values) {
            spelled.words.entry(value.word.clone()).or_insert(at);
            spelled.loose.entry(fold(&value.word).into_owned()).or_insert(at);
            for text in value.label.iter().chain(&value.spellings) {
                spelled.labels.entry(fold(text).into_owned()).or_insert(at);
            }
        }
        spelled
    }

    /// The value of that word.
    pub(super) fn word(&self, word: &str) -> Option<u32> {
        self.words.get(word).copied()
    }

    /// The value of that label or further spelling, in whatever case.
    pub(super) fn label(&self, text: &str) -> Option<u32> {
        self.labels.get(&*fold(text)).copied()
    }

    /// The value that is called so in one way or the other.
    pub(super) fn any(&self, text: &str) -> Option<u32> {
        self.loose.get(&*fold(text)).copied().or_else(|| self.label(text))
    }
}
