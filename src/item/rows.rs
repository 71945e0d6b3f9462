use super::address::{Address, AddressKey, IsField};
use super::error::ItemError;
use super::filling::Filling;
use super::frame::{Frame, Target};
use super::place::{Naming, Place};
use super::reader::{ReadOptions, Reader};
use super::seen::{Seen, trimmed};
use rustc_hash::FxHashMap;

/// The columns of a CSV, and what they mean for one kind of item. Made once per file.
#[derive(Debug, Clone)]
pub struct Columns {
    names: Vec<String>,
    /// What columns say beside the fields, up to the last one that does.
    heads: Vec<Option<Head>>,
    /// What the columns mean for each target met so far; few files have more than one.
    met: FxHashMap<Target, Vec<Option<Place>>>,
}

/// A column that says what an item is, not what it has.
#[derive(Debug, Clone, Copy)]
enum Head {
    Id,
    Address(AddressKey),
}

impl Head {
    fn of(name: &str) -> Option<Self> {
        if name == "id" { Some(Self::Id) } else { AddressKey::of(name).map(Self::Address) }
    }
}

impl Columns {
    /// The columns named by a header: `id`, `customer.tier`, `context.cart`. Columns of other names are skipped.
    #[must_use]
    pub fn new<'a>(header: impl IntoIterator<Item = &'a str>) -> Self {
        let clean = |name: &str| name.trim().trim_start_matches('\u{FEFF}').to_owned();
        let names: Vec<_> = header.into_iter().map(clean).collect();
        let mut heads: Vec<_> = names.iter().map(|name| Head::of(name)).collect();
        heads.truncate(heads.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
        Self { names, heads, met: FxHashMap::default() }
    }

    /// Finds the fields of a target's items, unless they are known.
    fn meet(&mut self, reader: &Reader, target: Target) {
        if self.places(target).is_none() {
            let places = self.names.iter().map(|name| reader.place(target, name, Naming::Data)).collect();
            self.met.insert(target, places);
        }
    }

    fn places(&self, target: Target) -> Option<&[Option<Place>]> {
        self.met.get(&target).map(Vec::as_slice)
    }

    /// Whether a column holds a field too: known before the item's target only of items without one.
    fn is_field(&self, default: Option<Target>, column: usize) -> IsField {
        let places = default.and_then(|target| self.places(target)).unwrap_or_default();
        if places.get(column).is_some_and(Option::is_some) { IsField::Yes } else { IsField::No }
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
        let address = self.heads(columns, row.clone(), options, frame);
        let target = self.target(&address, options)?;
        frame.set_target(target);
        columns.meet(self, target);
        let mut filling = Filling { reader: self, frame };
        for (place, text) in columns.places(target).unwrap_or_default().iter().zip(row) {
            if let Some(place) = place {
                filling.put(place, Seen::Text(text));
            }
        }
        self.finish(frame, address, options);
        Ok(())
    }

    /// Reads what a row says of the item beside its fields.
    fn heads<'r>(
        &self,
        columns: &mut Columns,
        row: impl IntoIterator<Item = &'r str>,
        options: &ReadOptions<'_>,
        frame: &mut Frame,
    ) -> Address {
        let mut address = Address::default();
        if columns.heads.is_empty() {
            return address;
        }
        let default = self.default_target(options);
        if let Some(target) = default {
            columns.meet(self, target);
        }
        for ((head, text), column) in columns.heads.iter().zip(row).zip(0..) {
            match head {
                Some(Head::Id) => frame.set_id(trimmed(text)),
                Some(Head::Address(key)) => {
                    let is_field = columns.is_field(default, column);
                    address.hear(&self.targets, *key, Seen::Text(text), is_field, frame.folding());
                }
                None => {}
            }
        }
        address
    }
}
