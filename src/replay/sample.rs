use super::changes::{Aspect, Changed};
use super::destination::Destination;
use super::kept::Kept;
use super::report::Sample;
use crate::vm::{Decision, RuleName};

/// So many kinds of change are told apart.
const KINDS: usize = 20_000;
/// So many items are shown in all, and so many of them alike but for their rules.
const SHOWN: usize = 24;
const ALIKE: usize = 3;

/// Which changes are of one kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Kind {
    aspects: Vec<Aspect>,
    from: Destination,
    to: Destination,
    old_rule: Option<String>,
    new_rule: Option<String>,
}

/// The first item of each kind of change, and how many there are.
#[derive(Debug)]
pub(super) struct Samples {
    kinds: Kept<Kind, Sample>,
}

impl Default for Samples {
    fn default() -> Self {
        Self { kinds: Kept::new(KINDS) }
    }
}

impl Samples {
    /// Counts a changed item, which begins on that line.
    pub(super) fn count(&mut self, line: u64, (old, new): (&Decision, &Decision), changed: &Changed) {
        let name = |rule: &RuleName| rule.address().to_owned();
        let kind = Kind {
            aspects: changed.aspects.iter().copied().collect(),
            from: changed.from.clone(),
            to: changed.to.clone(),
            old_rule: old.rule.as_ref().map(name),
            new_rule: new.rule.as_ref().map(name),
        };
        let sample = Sample {
            id: new.id.clone(),
            line,
            aspects: kind.aspects.clone(),
            from: kind.from.clone(),
            to: kind.to.clone(),
            old_rule: kind.old_rule.clone(),
            new_rule: kind.new_rule.clone(),
            differences: changed.differences.clone(),
            like_it: 1,
        };
        self.kinds.add(kind, sample, alike);
    }

    /// Adds what another counted.
    pub(super) fn add(&mut self, other: Self) {
        self.kinds.add_all(other.kinds, alike);
    }

    /// How many items are of the kinds that are told apart.
    pub(super) fn told(&self) -> u64 {
        self.kinds.values().map(|sample| sample.like_it).sum()
    }

    /// A few items that differ: those of frequent changes first, and of items that change in the same way and go the same
    /// way only a few.
    pub(super) fn chosen(self) -> Vec<Sample> {
        let mut all: Vec<_> = self.kinds.into_all().map(|(_, sample)| sample).collect();
        all.sort_by_key(|sample| (std::cmp::Reverse(sample.like_it), sample.line));
        let mut chosen: Vec<Sample> = Vec::new();
        for sample in all {
            let is_alike = |other: &&Sample| way(other) == way(&sample) && places(other).eq(places(&sample));
            if chosen.len() < SHOWN && chosen.iter().filter(is_alike).count() < ALIKE {
                chosen.push(sample);
            }
        }
        chosen
    }
}

/// The way an item goes now, where that is another one.
fn way(sample: &Sample) -> Option<(&Destination, &Destination)> {
    (sample.from != sample.to).then_some((&sample.from, &sample.to))
}

/// What an item is given otherwise.
fn places(sample: &Sample) -> impl Iterator<Item = &str> {
    sample.differences.iter().map(|difference| difference.place.as_str())
}

/// Of items of one kind the first of the file is shown, whoever met it.
fn alike(known: &mut Sample, other: Sample) {
    let like_it = known.like_it + other.like_it;
    if other.line < known.line {
        *known = other;
    }
    known.like_it = like_it;
}
