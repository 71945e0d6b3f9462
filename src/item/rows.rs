use super::address::{Address, AddressKey, IsField};
use super::error::ItemError;
use super::filling::Filling;
use super::frame::{Frame, Target};
use super::reader::{DEEPEST, ReadOptions, Reader, linked};
use super::seen::Seen;
use crate::bytecode::{FieldShape, MISSING, Reading, Slot};

/// The columns of a CSV, and what they mean for one kind of item. Made once per file.
#[derive(Debug, Clone)]
pub struct Columns {
    names: Vec<String>,
    /// What the columns mean for each target met so far; few files have more than one.
    met: Vec<(Target, Vec<Option<Place>>)>,
}

/// A field of a record, and the links that lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    record: u32,
    field: usize,
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

impl Columns {
    /// The columns named by a header: `id`, `customer.tier`, `context.cart`. Columns of other names are skipped.
    #[must_use]
    pub fn new<'a>(header: impl IntoIterator<Item = &'a str>) -> Self {
        let clean = |name: &str| name.trim().trim_start_matches('\u{FEFF}').to_owned();
        Self { names: header.into_iter().map(clean).collect(), met: Vec::new() }
    }

    fn for_target(&mut self, reader: &Reader, target: Target) -> &[Option<Place>] {
        let known = self.met.iter().position(|(met, _)| *met == target);
        let at = known.unwrap_or_else(|| {
            let places = self.names.iter().map(|name| reader.place(target, name, Naming::Data)).collect();
            self.met.push((target, places));
            self.met.len() - 1
        });
        self.met.get(at).map_or(&[], |(_, places)| places.as_slice())
    }
}

impl Reader {
    /// Reads an item from one row of a CSV; fields beyond the header are skipped, missing ones are blank.
    pub fn row<'r>(
        &self,
        columns: &mut Columns,
        row: impl IntoIterator<Item = &'r str> + Clone,
        options: &ReadOptions<'_>,
        frame: &mut Frame,
    ) -> Result<(), ItemError> {
        frame.clear();
        let mut address = Address::default();
        for (name, text) in columns.names.iter().zip(row.clone()) {
            match AddressKey::of(name) {
                // Whether it is a field too is known only after the target; a default target makes it one.
                Some(key) => {
                    let is_field = self.is_field(name, options);
                    address.hear(&self.targets, key, Seen::Text(text), is_field, frame.folding());
                }
                None if name == "id" => frame.set_id(text.trim()),
                None => {}
            }
        }
        let target = self.target(&address, options)?;
        frame.set_target(target);
        let mut filling = Filling { reader: self, frame };
        for (place, text) in columns.for_target(self, target).iter().zip(row) {
            if let Some(place) = place {
                filling.put(place, Seen::Text(text));
            }
        }
        self.finish(frame, address, options);
        Ok(())
    }

    fn is_field(&self, name: &str, options: &ReadOptions<'_>) -> IsField {
        let place = self.default_target(options).and_then(|target| self.place(target, name, Naming::Data));
        if place.is_some() { IsField::Yes } else { IsField::No }
    }

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
        let mut place = Place { record, field: 0, links: Vec::new() };
        let mut left = name;
        for _ in 0..DEEPEST {
            if let Some(field) = self.find(place.record, left, naming) {
                return Some(Place { field, ..place });
            }
            // A name in the data may hold dots itself, so the link may be more than the first word.
            let (link, rest) = left
                .match_indices('.')
                .filter_map(|(at, _)| Some((left.get(..at)?, left.get(at + 1..)?)))
                .find_map(|(head, rest)| Some((self.find(place.record, head, naming)?, rest)))?;
            let reading = &self.field(place.record, link)?.reading;
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
        let fields = &self.record(record)?.fields;
        let by_key = || fields.iter().position(|field| field.key == name);
        let by_word = || fields.iter().position(|field| field.name == name);
        match naming {
            Naming::Data => by_key().or_else(by_word),
            Naming::Rules => by_word().or_else(by_key),
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
            self.value(field, seen);
        }
    }

    /// Goes to a place: the links that lead there are there.
    pub(super) fn reach(&mut self, place: &Place) -> Option<&'a FieldShape> {
        place.links.iter().for_each(|link| self.frame.set(*link, 1));
        let reader: &'a Reader = self.reader;
        reader.field(place.record, place.field)
    }

    /// A link's own column may say what columns below it have said already.
    fn is_there_already(&self, field: &FieldShape) -> bool {
        match &field.reading {
            Reading::Link { present, .. } => self.frame.get(*present) != MISSING,
            Reading::Value { .. } | Reading::Answer { .. } => false,
        }
    }
}
