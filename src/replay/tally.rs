use super::changes::{Aspect, Changed, Difference, compare};
use super::destination::Destination;
use super::kept::Kept;
use super::report::{Flow, REPLAY_VERSION, Replay, RulePair, Shift};
use super::sample::Samples;
use crate::vm::{Decision, RuleName};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many differences are told apart.
const DIFFERENCES: usize = 2_000;

/// What has become of the items so far.
#[derive(Debug)]
pub struct Tally {
    items: u64,
    failed: u64,
    moved: u64,
    changed: u64,
    aspects: BTreeMap<Aspect, u64>,
    flows: BTreeMap<Destination, BTreeMap<Destination, u64>>,
    rules: BTreeMap<(Decider, Decider), u64>,
    differences: Kept<Difference, u64>,
    /// How many differences were counted, kept or not.
    given: u64,
    samples: Samples,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            items: 0,
            failed: 0,
            moved: 0,
            changed: 0,
            aspects: BTreeMap::new(),
            flows: BTreeMap::new(),
            rules: BTreeMap::new(),
            differences: Kept::new(DIFFERENCES),
            given: 0,
            samples: Samples::default(),
        }
    }
}

impl Tally {
    /// Counts an item, which begins on that line of its file, as both decided it; says what is different about it.
    pub fn count(&mut self, line: u64, old: &Decision, new: &Decision) -> Changed {
        self.items += 1;
        let changed = compare(old, new);
        self.flow(&changed.from, &changed.to, 1);
        if changed.is_nothing() {
            return changed;
        }
        if changed.moves() {
            self.moved += 1;
            *self.rules.entry((decider(old, &changed.from), decider(new, &changed.to))).or_default() += 1;
        } else {
            self.changed += 1;
        }
        for aspect in &changed.aspects {
            *self.aspects.entry(*aspect).or_default() += 1;
        }
        for difference in &changed.differences {
            self.given += 1;
            self.differences.add(difference.clone(), 1, |known, more| *known += more);
        }
        self.samples.count(line, (old, new), &changed);
        changed
    }

    /// Counts an item that one of them could not decide.
    pub fn fail(&mut self) {
        self.failed += 1;
    }

    /// Adds what another counted of the same two bundles.
    pub fn add(&mut self, other: Self) {
        self.items += other.items;
        self.failed += other.failed;
        self.moved += other.moved;
        self.changed += other.changed;
        for (aspect, more) in other.aspects {
            *self.aspects.entry(aspect).or_default() += more;
        }
        for (from, flows) in &other.flows {
            for (to, more) in flows {
                self.flow(from, to, *more);
            }
        }
        for (pair, more) in other.rules {
            *self.rules.entry(pair).or_default() += more;
        }
        self.given += other.given;
        self.differences.add_all(other.differences, |known, more| *known += more);
        self.samples.add(other.samples);
    }

    fn flow(&mut self, from: &Destination, to: &Destination, items: u64) {
        if let Some(count) = self.flows.get_mut(from).and_then(|flows| flows.get_mut(to)) {
            *count += items;
        } else {
            self.flows.entry(from.clone()).or_default().insert(to.clone(), items);
        }
    }

    /// What has become of them all; the digests are those of the two bundles.
    #[must_use]
    pub fn report(self, old: &str, new: &str) -> Replay {
        let flows = self.flows.into_iter().flat_map(|(from, flows)| {
            flows.into_iter().map(move |(to, items)| Flow { from: from.clone(), to, items })
        });
        let rules = self.rules.into_iter().map(|(((old, old_routed), (new, new_routed)), items)| RulePair {
            old,
            new,
            old_routed,
            new_routed,
            items,
        });
        let mut rules: Vec<_> = rules.collect();
        rules.sort_by_key(|pair| Reverse(pair.items));
        Replay {
            version: REPLAY_VERSION,
            old: old.to_owned(),
            new: new.to_owned(),
            items: self.items,
            failed: self.failed,
            moved: self.moved,
            changed: self.changed,
            same: self.items - self.moved - self.changed,
            aspects: self.aspects,
            flows: flows.collect(),
            rules,
            untold_differences: self.given - self.differences.values().sum::<u64>(),
            differences: shifts(self.differences),
            untold: self.moved + self.changed - self.samples.told(),
            samples: self.samples.chosen(),
        }
    }
}

/// What decided: a rule's address if one did, and whether the item is routed.
type Decider = (Option<String>, bool);

fn decider(decision: &Decision, to: &Destination) -> Decider {
    let address = decision.rule.as_ref().map(RuleName::address).map(str::to_owned);
    (address, *to != Destination::NotRouted)
}

fn shifts(differences: Kept<Difference, u64>) -> Vec<Shift> {
    let mut shifts: Vec<_> =
        differences.into_all().map(|(difference, items)| Shift { difference, items }).collect();
    shifts.sort_by(|one, other| {
        let place =
            |shift: &Shift| (shift.difference.about, shift.difference.place.clone(), Reverse(shift.items));
        place(one).cmp(&place(other)).then_with(|| one.difference.cmp(&other.difference))
    });
    shifts
}
