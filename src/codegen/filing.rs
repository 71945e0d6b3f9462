//! Chooses what each rule is filed under: the tests that are true most rarely, and for each of them two more that must be
//! true too.

use super::cut::{Network, USELESS};
use super::rarity::Rarity;
use crate::bytecode::{
    Atom, AtomId, Flow, Key, MOST_KEYS, Op, Pc, Program, Rule, RuleKind, RuleList, Slot, Ways, Written,
    guarding, keeps,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many tests are tried as guards of a key.
const TRIES: usize = 8;
/// What it costs to look a subject up, in millionths of what it costs to ask a rule's guards: a value, a range, the words
/// of a text.
const LOOK_UP: [u64; 3] = [2_000_000, 3_000_000, 6_000_000];
/// How often the subjects of a list are gone through.
const ROUNDS: usize = 4;
/// A rule that is asked always.
const ALWAYS: u32 = 1_000_000;

/// Files all rules of a program whose code is complete.
pub(super) fn file(program: &mut Program) {
    let mut clerk = Clerk::new(program);
    let mut filed = Vec::with_capacity(program.rules.len());
    let mut keys = Vec::new();
    for list in &program.rule_lists {
        for of_rule in clerk.list(list) {
            filed.push((place(keys.len()), place(of_rule.len())));
            keys.extend(of_rule);
        }
    }
    for (rule, (first, count)) in program.rules.iter_mut().zip(filed) {
        (rule.first_key, rule.key_count) = (first, count);
    }
    program.keys = keys;
}

fn place(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// What is looked up for a key: something of a slot.
type Subject = (Slot, Looked);

/// What of a slot is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Looked {
    Value,
    Range,
    Words,
}

/// What is needed to file rules.
#[derive(Debug)]
struct Clerk<'p> {
    program: &'p Program,
    rarity: Rarity<'p>,
    written: Written,
    ways: Ways<'p>,
    /// What is not looked up in the list at hand: it would save less than it costs.
    spurned: BTreeSet<Subject>,
}

/// A guard's tests, read without running it.
#[derive(Debug)]
enum Shape {
    /// All of these must be true, and perhaps others false.
    All(Vec<AtomId>),
    /// Anything else.
    Mixed,
}

impl<'p> Clerk<'p> {
    fn new(program: &'p Program) -> Self {
        Self {
            program,
            rarity: Rarity::new(program),
            written: Written::by(program),
            ways: Ways::new(program),
            spurned: BTreeSet::new(),
        }
    }

    /// The keys of each rule of a list.
    fn list(&mut self, list: &RuleList) -> Vec<Vec<Key>> {
        let rules = self.program.rules_of(list);
        if list.kind.is_of_desk() {
            return vec![Vec::new(); rules.len()];
        }
        self.spurned.clear();
        let mut chosen: Vec<_> = rules.iter().map(|rule| self.cheapest(list.kind, rule)).collect();
        // Rules that leave one subject may go to another that few are filed under.
        for _ in 0..ROUNDS {
            let before = self.spurned.len();
            for subject in self.by_popularity(&chosen) {
                self.spurn_unless_worth_it(subject, list, &mut chosen);
            }
            if self.spurned.len() == before {
                break;
            }
        }
        rules.iter().zip(chosen).map(|(rule, (_, atoms))| self.keys(list.kind, rule, &atoms)).collect()
    }

    /// What rules are filed under, the subject of the fewest first.
    fn by_popularity(&self, chosen: &[(u32, Vec<AtomId>)]) -> Vec<Subject> {
        let mut counts: BTreeMap<Subject, usize> = BTreeMap::new();
        for subject in chosen.iter().flat_map(|(_, atoms)| atoms).filter_map(|atom| self.subject(*atom)) {
            *counts.entry(subject).or_default() += 1;
        }
        let mut subjects: Vec<_> = counts.into_iter().collect();
        subjects.sort_by_key(|(subject, count)| (*count, *subject));
        subjects.into_iter().map(|(subject, _)| subject).collect()
    }

    /// Gives a subject up that saves less than it costs to look it up: its rules are filed elsewhere, or asked always,
    /// at little cost.
    fn spurn_unless_worth_it(
        &mut self,
        subject: Subject,
        list: &RuleList,
        chosen: &mut [(u32, Vec<AtomId>)],
    ) {
        let rules = self.program.rules_of(list);
        self.spurned.insert(subject);
        let filed = |(at, (_, atoms)): (usize, &(u32, Vec<AtomId>))| {
            atoms.iter().any(|atom| self.subject(*atom) == Some(subject)).then_some(at)
        };
        let there: Vec<usize> = chosen.iter().enumerate().filter_map(filed).collect();
        let elsewhere: Vec<_> =
            there.iter().filter_map(|at| Some((*at, self.cheapest(list.kind, rules.get(*at)?)))).collect();
        let weight = |at: &usize| chosen.get(*at).map_or(0, |(weight, _)| *weight);
        let saved = elsewhere.iter().map(|(at, (more, _))| u64::from(more.saturating_sub(weight(at))));
        let cost = match subject.1 {
            Looked::Value => LOOK_UP[0],
            Looked::Range => LOOK_UP[1],
            Looked::Words => LOOK_UP[2],
        };
        if saved.sum::<u64>() >= cost {
            self.spurned.remove(&subject);
            return;
        }
        for (at, other) in elsewhere {
            if let Some(place) = chosen.get_mut(at) {
                *place = other;
            }
        }
    }

