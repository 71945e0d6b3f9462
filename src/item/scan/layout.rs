use crate::bytecode::{FieldShape, Reading, Slot, SlotKind};
use crate::item::pass::Envelope;
use crate::item::record::Record;
use crate::item::words::start;

/// The keys of one record in the order they came in, with the white space around them, so that a key that comes where it
/// came before is known by a glance at its bytes, whether the program reads it or not.
#[derive(Debug, Clone, Default)]
pub(in crate::item) struct Layout {
    keys: Vec<Known>,
}

/// What a key means in a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    /// At the top of an item.
    pub(super) envelope: Option<Envelope>,
    /// The field's place in the record; beyond all for a key that the program does not read.
    pub(super) place: usize,
    /// What is done with its value.
    pub(super) plan: Plan,
}

/// What is done with the value of a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Plan {
    /// Nobody reads it.
    Skip,
    /// It goes into a slot.
    Fill(Slot, SlotKind),
    /// It is an entity of its own.
    Follow,
}

#[derive(Debug, Clone)]
struct Known {
    /// The first sixteen bytes from a brace or comma to the value, `"key": `, and a mask for those of them that count.
    first: u128,
    mask: u128,
    /// How many there are.
    length: usize,
    meaning: Meaning,
    /// All of them, where there are more than sixteen.
    all: Option<Box<[u8]>>,
}

/// More different keys than this in one kind of record, and learning starts afresh.
const MOST_KEYS: usize = 128;

/// Keys longer than this are looked up each time.
const LONGEST_KEY: usize = 64;

/// How many keys may be missing between two before one is looked up.
const REACH: usize = 3;

impl Layout {
    /// What the key at the beginning of `rest` means, if it is one of the next few, and what is left from its value on;
    /// moves `at` behind it.
    #[expect(clippy::inline_always, reason = "a call for each key of each item costs as much as its body")]
    #[inline(always)]
    pub(super) fn expected<'t>(&self, at: &mut usize, rest: &'t [u8]) -> Option<(&Meaning, &'t [u8])> {
        let known = self.keys.get(*at)?;
        if let Some(after) = known.after(rest) {
            *at += 1;
            return Some((&known.meaning, after));
        }
        self.further(at, rest)
    }

    #[cold]
    #[inline(never)]
    fn further<'t>(&self, at: &mut usize, rest: &'t [u8]) -> Option<(&Meaning, &'t [u8])> {
        let ahead = self.keys.get(*at + 1..)?.iter().take(REACH);
        let (skipped, (known, after)) =
            (2..).zip(ahead).find_map(|(count, known)| Some((count, (known, known.after(rest)?))))?;
        *at += skipped;
        Some((&known.meaning, after))
    }

    /// Learns that a key came at this place.
    pub(super) fn learn(&mut self, at: &mut usize, key: &[u8], meaning: Meaning) {
        if key.len() > LONGEST_KEY {
            return;
        }
        if self.keys.len() >= MOST_KEYS {
            self.keys.clear();
        }
        *at = (*at).min(self.keys.len());
        self.keys.insert(*at, Known::new(key, meaning));
        *at += 1;
    }
}

impl Meaning {
    pub(super) fn of(record: &Record, key: &str) -> Self {
        let place = record.place(key, usize::MAX).unwrap_or(usize::MAX);
        Self { envelope: Envelope::of(key), place, plan: Plan::of(record.fields.get(place)) }
    }
}

impl Plan {
    fn of(field: Option<&FieldShape>) -> Self {
        match field.map(|field| &field.reading) {
            None => Self::Skip,
            Some(Reading::Value { slot, kind, .. } | Reading::Answer { slot, kind, .. }) => {
                Self::Fill(*slot, *kind)
            }
            Some(Reading::Link { .. }) => Self::Follow,
        }
    }
}

impl Known {
    fn new(key: &[u8], meaning: Meaning) -> Self {
        let mask = std::array::from_fn(|place| if place < key.len() { 0xFF } else { 0 });
        Self {
            first: start(key),
            mask: u128::from_le_bytes(mask),
            length: key.len(),
            meaning,
            all: (key.len() > 16).then(|| key.into()),
        }
    }

    /// What is left after the key, if `rest` begins with it.
    #[inline]
    fn after<'t>(&self, rest: &'t [u8]) -> Option<&'t [u8]> {
        if (start(rest) ^ self.first) & self.mask != 0 {
            return None;
        }
        match &self.all {
            None => rest.get(self.length..),
            Some(all) => rest.strip_prefix(all.as_ref()),
        }
    }
}
