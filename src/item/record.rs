use super::dictionary::Dictionary;
use crate::bytecode::{FieldShape, Reading, RecordShape, Schema, Slot};
use std::collections::BTreeMap;

/// How deep links may be followed; the language allows far less, and what lies deeper is missing.
pub(super) const DEEPEST: usize = 32;

/// What is read of one record, made ready to be read often.
#[derive(Debug, Clone)]
pub(super) struct Record {
    /// Its fields, in declared order.
    pub(super) fields: Vec<FieldShape>,
    keys: Dictionary,
    /// Their places by the word that rules have for them; of two with one word, the first.
    words: Dictionary,
    /// Where two fields have one key: the places of each, rising.
    shared: BTreeMap<Box<str>, Vec<usize>>,
    /// Whether no two fields have one key.
    pub(super) keys_differ: bool,
    /// The fields that need a look after reading even if nothing was wrong: for their default, or because they are
    /// required.
    needy: Vec<usize>,
    /// The places of those that have a default.
    defaults: Vec<usize>,
    /// The slots of the others that are no links: where each has a value, none of them needs a look.
    pub(super) wanted: Vec<Slot>,
    /// The places of those that are links.
    needy_links: Vec<usize>,
    /// Whether a field's name in the data has a meaning at the top of an item too: `id`, `context`.
    pub(super) shadows: bool,
}

impl Record {
    /// All records of a schema, by their places there; `is_envelope` knows the keys with a meaning of their own.
    pub(super) fn all(schema: &Schema, is_envelope: impl Fn(&str) -> bool) -> Vec<Self> {
        let mut made: Vec<_> = schema.records.iter().map(|shape| Self::new(shape, &is_envelope)).collect();
        // Links lead to later records, so from the end each linked record is known to be needy or not.
        for place in (0..made.len()).rev() {
            let parent = u32::try_from(place).unwrap_or(u32::MAX);
            let wants = |field: &FieldShape| needs(field, parent, &made);
            let fields = made.get(place).map(|record| record.fields.as_slice()).unwrap_or_default();
            let needy =
                fields.iter().enumerate().filter(|(_, field)| wants(field)).map(|(place, _)| place).collect();
            if let Some(record) = made.get_mut(place) {
                record.look_at(needy);
            }
        }
        made
    }

    fn new(shape: &RecordShape, is_envelope: impl Fn(&str) -> bool) -> Self {
        let keys = Dictionary::exact(shape.fields.iter().map(|field| field.key.as_str()).zip(0..));
        let keys_differ = keys.len() == shape.fields.len();
        let mut shared: BTreeMap<Box<str>, Vec<usize>> = BTreeMap::new();
        for (place, field) in shape.fields.iter().enumerate().filter(|_| !keys_differ) {
            shared.entry(field.key.as_str().into()).or_default().push(place);
        }
        Self {
            keys_differ,
            keys,
            words: Dictionary::exact(shape.fields.iter().map(|field| field.name.as_str()).zip(0..)),
            shared,
            needy: Vec::new(),
            defaults: Vec::new(),
            wanted: Vec::new(),
            needy_links: Vec::new(),
            shadows: shape.fields.iter().any(|field| is_envelope(&field.key)),
            fields: shape.fields.clone(),
        }
    }

    fn look_at(&mut self, needy: Vec<usize>) {
        for place in &needy {
            match self.fields.get(*place).map(|field| &field.reading) {
                Some(Reading::Value { default: Some(_), .. }) => self.defaults.push(*place),
                Some(Reading::Value { slot, .. } | Reading::Answer { slot, .. }) => self.wanted.push(*slot),
                Some(Reading::Link { .. }) => self.needy_links.push(*place),
                None => {}
            }
        }
        self.needy = needy;
    }

    /// The place of the field that data calls `key`; looks first at `next`, as keys mostly come in the usual order.
    #[inline]
    pub(super) fn place(&self, key: &str, next: usize) -> Option<usize> {
        if self.fields.get(next).is_some_and(|field| field.key == key) {
            return Some(next);
        }
        if self.keys_differ {
            return usize::try_from(self.keys.find_exact(key)?).ok();
        }
        let places = self.shared.get(key)?;
        places.get(places.partition_point(|place| *place < next)).or_else(|| places.first()).copied()
    }

    /// The place of the first field that data calls so.
    pub(super) fn by_key(&self, key: &str) -> Option<usize> {
        usize::try_from(self.keys.find_exact(key)?).ok()
    }

    /// The place of the first field that rules call so.
    pub(super) fn by_word(&self, word: &str) -> Option<usize> {
        usize::try_from(self.words.find_exact(word)?).ok()
    }

    /// The fields that need a look after reading if nothing was wrong.
    pub(super) fn needy(&self) -> impl Iterator<Item = &FieldShape> {
        self.needy.iter().filter_map(|place| self.fields.get(*place))
    }

    /// Those of them that have a default.
    pub(super) fn defaults(&self) -> impl Iterator<Item = &FieldShape> {
        self.defaults.iter().filter_map(|place| self.fields.get(*place))
    }

    /// Those of them that are links.
    pub(super) fn needy_links(&self) -> impl Iterator<Item = &FieldShape> {
        self.needy_links.iter().filter_map(|place| self.fields.get(*place))
    }
}

fn needs(field: &FieldShape, parent: u32, records: &[Record]) -> bool {
    match &field.reading {
        Reading::Value { optional, default, .. } => !optional || default.is_some(),
        Reading::Answer { .. } => false,
        Reading::Link { optional, .. } => {
            let next =
                linked(parent, &field.reading).and_then(|next| records.get(usize::try_from(next).ok()?));
            !optional || next.is_some_and(|record| !record.needy.is_empty())
        }
    }
}

/// The record of a link; `None` for one that does not come after `parent`, which no compiler makes and which
/// could lead round in a circle.
pub(super) fn linked(parent: u32, reading: &Reading) -> Option<u32> {
    match reading {
        Reading::Link { record, .. } if *record > parent => Some(*record),
        Reading::Link { .. } | Reading::Value { .. } | Reading::Answer { .. } => None,
    }
}
