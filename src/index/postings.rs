use super::guard::Guard;
use rustc_hash::FxHashMap;

/// A rule that may match, and what to ask before its code is run: 28 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// What must hold, both.
    pub guards: [Guard; 2],
    /// The rule's place in its list.
    pub rule: u32,
}

/// A run of postings, by rising rule.
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
    Close { least: i64, starts: Box<[u32]> },
    /// Values far from each other.
    Far(FxHashMap<i64, Stretch>),
}

/// The postings of ranges: between two neighbouring ends, the same rules may match.
#[derive(Debug, Clone)]
pub(super) struct Ranges {
    /// Where each part begins, rising; the last part has no postings.
    pub(super) begins: Box<[i64]>,
    /// The start of each part's postings, and of one after the last.
    pub(super) starts: Box<[u32]>,
}

/// How much larger a table of close values may be than their number.
const SPREAD: u64 = 4;

impl Values {
    /// The values, rising, with their postings, one stretch right after the other.
    pub(super) fn new(values: &[(i64, Stretch)]) -> Self {
        let (Some((least, first)), Some((most, end))) = (values.first(), values.last()) else {
            return Self::Far(FxHashMap::default());
        };
        let size = most.abs_diff(*least).saturating_add(1);
        let many = u64::try_from(values.len()).unwrap_or(u64::MAX);
        if size > many.saturating_mul(SPREAD).saturating_add(64) {
            return Self::Far(values.iter().copied().collect());
        }
        let mut starts = Vec::new();
        let mut next = first.start;
        for (value, stretch) in values {
            let place = usize::try_from(value.abs_diff(*least)).unwrap_or(usize::MAX);
            starts.resize(place.max(starts.len()), next);
            starts.push(stretch.start);
            next = stretch.start + stretch.count;
        }
        starts.push(end.start + end.count);
        Self::Close { least: *least, starts: starts.into() }
    }

    /// The postings of a value.
    pub(super) fn get(&self, value: i64) -> Stretch {
        match self {
            Self::Close { least, starts } => {
                let place = value.checked_sub(*least).and_then(|place| usize::try_from(place).ok());
                place.map_or(Stretch::default(), |place| between(starts, place))
            }
            Self::Far(stretches) => stretches.get(&value).copied().unwrap_or_default(),
        }
    }
}

impl Values {
    /// Each value that has postings, rising, with them.
    pub(super) fn all(&self) -> Vec<(i64, Stretch)> {
        let mut all: Vec<_> = match self {
            Self::Close { least, starts } => (0..starts.len())
                .filter_map(|place| {
                    let value = least.checked_add(i64::try_from(place).ok()?)?;
                    Some((value, between(starts, place)))
                })
                .collect(),
            Self::Far(stretches) => stretches.iter().map(|(value, stretch)| (*value, *stretch)).collect(),
        };
        all.retain(|(_, stretch)| stretch.count > 0);
        all.sort_unstable_by_key(|(value, _)| *value);
        all
    }
}

impl Ranges {
    /// The begin of each part that has postings, rising, with them.
    pub(super) fn all(&self) -> Vec<(i64, Stretch)> {
        let parts = self.begins.iter().zip(0..).map(|(begin, part)| (*begin, between(&self.starts, part)));
        parts.filter(|(_, stretch)| stretch.count > 0).collect()
    }

    /// The postings of the part that a value lies in.
    pub(super) fn get(&self, value: i64) -> Stretch {
        let part = self.begins.partition_point(|begin| *begin <= value);
        part.checked_sub(1).map_or(Stretch::default(), |part| between(&self.starts, part))
    }
}

fn between(starts: &[u32], place: usize) -> Stretch {
    match starts.get(place..) {
        Some([start, end, ..]) => Stretch { start: *start, count: end.saturating_sub(*start) },
        Some(_) | None => Stretch::default(),
    }
}
