use super::build::Indexing;
use super::drawers::{Drawer, Drawers, Span, narrowest};
use super::filed::{Filed, brevity, filed};
use super::guard::Guard;
use super::lookup::{Lookup, Subject, Table};
use super::numbering::Numbers;
use super::postings::{Posting, Ranges, Stretch, Values};
use crate::bytecode::{AtomId, Key, Program, Rule, RuleKind, RuleList, Written};
use std::ops::Range;

/// A list of no more rules than this has no lookups: one look at a test of each is as fast.
pub const SMALL: u32 = 48;
/// How many postings the ranges of one subject may have, for each range.
const OVERLAP: usize = 8;

/// How one list of rules is asked.
#[derive(Debug, Clone, Default)]
pub struct ListIndex {
    /// The rules that are asked always.
    pub(super) always: Stretch,
    /// What is looked up, to find the others.
    pub(super) lookups: Box<[Lookup]>,
}

/// Files the rules of one list.
#[derive(Debug)]
pub(super) struct Filer<'p> {
    pub(super) program: &'p Program,
    pub(super) numbers: &'p Numbers,
    pub(super) written: &'p Written,
    pub(super) indexing: Indexing,
    pub(super) postings: &'p mut Vec<Posting>,
}

impl Filer<'_> {
    /// Files all rules of a list.
    pub(super) fn list(&mut self, list: &RuleList) -> ListIndex {
        if list.kind.is_of_desk() {
            return ListIndex::default();
        }
        let (mut drawers, mut filed) = (Drawers::default(), Vec::new());
        for (rule, number) in self.program.rules_of(list).iter().zip(0..) {
            match self.indexing {
                Indexing::Usual if list.count <= SMALL => {
                    let guard = self.small(list.kind, rule);
                    drawers.always.push(Posting { guard, rule: number });
                }
                Indexing::Usual | Indexing::Everywhere => {
                    self.rule(list.kind, rule, number, &mut filed, &mut drawers);
                }
                Indexing::Off => drawers.always.push(Posting { guard: Guard::ALWAYS, rule: number }),
            }
        }
        let (drawers, mut always) = drawers.emptied();
        let lookups = self.tables(&drawers, &mut always);
        always.sort_by_key(|posting| posting.rule);
        always.dedup_by_key(|posting| posting.rule);
        ListIndex { always: self.add(always), lookups }
    }

    /// What stands before a rule of a small list: its key, if that can be a guard.
    fn small(&self, kind: RuleKind, rule: &Rule) -> Guard {
        let [key] = self.program.keys_of(rule) else { return Guard::ALWAYS };
        let own = key.atom.and_then(|atom| self.guard(kind, atom));
        own.unwrap_or_else(|| self.guard_of(kind, key))
    }

    /// Files one rule; `filed` is memory for where its keys lead.
    fn rule(&self, kind: RuleKind, rule: &Rule, number: u32, filed: &mut Vec<Filed>, drawers: &mut Drawers) {
        let keys = self.program.keys_of(rule);
        filed.clear();
        filed.extend(keys.iter().map(|key| self.filed(kind, key)));
        if keys.is_empty() || filed.contains(&Filed::Always) {
            let guard = if let [key] = keys { self.guard_of(kind, key) } else { Guard::ALWAYS };
            drawers.always.push(Posting { guard, rule: number });
            return;
        }
        for (key, filed) in keys.iter().zip(filed) {
            drawers.add(filed, Posting { guard: self.guard_of(kind, key), rule: number });
        }
    }

    fn filed(&self, kind: RuleKind, key: &Key) -> Filed {
        match key.atom.filter(|atom| !self.is_written(kind, *atom)) {
            Some(atom) => filed(self.program, self.numbers, atom),
            None => Filed::Always,
        }
    }

    fn guard_of(&self, kind: RuleKind, key: &Key) -> Guard {
        key.guards.into_iter().flatten().find_map(|id| self.guard(kind, id)).unwrap_or(Guard::ALWAYS)
    }

    /// The atom as a guard before the rule's code, if it can be one.
    fn guard(&self, kind: RuleKind, id: AtomId) -> Option<Guard> {
        let atom = self.program.atoms.get(id.index()).filter(|_| !self.is_written(kind, id))?;
        Guard::of(self.program, self.numbers, atom)
    }

    fn is_written(&self, kind: RuleKind, id: AtomId) -> bool {
        let Some(atom) = self.program.atoms.get(id.index()) else { return true };
        let (first, second) = atom.slots();
        first.into_iter().chain(second).any(|slot| self.written.has(kind, slot))
    }

    fn add(&mut self, postings: impl IntoIterator<Item = Posting>) -> Stretch {
        let start = self.postings.len();
        self.postings.extend(postings);
        Stretch::between(start, self.postings.len())
    }

    fn tables(&mut self, drawers: &[Drawer], always: &mut Vec<Posting>) -> Box<[Lookup]> {
        let mut lookups = Vec::new();
        for drawer in drawers.iter().filter(|drawer| !drawer.values.is_empty()) {
            let table = Table::Values(self.values(drawer));
            lookups.push(self.lookup(drawer.subject, table));
        }
        for drawer in drawers.iter().filter(|drawer| !drawer.ranges.is_empty()) {
            let table = Table::Ranges(self.ranges(&drawer.ranges, always));
            lookups.push(self.lookup(drawer.subject, table));
        }
        lookups.into()
    }

    fn lookup(&self, subject: Subject, table: Table) -> Lookup {
        Lookup { subject, brevity: brevity(self.program, subject), table }
    }

    fn values(&mut self, drawer: &Drawer) -> Values {
        let mut stretches: Vec<(i32, Stretch)> = Vec::new();
        let mut last = None;
        for found @ (value, posting) in drawer.sorted() {
            // A rule may stand under one value twice, by keys with guards of their own: only what is quite the same goes.
            if last.replace(found) == Some(found) {
                continue;
            }
            let added = self.add([posting]);
            match stretches.last_mut().filter(|(other, _)| *other == value) {
                Some((_, stretch)) => stretch.count += 1,
                None => stretches.push((value, added)),
            }
        }
        Values::new(&stretches)
    }

    /// Ranges are filed under every part between two ends that they cover: the narrow ones first, and those for which
    /// there is no room left are asked always.
    fn ranges(&mut self, ranges: &[Span], always: &mut Vec<Posting>) -> Ranges {
        let ends = ranges.iter().flat_map(|range| [Some(range.lo), range.hi.checked_add(1)]);
        let mut begins: Vec<i32> = ends.flatten().collect();
        begins.sort_unstable();
        begins.dedup();
        let part = |value: i32| begins.partition_point(|begin| *begin < value);
        let parts = |range: &Span| part(range.lo)..range.hi.checked_add(1).map_or(begins.len(), part);
        let mut covered: Vec<Range<usize>> = ranges.iter().map(parts).collect();
        let mut room = ranges.len().saturating_mul(OVERLAP).max(1024);
        for at in narrowest(covered.iter().map(Range::len)) {
            let (Some(parts), Some(range)) = (covered.get_mut(at), ranges.get(at)) else { continue };
            if let Some(left) = room.checked_sub(parts.len()) {
                room = left;
            } else {
                always.push(Posting { guard: Guard::ALWAYS, ..range.posting });
                *parts = 0..0;
            }
        }
        let starts = self.add_parts(begins.len(), ranges, &covered);
        Ranges { starts: starts.into(), begins: begins.into() }
    }

    /// Adds the postings of each part, by rising rule: counts first, so that each goes to its place. Gives the start of each
    /// part, and of one after the last.
    fn add_parts(&mut self, parts: usize, ranges: &[Span], covered: &[Range<usize>]) -> Vec<u32> {
        let mut next = vec![0; parts + 1];
        for place in covered.iter().cloned().flatten() {
            next.get_mut(place).into_iter().for_each(|count| *count += 1);
        }
        let mut start = self.postings.len();
        for place in &mut next {
            start += std::mem::replace(place, start);
        }
        let starts = next.iter().map(|start| u32::try_from(*start).unwrap_or(u32::MAX)).collect();
        self.postings.resize(start, Posting { guard: Guard::ALWAYS, rule: 0 });
        for (range, parts) in ranges.iter().zip(covered) {
            for next in next.get_mut(parts.clone()).unwrap_or_default() {
                self.postings.get_mut(*next).into_iter().for_each(|place| *place = range.posting);
                *next += 1;
            }
        }
        starts
    }
}

impl ListIndex {
    /// The rules that are asked always, as a stretch of the postings.
    #[must_use]
    pub fn always(&self) -> Stretch {
        self.always
    }

    /// What is looked up to find the other rules.
    #[must_use]
    pub fn lookups(&self) -> &[Lookup] {
        &self.lookups
    }
}