    fn subject(&self, atom: AtomId) -> Option<Subject> {
        let atom = self.program.atoms.get(atom.index())?;
        let looked = if matches!(atom, Atom::TextSearch { .. }) {
            Looked::Words
        } else if self.rarity.is_range(atom) {
            Looked::Range
        } else {
            Looked::Value
        };
        Some((atom.slots().0?, looked))
    }

    /// The atoms, one of which is true where the rule matches, that are true most rarely, and how often; none where
    /// nearly any item may match.
    fn cheapest(&self, kind: RuleKind, rule: &Rule) -> (u32, Vec<AtomId>) {
        let none = (ALWAYS, Vec::new());
        let Some(start) = rule.guard else { return none };
        let weight = |atom| self.weight(kind, atom);
        if let Shape::All(atoms) = self.shape(start) {
            let weighed = atoms.into_iter().filter_map(|atom| Some((weight(atom)?, atom)));
            let cheapest = weighed.min().filter(|(weight, _)| *weight < USELESS);
            return cheapest.map_or(none, |(weight, atom)| (weight, vec![atom]));
        }
        let cut = Network::of(self.program, start, weight).and_then(Network::cheapest);
        cut.filter(|(_, atoms)| atoms.len() <= MOST_KEYS).unwrap_or(none)
    }

    /// How often an atom is true, unless nothing can be looked up there: its slot is written while the rule is asked, or
    /// was found not worth it.
    fn weight(&self, kind: RuleKind, id: AtomId) -> Option<u32> {
        let spurned = self.subject(id).is_some_and(|subject| self.spurned.contains(&subject));
        self.rarity.of(id).filter(|_| !spurned && !self.is_written(kind, id))
    }

    fn is_written(&self, kind: RuleKind, id: AtomId) -> bool {
        let Some(atom) = self.program.atoms.get(id.index()) else { return true };
        let (first, second) = atom.slots();
        first.into_iter().chain(second).any(|slot| self.written.has(kind, slot))
    }

    /// Follows the way to where the guard holds, as long as there is only one.
    fn shape(&self, start: Pc) -> Shape {
        let op = |pc: Pc| self.program.code.get(pc.index()).copied();
        let (mut pc, mut atoms) = (start, Vec::new());
        loop {
            let Some(here) = op(pc) else { return Shape::Mixed };
            pc = match (here, here.flow()) {
                (Op::Yes {}, _) => return Shape::All(atoms),
                (Op::Test { atom, yes, no }, _) if op(no) == Some(Op::No {}) => {
                    atoms.push(atom);
                    yes
                }
                (Op::Test { yes, no, .. }, _) if op(yes) == Some(Op::No {}) => no,
                (_, Flow::To(to)) => to,
                (_, Flow::Next) => Pc(pc.0.saturating_add(1)),
                (_, Flow::End | Flow::Either(..)) => return Shape::Mixed,
            };
        }
    }

    /// The keys of a rule that is filed under those atoms; if they are none, it is asked always, after its guards.
    fn keys(&mut self, kind: RuleKind, rule: &Rule, atoms: &[AtomId]) -> Vec<Key> {
        let Some(start) = rule.guard else { return Vec::new() };
        let key = |atom| Key { atom, guards: [None; 2] };
        let mut keys: Vec<_> = atoms.iter().map(|atom| key(Some(*atom))).collect();
        if keys.is_empty() {
            keys.push(key(None));
        } else if !keeps(&mut self.ways, start, &keys) {
            return Vec::new();
        }
        let tests = self.tests(kind, start);
        for at in 0..keys.len() {
            self.add_guards(start, &mut keys, at, &tests);
        }
        keys.retain(|key| key.atom.is_some() || key.guards != [None; 2]);
        keys
    }

    /// The tests of a guard that may stand before it, the rarest first.
    fn tests(&self, kind: RuleKind, start: Pc) -> Vec<AtomId> {
        let mut tests: Vec<_> = match self.shape(start) {
            Shape::All(atoms) => atoms,
            Shape::Mixed => self.all_tests(start),
        };
        tests.sort_unstable();
        tests.dedup();
        let mut weighed: Vec<_> = tests
            .into_iter()
            .filter(|atom| !self.is_written(kind, *atom))
            .filter_map(|atom| Some((self.rarity.of_guard(atom)?, atom)))
            .collect();
        weighed.sort_unstable();
        weighed.into_iter().map(|(_, atom)| atom).collect()
    }

    fn all_tests(&self, start: Pc) -> Vec<AtomId> {
        let code = self.program.guard_at(start).iter();
        code.filter_map(|op| if let Op::Test { atom, .. } = op { Some(*atom) } else { None }).collect()
    }

    fn add_guards(&mut self, start: Pc, keys: &mut [Key], at: usize, tests: &[AtomId]) {
        let own = keys.get(at).and_then(|key| key.atom);
        let tries: Vec<_> = tests.iter().copied().filter(|atom| Some(*atom) != own).take(TRIES).collect();
        let mut found = guarding(&mut self.ways, start, keys, at, &tries).into_iter();
        if let Some(key) = keys.get_mut(at) {
            key.guards = [found.next(), found.next()];
        }
    }
}
