use super::filed::Filed;
use super::lookup::Subject;
use super::postings::Posting;
use std::collections::BTreeMap;

/// Postings on their way into tables: those of each subject apart, in the order of their rules.
#[derive(Debug, Default)]
pub(super) struct Drawers {
    pub(super) always: Vec<Posting>,
    places: BTreeMap<Subject, usize>,
    by_subject: Vec<Drawer>,
}

/// The postings of one subject.
#[derive(Debug)]
pub(super) struct Drawer {
    pub(super) subject: Subject,
    pub(super) values: Vec<(i32, Posting)>,
    pub(super) ranges: Vec<Span>,
}

/// A rule that may match from one value to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) lo: i32,
    pub(super) hi: i32,
    pub(super) posting: Posting,
}

impl Drawers {
    /// Adds the postings of one rule's key.
    pub(super) fn add(&mut self, filed: &Filed, posting: Posting) {
        match filed {
            Filed::Value(subject, value) => {
                self.of(*subject).into_iter().for_each(|drawer| drawer.values.push((*value, posting)));
            }
            Filed::Values(subject, values) => {
                let postings = values.iter().map(|value| (*value, posting));
                self.of(*subject).into_iter().for_each(|drawer| drawer.values.extend(postings.clone()));
            }
            Filed::Range(subject, lo, hi) => {
                let span = Span { lo: *lo, hi: *hi, posting };
                self.of(*subject).into_iter().for_each(|drawer| drawer.ranges.push(span));
            }
            Filed::Always => {}
        }
    }

    fn of(&mut self, subject: Subject) -> Option<&mut Drawer> {
        let place = *self.places.entry(subject).or_insert_with(|| {
            self.by_subject.push(Drawer { subject, values: Vec::new(), ranges: Vec::new() });
            self.by_subject.len() - 1
        });
        self.by_subject.get_mut(place)
    }

    /// All drawers, by their subjects, and the postings of the rules that are asked always.
    pub(super) fn emptied(mut self) -> (Vec<Drawer>, Vec<Posting>) {
        self.by_subject.sort_unstable_by_key(|drawer| drawer.subject);
        (self.by_subject, self.always)
    }
}

impl Drawer {
    /// The postings by rising value; those of one value stay in their order. Numbers are sorted, not postings.
    pub(super) fn sorted(&self) -> impl Iterator<Item = (i32, Posting)> {
        let keys = self.values.iter().zip(0_u32..).map(|((value, _), at)| key(rising(*value), at));
        let mut keys: Vec<_> = keys.collect();
        keys.sort_unstable();
        keys.into_iter().filter_map(|key| self.values.get(place(key)).copied())
    }
}

/// The places of ranges by how many parts they cover, the narrowest first.
pub(super) fn narrowest(parts: impl Iterator<Item = usize>) -> Vec<usize> {
    let size = |parts: usize| u32::try_from(parts).unwrap_or(u32::MAX);
    let mut keys: Vec<_> = parts.zip(0_u32..).map(|(parts, at)| key(size(parts), at)).collect();
    keys.sort_unstable();
    keys.into_iter().map(place).collect()
}

/// What is sorted by first, and the place of what is sorted.
fn key(first: u32, at: u32) -> u64 {
    u64::from(first) << 32 | u64::from(at)
}

/// The place in a key.
fn place(key: u64) -> usize {
    usize::try_from(key & u64::from(u32::MAX)).unwrap_or(usize::MAX)
}

/// A number without sign that is greater where the value is.
fn rising(value: i32) -> u32 {
    value.cast_unsigned() ^ 1 << 31
}
