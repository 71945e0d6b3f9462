use super::guard::Guard;
use super::spread::Spread;

/// A rule that may match, and what to ask first: 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// What must hold, the rarest of what the rule was not found by.
    pub guard: Guard,
    /// The rule's place in its list.
    pub rule: u32,
}

/// A run of postings, by rising rule, or of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch {
    /// The first.
    pub start: u32,
    /// How many.
    pub count: u32,
}

/// The postings of single values.
#[derive(Debug, Clone)]
pub(super) enum Values {
    /// Values that stand close together: the start of each from `least` on, and of one after the last.
    Close { least: i32, starts: Box<[u32]> },
    /// Values far from each other.
    Far(Spread),
}

/// The postings of ranges: between two neighbouring ends, the same rules may match.
#[derive(Debug, Clone)]
pub(super) struct Ranges {
    /// Where each part begins, rising; the last part has no postings.
    pub(super) begins: Box<[i32]>,
    /// The start of each part's postings, and of one after the last.
    pub(super) starts: Box<[u32]>,
}

/// How much larger a table of close values may be than their number.
const SPREAD: usize = 16;

impl Stretch {
    /// From one place to before another.
    pub(super) fn between(start: usize, end: usize) -> Self {
        let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Self { start: size(start), count: size(end.saturating_sub(start)) }
    }

    /// The run, of what it is one of.
    #[inline]
    pub(super) fn of<T>(self, all: &[T]) -> &[T] {
        let start = usize::try_from(self.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::try_from(self.count).unwrap_or(usize::MAX));
        all.get(start..end).unwrap_or_default()
    }
}

impl Values {
    /// The values, rising, with their postings, one stretch right after the other.
    pub(super) fn new(values: &[(i32, Stretch)]) -> Self {
        let (Some((least, first)), Some((most, end))) = (values.first(), values.last()) else {
            return Self::Far(Spread::default());
        };
        if place_of(*most, *least) >= values.len().saturating_mul(SPREAD).saturating_add(64) {
            return Self::Far(Spread::new(values));
        }
        let mut starts = Vec::new();
        let mut next = first.start;
        for (value, stretch) in values {
            starts.resize(place_of(*value, *least).max(starts.len()), next);
            starts.push(stretch.start);
            next = stretch.start + stretch.count;
        }
        starts.extend([end.start + end.count; 2]);
        Self::Close { least: *least, starts: starts.into() }
    }

    /// The postings of a value.
    #[inline]
    pub(super) fn get(&self, value: i32) -> Stretch {
        match self {
            // What is less than the least is far above all, as a place.
            Self::Close { least, starts } => {
                // The last two are alike: whatever is out of reach comes there, without a branch.
                let place = place_of(value, *least).min(starts.len().wrapping_sub(2));
                between(starts, place)
            }
            Self::Far(stretches) => stretches.get(value).unwrap_or_default(),
        }
    }
}

impl Values {
    /// Each value that has postings, rising, with them.
    pub(super) fn all(&self) -> Vec<(i32, Stretch)> {
        let mut all: Vec<_> = match self {
            Self::Close { least, starts } => (0_u32..)
                .zip(0..starts.len())
                .map(|(far, place)| (least.wrapping_add_unsigned(far), between(starts, place)))
                .collect(),
            Self::Far(stretches) => stretches.all().to_vec(),
        };
        all.retain(|(_, stretch)| stretch.count > 0);
        all.sort_unstable_by_key(|(value, _)| *value);
        all
    }
}

impl Values {
    /// The postings of all values: they were added one after the other.
    pub(super) fn postings(&self) -> Stretch {
        match self {
            Self::Close { starts, .. } => run(starts),
            Self::Far(stretches) => {
                let all = || stretches.all().iter().map(|(_, stretch)| stretch);
                let start = all().map(|stretch| stretch.start).min().unwrap_or(0);
                Stretch { start, count: all().map(|stretch| stretch.count).sum() }
            }
        }
    }
}

impl Ranges {
    /// The begin of each part that has postings, rising, with them.
    pub(super) fn all(&self) -> Vec<(i32, Stretch)> {
        let parts = self.begins.iter().zip(0..).map(|(begin, part)| (*begin, between(&self.starts, part)));
        parts.filter(|(_, stretch)| stretch.count > 0).collect()
    }

    /// The postings of the part that a value lies in.
    pub(super) fn get(&self, value: i32) -> Stretch {
        let part = self.begins.partition_point(|begin| *begin <= value);
        part.checked_sub(1).map_or(Stretch::default(), |part| between(&self.starts, part))
    }
}

/// How far a value stands after the least; very far, if it is less.
#[inline]
fn place_of(value: i32, least: i32) -> usize {
    usize::try_from(value.wrapping_sub(least).cast_unsigned()).unwrap_or(usize::MAX)
}

/// All that stands from the first start to the last.
pub(super) fn run(starts: &[u32]) -> Stretch {
    let (start, end) = (starts.first().copied().unwrap_or(0), starts.last().copied().unwrap_or(0));
    Stretch { start, count: end.saturating_sub(start) }
}

#[inline]
fn between(starts: &[u32], place: usize) -> Stretch {
    match starts.get(place..) {
        Some([start, end, ..]) => Stretch { start: *start, count: end.saturating_sub(*start) },
        Some(_) | None => Stretch::default(),
    }
}
