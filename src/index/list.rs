use super::build::Indexing;
use super::filed::{Filed, brevity, filed};
use super::guard::Guard;
use super::lookup::{Lookup, Subject, Table};
use super::numbering::Numbers;
use super::postings::{Posting, Ranges, Stretch, Values};
use crate::bytecode::{AtomId, Key, Program, Rule, RuleKind, RuleList, Written};

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

/// Postings on their way into tables.
#[derive(Debug, Default)]
struct Drawers {
    always: Vec<Posting>,
    values: Vec<(Subject, i32, Posting)>,
    ranges: Vec<(Subject, i32, i32, Posting)>,
}

impl Filer<'_> {
    /// Files all rules of a list.
    pub(super) fn list(&mut self, list: &RuleList) -> ListIndex {
        let mut drawers = Drawers::default();
        for (rule, number) in self.program.rules_of(list).iter().zip(0..) {
            match self.indexing {
                Indexing::Usual if list.count <= SMALL => {
                    let guard = self.small(list.kind, rule);
                    drawers.always.push(Posting { guard, rule: number });
                }
                Indexing::Usual | Indexing::Everywhere => self.rule(list.kind, rule, number, &mut drawers),
                Indexing::Off => drawers.always.push(Posting { guard: Guard::ALWAYS, rule: number }),
            }
        }
        let lookups = self.tables(&mut drawers);
        drawers.always.sort_by_key(|posting| posting.rule);
        drawers.always.dedup_by_key(|posting| posting.rule);
        ListIndex { always: self.add(drawers.always), lookups }
    }

    /// What stands before a rule of a small list: its key, if that can be a guard.
    fn small(&self, kind: RuleKind, rule: &Rule) -> Guard {
        let [key] = self.program.keys_of(rule) else { return Guard::ALWAYS };
        let own = key.atom.and_then(|atom| self.guard(kind, atom));
        own.unwrap_or_else(|| self.guard_of(kind, key))
    }

    fn rule(&self, kind: RuleKind, rule: &Rule, number: u32, drawers: &mut Drawers) {
        let keys = self.program.keys_of(rule);
        let filed: Vec<_> = keys.iter().map(|key| self.filed(kind, key)).collect();
        let always = keys.is_empty() || filed.contains(&Filed::Always);
        if always {
            let guard = if let [key] = keys { self.guard_of(kind, key) } else { Guard::ALWAYS };
            drawers.always.push(Posting { guard, rule: number });
            return;
        }
        for (key, filed) in keys.iter().zip(filed) {
            let posting = Posting { guard: self.guard_of(kind, key), rule: number };
            match filed {
                Filed::Values(subject, values) => {
                    drawers.values.extend(values.into_iter().map(|value| (subject, value, posting)));
                }
                Filed::Range(subject, lo, hi) => drawers.ranges.push((subject, lo, hi, posting)),
                Filed::Always => {}
            }
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

    fn tables(&mut self, drawers: &mut Drawers) -> Box<[Lookup]> {
        let mut lookups = Vec::new();
        let mut values = std::mem::take(&mut drawers.values);
        values.sort_unstable_by_key(|(subject, value, posting)| (*subject, *value, posting.rule));
        // A rule may stand under one value twice, by keys with guards of their own: only what is quite the same goes.
        values.dedup();
        for of_subject in values.chunk_by(|left, right| left.0 == right.0) {
            let Some((subject, ..)) = of_subject.first() else { continue };
            let stretches: Vec<_> = of_subject
                .chunk_by(|left, right| left.1 == right.1)
                .filter_map(|same| Some((same.first()?.1, self.add(same.iter().map(|one| one.2)))))
                .collect();
            lookups.push(self.lookup(*subject, Table::Values(Values::new(&stretches))));
        }
        let mut ranges = std::mem::take(&mut drawers.ranges);
        ranges.sort_unstable_by_key(|(subject, lo, hi, posting)| (*subject, posting.rule, *lo, *hi));
        for of_subject in ranges.chunk_by(|left, right| left.0 == right.0) {
            let Some((subject, ..)) = of_subject.first() else { continue };
            let table = Table::Ranges(self.ranges(of_subject, &mut drawers.always));
            lookups.push(self.lookup(*subject, table));
        }
        lookups.into()
    }

    fn lookup(&self, subject: Subject, table: Table) -> Lookup {
        Lookup { subject, brevity: brevity(self.program, subject), table }
    }

    /// Ranges are filed under every part between two ends that they cover: the narrow ones first, and those for which
    /// there is no room left are asked always.
    fn ranges(&mut self, ranges: &[(Subject, i32, i32, Posting)], always: &mut Vec<Posting>) -> Ranges {
        let ends = ranges.iter().flat_map(|(_, lo, hi, _)| [Some(*lo), hi.checked_add(1)]);
        let mut begins: Vec<i32> = ends.flatten().collect();
        begins.sort_unstable();
        begins.dedup();
        let part = |value: i32| begins.partition_point(|begin| *begin < value);
        let mut covers: Vec<_> = ranges
            .iter()
            .map(|(_, lo, hi, posting)| (part(*lo)..hi.checked_add(1).map_or(begins.len(), part), *posting))
            .collect();
        covers.sort_by_key(|(parts, posting)| (parts.len(), posting.rule));
        let mut room = ranges.len().saturating_mul(OVERLAP).max(1024);
        let mut filed: Vec<(usize, Posting)> = Vec::new();
        for (parts, posting) in covers {
            if parts.len() > room {
                always.push(Posting { guard: Guard::ALWAYS, ..posting });
                continue;
            }
            room -= parts.len();
            filed.extend(parts.map(|part| (part, posting)));
        }
        filed.sort_by_key(|(part, posting)| (*part, posting.rule));
        let start = self.add(filed.iter().map(|(_, posting)| *posting)).start;
        let before = |part: usize| filed.partition_point(|(other, _)| *other < part);
        let starts = (0..=begins.len()).map(|part| start + u32::try_from(before(part)).unwrap_or(u32::MAX));
        Ranges { starts: starts.collect(), begins: begins.into() }
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
