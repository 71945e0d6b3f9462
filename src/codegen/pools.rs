use super::output::Effort;
use crate::bytecode::{Atom, AtomId, ConstList, ListId, NumberId, TextId, ZoneId};
use std::collections::HashMap;
use std::hash::Hash;

/// Constants and atoms, each kept once, in the order they were first needed.
#[derive(Debug)]
pub(super) struct Pools {
    pub(super) atoms: Pool<Atom>,
    pub(super) numbers: Pool<i64>,
    pub(super) lists: Pool<ConstList>,
    pub(super) texts: Pool<String>,
    pub(super) zones: Pool<String>,
    effort: Effort,
}

/// A list without doubles.
#[derive(Debug)]
pub(super) struct Pool<T> {
    places: HashMap<T, u32>,
    kept: Vec<T>,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { places: HashMap::default(), kept: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Pool<T> {
    /// The place of `value`, which is added if it is new.
    pub(super) fn place(&mut self, value: T) -> u32 {
        if let Some(place) = self.places.get(&value) {
            return *place;
        }
        let place = u32::try_from(self.kept.len()).unwrap_or(u32::MAX);
        self.places.insert(value.clone(), place);
        self.kept.push(value);
        place
    }

    /// The place of `value`, which is added as if it were new.
    fn add(&mut self, value: T) -> u32 {
        self.kept.push(value);
        u32::try_from(self.kept.len() - 1).unwrap_or(u32::MAX)
    }

    /// All that is kept.
    pub(super) fn into_kept(self) -> Vec<T> {
        self.kept
    }
}

impl Pools {
    pub(super) fn new(effort: Effort) -> Self {
        Self {
            atoms: Pool::default(),
            numbers: Pool::default(),
            lists: Pool::default(),
            texts: Pool::default(),
            zones: Pool::default(),
            effort,
        }
    }

    /// The place of an atom; where nothing is shared, one of its own.
    pub(super) fn atom(&mut self, atom: Atom) -> AtomId {
        AtomId(match self.effort {
            Effort::Full => self.atoms.place(atom),
            Effort::Plain => self.atoms.add(atom),
        })
    }

    pub(super) fn number(&mut self, number: i64) -> NumberId {
        NumberId(self.numbers.place(number))
    }

    pub(super) fn text(&mut self, text: &str) -> TextId {
        TextId(self.texts.place(text.to_owned()))
    }

    pub(super) fn texts(&mut self, texts: &[String]) -> Vec<TextId> {
        let mut places: Vec<_> = texts.iter().map(|text| self.text(text)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    pub(super) fn list(&mut self, list: ConstList) -> ListId {
        ListId(self.lists.place(list))
    }

    pub(super) fn zone(&mut self, zone: &str) -> ZoneId {
        ZoneId(self.zones.place(zone.to_owned()))
    }
}
