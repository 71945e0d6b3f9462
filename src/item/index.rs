use crate::bytecode::{EnumShape, Schema};
use crate::value::{fold, fold_into};
use rustc_hash::FxHashMap;

/// The values of one enum by all that data may spell them by.
#[derive(Debug, Clone, Default)]
pub(super) struct EnumIndex {
    texts: FxHashMap<Box<str>, i64>,
    codes: FxHashMap<i64, i64>,
}

impl EnumIndex {
    /// Where two values share a spelling, words win over labels, labels over further spellings, earlier over later.
    pub(super) fn new(shape: &EnumShape) -> Self {
        let mut index = Self::default();
        for (value, place) in shape.values.iter().zip(0_i64..) {
            index.add(&value.word, place);
            if let Some(code) = value.code {
                index.codes.entry(code).or_insert(place);
            }
        }
        for (value, place) in shape.values.iter().zip(0_i64..) {
            value.label.iter().for_each(|label| index.add(label, place));
        }
        for (value, place) in shape.values.iter().zip(0_i64..) {
            value.spellings.iter().for_each(|spelling| index.add(spelling, place));
        }
        index
    }

    fn add(&mut self, spelling: &str, place: i64) {
        self.texts.entry(fold(spelling.trim()).into()).or_insert(place);
    }

    /// The value of a spelling without case, or of a code written as text.
    pub(super) fn by_text(&self, text: &str, folding: &mut String) -> Option<i64> {
        folding.clear();
        fold_into(text, folding);
        let found = self.texts.get(folding.as_str()).copied();
        found.or_else(|| self.by_code(text.parse().ok()?))
    }

    /// The value of a code.
    pub(super) fn by_code(&self, code: i64) -> Option<i64> {
        self.codes.get(&code).copied()
    }
}

/// What items may be addressed to, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Targets {
    pub(super) workstreams: FxHashMap<Box<str>, u32>,
    pub(super) instances: FxHashMap<Box<str>, u32>,
    pub(super) intakes: FxHashMap<Box<str>, u32>,
}

impl Targets {
    /// Instances are kept without case, as addresses are written in any.
    pub(super) fn new(schema: &Schema) -> Self {
        let mut targets = Self::default();
        for (workstream, place) in schema.workstreams.iter().zip(0_u32..) {
            targets.workstreams.entry(workstream.name.as_str().into()).or_insert(place);
            for instance in &workstream.instances {
                targets.instances.entry(fold(instance.trim()).into()).or_insert(place);
            }
        }
        for (intake, place) in schema.intakes.iter().zip(0_u32..) {
            targets.intakes.entry(intake.entity.as_str().into()).or_insert(place);
        }
        targets
    }
}
