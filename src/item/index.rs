use super::dictionary::Dictionary;
use super::words::Short;
use crate::bytecode::{EnumShape, Schema};
use std::collections::BTreeMap;

/// The values of one enum by all that data may spell them by.
#[derive(Debug, Clone, Default)]
pub(super) struct EnumIndex {
    texts: Dictionary,
    codes: BTreeMap<i64, i64>,
}

impl EnumIndex {
    /// Where two values share a spelling, words win over labels, labels over further spellings, earlier over later.
    pub(super) fn new(shape: &EnumShape) -> Self {
        let values = || shape.values.iter().zip(0_u32..);
        let words = values().map(|(value, place)| (value.word.trim(), place));
        let labels = values().filter_map(|(value, place)| Some((value.label.as_deref()?.trim(), place)));
        let spellings =
            values().flat_map(|(value, place)| value.spellings.iter().map(move |text| (text.trim(), place)));
        let mut codes = BTreeMap::new();
        for (value, place) in shape.values.iter().zip(0_i64..) {
            if let Some(code) = value.code {
                codes.entry(code).or_insert(place);
            }
        }
        Self { texts: Dictionary::new(words.chain(labels).chain(spellings)), codes }
    }

    /// The value of a spelling without case, or of a code written as text.
    pub(super) fn by_text(&self, text: &str, folding: &mut String) -> Option<i64> {
        self.by_word(text, folding).or_else(|| self.by_code(text.parse().ok()?))
    }

    /// The value of a spelling without case.
    #[inline]
    pub(super) fn by_word(&self, text: &str, folding: &mut String) -> Option<i64> {
        self.texts.find(text, folding).map(i64::from)
    }

    /// The value of a short spelling that stands as the program has it, or without case.
    #[inline]
    pub(super) fn by_short(&self, text: Short) -> Option<i64> {
        self.texts.find_whole(text.mark()).map(i64::from)
    }

    /// The value of a code.
    pub(super) fn by_code(&self, code: i64) -> Option<i64> {
        self.codes.get(&code).copied()
    }
}

/// What items may be addressed to, by name. No hash is used of what a bundle chooses: its names could be alike in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Targets {
    pub(super) workstreams: BTreeMap<Box<str>, u32>,
    pub(super) instances: Dictionary,
    pub(super) intakes: BTreeMap<Box<str>, u32>,
}

impl Targets {
    /// Instances are found in any case, as addresses are written in any.
    pub(super) fn new(schema: &Schema) -> Self {
        let workstreams = || schema.workstreams.iter().zip(0_u32..);
        let instances = workstreams()
            .flat_map(|(shape, place)| shape.instances.iter().map(move |name| (name.trim(), place)));
        let mut targets = Self { instances: Dictionary::new(instances), ..Self::default() };
        for (workstream, place) in workstreams() {
            targets.workstreams.entry(workstream.name.as_str().into()).or_insert(place);
        }
        for (intake, place) in schema.intakes.iter().zip(0_u32..) {
            targets.intakes.entry(intake.entity.as_str().into()).or_insert(place);
        }
        targets
    }
}
