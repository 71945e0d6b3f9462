use super::changes::{Aspect, Changed, compare};
use super::report::{Flow, REPLAY_VERSION, Replay, RulePair, ValueChange};
use super::sample::Samples;
use crate::vm::{Decision, Shown};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many changes of values are told apart.
const VALUES: usize = 2_000;

type Name = Option<Arc<str>>;

/// What has become of the items so far.
#[derive(Debug, Default)]
pub struct Tally {
    items: u64,
    failed: u64,
    moved: u64,
    changed: u64,
    aspects: BTreeMap<Aspect, u64>,
    flows: BTreeMap<Name, BTreeMap<Name, u64>>,
    rules: BTreeMap<(Option<String>, Option<String>), u64>,
    values: BTreeMap<(String, String, String), (Shown, Shown, u64)>,
    samples: Samples,
}

impl Tally {
    /// Counts an item, which begins on that line of its file, as both decided it; says what is different about it.
    pub fn count(&mut self, line: u64, old: &Decision, new: &Decision) -> Changed {
        self.items += 1;
        self.flow(&old.queue, &new.queue);
        let changed = compare(old, new);
        if changed.is_nothing() {
            return changed;
        }
        if changed.moves() {
            self.moved += 1;
            let address = |decision: &Decision| decision.rule.as_ref().map(|rule| rule.address().to_owned());
            *self.rules.entry((address(old), address(new))).or_default() += 1;
        } else {
            self.changed += 1;
        }
        for aspect in &changed.aspects {
            *self.aspects.entry(*aspect).or_default() += 1;
        }
        for (path, from, to) in &changed.values {
            self.value((path.clone(), from.to_string(), to.to_string()), (from.clone(), to.clone(), 1));
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
        for (from, to, more) in
            other.flows.iter().flat_map(|(from, to)| to.iter().map(move |(to, n)| (from, to, n)))
        {
            *self.flows.entry(from.clone()).or_default().entry(to.clone()).or_default() += more;
        }
        for (pair, more) in other.rules {
            *self.rules.entry(pair).or_default() += more;
        }
        for (key, change) in other.values {
            self.value(key, change);
        }
        self.samples.add(other.samples);
    }

    fn flow(&mut self, from: &Name, to: &Name) {
        if let Some(count) = self.flows.get_mut(from).and_then(|flows| flows.get_mut(to)) {
            *count += 1;
        } else {
            self.flows.entry(from.clone()).or_default().insert(to.clone(), 1);
        }
    }

    fn value(&mut self, key: (String, String, String), change: (Shown, Shown, u64)) {
        let (.., more) = change;
        if let Some((.., count)) = self.values.get_mut(&key) {
            *count += more;
        } else if self.values.len() < VALUES {
            self.values.insert(key, change);
        }
    }

    /// What has become of them all; the digests are those of the two bundles.
    #[must_use]
    pub fn report(self, old: &str, new: &str) -> Replay {
        let flows = self.flows.into_iter().flat_map(|(from, flows)| {
            let from = from.as_deref().map(str::to_owned);
            let flow = move |(to, items): (Name, u64)| Flow {
                from: from.clone(),
                to: to.as_deref().map(str::to_owned),
                items,
            };
            flows.into_iter().map(flow)
        });
        let rules = self.rules.into_iter().map(|((old, new), items)| RulePair { old, new, items });
        let mut rules: Vec<_> = rules.collect();
        rules.sort_by_key(|pair| std::cmp::Reverse(pair.items));
        let values = self.values.into_iter();
        let values = values.map(|((path, ..), (from, to, items))| ValueChange { path, from, to, items });
        let mut values: Vec<_> = values.collect();
        values.sort_by(|one, other| one.path.cmp(&other.path).then(other.items.cmp(&one.items)));
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
            values,
            untold: self.samples.untold,
            samples: self.samples.chosen(),
        }
    }
}
