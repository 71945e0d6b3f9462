use super::filling::Filling;
use super::frame::Target;
use super::reader::Reader;
use super::record::{DEEPEST, linked};
use super::seen::Seen;
use crate::bytecode::{FieldShape, MISSING, Reading, Slot, SlotKind};

/// A field of a record, and the links that lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    record: u32,
    /// None for one that no rule reads, behind links that some rule asks about.
    field: Option<usize>,
    links: Vec<Slot>,
}

/// Which of its two names a field goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// The name in the data first, then the author's word.
    Data,
    /// The author's word first, then the name in the data.
    Rules,
}

impl Reader {
    /// The field that a dotted name leads to.
    pub(super) fn place(&self, target: Target, name: &str, naming: Naming) -> Option<Place> {
        let records = self.records(target)?;
        let within = |record: Option<u32>, prefix: &str| {
            name.strip_prefix(prefix).and_then(|rest| self.place_in(record?, rest, naming))
        };
        within(records.context, "context.")
            .or_else(|| within(records.channel, "channel."))
            .or_else(|| within(records.models, "models."))
            .or_else(|| self.place_in(records.item, name, naming))
    }

    pub(super) fn place_in(&self, record: u32, name: &str, naming: Naming) -> Option<Place> {
        let mut place = Place { record, field: None, links: Vec::new() };
        let mut left = name;
        for _ in 0..DEEPEST {
            if let Some(field) = self.find(place.record, left, naming) {
                return Some(Place { field: Some(field), ..place });
            }
            // A name in the data may hold dots itself, so the link may be more than the first word.
            let link = left
                .match_indices('.')
                .filter_map(|(at, _)| Some((left.get(..at)?, left.get(at + 1..)?)))
                .find_map(|(head, rest)| Some((self.find(place.record, head, naming)?, rest)));
            let Some((link, rest)) = link else {
                return (!place.links.is_empty()).then_some(place);
            };
            let reading = &self.field_at(place.record, link)?.reading;
            let Reading::Link { present, .. } = reading else {
                return None;
            };
            place.links.push(*present);
            place.record = linked(place.record, reading)?;
            left = rest;
        }
        None
    }

    fn find(&self, record: u32, name: &str, naming: Naming) -> Option<usize> {
        let record = self.record(record)?;
        match naming {
            Naming::Data => record.by_key(name).or_else(|| record.by_word(name)),
            Naming::Rules => record.by_word(name).or_else(|| record.by_key(name)),
        }
    }
}

impl<'a> Filling<'a> {
    /// Reads a value into a place; the links that lead there are there, unless the value is blank.
    pub(super) fn put(&mut self, place: &Place, seen: Seen<'_>) {
        if seen.is_blank() {
            return;
        }
        if let Some(field) = self.reach(place)
            && !self.is_there_already(field)
        {
            if let Seen::Text(text) = seen {
                self.written(field, text);
            } else {
                self.value(field, seen);
            }
        }
    }

    /// Reads several values into a place, one after the other.
    pub(super) fn put_list<'s>(&mut self, place: &Place, members: impl Iterator<Item = Seen<'s>>) {
        let Some(field) = self.reach(place) else {
            return;
        };
        match field.reading {
            Reading::Value { slot, kind: SlotKind::List(kind), .. }
            | Reading::Answer { slot, kind: SlotKind::List(kind), .. } => {
                members.for_each(|member| self.member(slot, kind, member));
                let list = self.frame.lists_mut().finish();
                self.frame.set(slot, list);
            }
            Reading::Value { .. } | Reading::Answer { .. } | Reading::Link { .. } => {
                self.value(field, Seen::Array);
            }
        }
    }

    /// Goes to a place: the links that lead there are there.
    pub(super) fn reach(&mut self, place: &Place) -> Option<&'a FieldShape> {
        place.links.iter().for_each(|link| self.frame.set(*link, 1));
        let reader: &'a Reader = self.reader;
        reader.field_at(place.record, place.field?)
    }

    /// A link's own column may say what columns below it have said already.
    fn is_there_already(&self, field: &FieldShape) -> bool {
        match &field.reading {
            Reading::Link { present, .. } => self.frame.get(*present) != MISSING,
            Reading::Value { .. } | Reading::Answer { .. } => false,
        }
    }
}
