use super::changes::{Aspect, Changed};
use super::report::Sample;
use crate::vm::{Decision, RuleName};
use std::collections::BTreeMap;

/// So many kinds of change are told apart.
const KINDS: usize = 20_000;
/// So many items are shown in all, and so many of them alike but for their rules.
const SHOWN: usize = 24;
const ALIKE: usize = 3;

/// Which changes are of one kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    aspects: Vec<Aspect>,
    from: Option<String>,
    to: Option<String>,
    old_rule: Option<String>,
    new_rule: Option<String>,
}

/// The first item of each kind of change, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Samples {
    kinds: BTreeMap<Kind, Sample>,
    /// How many items are of kinds beyond the most that are told apart.
    pub(super) untold: u64,
}

impl Samples {
    /// Counts a changed item, which begins on that line.
    pub(super) fn count(&mut self, line: u64, (old, new): (&Decision, &Decision), changed: &Changed) {
        let name = |rule: &RuleName| rule.address().to_owned();
        let queue = |decision: &Decision| decision.queue.as_deref().map(str::to_owned);
        let kind = Kind {
            aspects: changed.aspects.iter().copied().collect(),
            from: queue(old),
            to: queue(new),
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
            values: changed.values.clone(),
            like_it: 1,
        };
        self.put(kind, sample);
    }

    /// Adds what another counted.
    pub(super) fn add(&mut self, other: Self) {
        self.untold += other.untold;
        for (kind, sample) in other.kinds {
            self.put(kind, sample);
        }
    }

    /// Of items of one kind the first of the file is shown, whoever met it.
    fn put(&mut self, kind: Kind, sample: Sample) {
        if let Some(known) = self.kinds.get_mut(&kind) {
            let like_it = known.like_it + sample.like_it;
            if sample.line < known.line {
                *known = sample;
            }
            known.like_it = like_it;
        } else if self.kinds.len() < KINDS {
            self.kinds.insert(kind, sample);
        } else {
            self.untold += sample.like_it;
        }
    }

    /// A few items that differ: those of frequent changes first, and of items that change in the same way and go the same
    /// way only a few.
    pub(super) fn chosen(self) -> Vec<Sample> {
        let mut all: Vec<_> = self.kinds.into_values().collect();
        all.sort_by_key(|sample| (std::cmp::Reverse(sample.like_it), sample.line));
        let mut chosen: Vec<Sample> = Vec::new();
        for sample in all {
            let alike = |other: &&Sample| {
                (&other.aspects, &other.from, &other.to) == (&sample.aspects, &sample.from, &sample.to)
            };
            if chosen.len() < SHOWN && chosen.iter().filter(alike).count() < ALIKE {
                chosen.push(sample);
            }
        }
        chosen
    }
}
