//! Chooses what each rule is filed under: the tests that are true most rarely, and for each of them two more that must be
//! true too.

use super::cut::{Network, USELESS};
use super::rarity::Rarity;
use crate::bytecode::{
    AtomId, Flow, Key, MOST_KEYS, Op, Pc, Program, Rule, RuleKind, RuleList, Slot, Ways, Written, guards,
    keeps,
};
use rustc_hash::FxHashMap;

/// How many tests are tried as guards of a key.
const TRIES: usize = 8;
/// Looking up a range takes as long as asking some rules: it must be rarer than a single value by so much.
const RANGE: u32 = 3;
/// What few rules of a list are filed under is looked up for them alone: it must be rarer by so much.
const UNPOPULAR: u32 = 8;
/// One rule in so many makes a subject popular.
const POPULAR: usize = 50;

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

/// What a key looks at: a slot's value, or the range it lies in.
type Subject = (Slot, bool);

/// What is needed to file rules.
#[derive(Debug)]
struct Clerk<'p> {
    program: &'p Program,
    rarity: Rarity<'p>,
    written: Written,
    ways: Ways<'p>,
    /// How many rules of the list at hand are filed under a subject, once that is known.
    popular: Option<(FxHashMap<Subject, usize>, usize)>,
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
            popular: None,
        }
    }

    /// The keys of each rule of a list.
    fn list(&mut self, list: &RuleList) -> Vec<Vec<Key>> {
        let rules = self.program.rules_of(list);
        self.popular = None;
        let mut atoms: Vec<_> = rules.iter().map(|rule| self.cheapest(list.kind, rule)).collect();
        let mut counts: FxHashMap<Subject, usize> = FxHashMap::default();
        for subject in atoms.iter().flatten().filter_map(|atom| self.subject(*atom)) {
            *counts.entry(subject).or_default() += 1;
        }
        self.popular = Some((counts, (rules.len() / POPULAR).max(4)));
        for (rule, atoms) in rules.iter().zip(&mut atoms) {
            if atoms.iter().any(|atom| !self.is_popular(*atom)) {
                *atoms = self.cheapest(list.kind, rule);
            }
        }
        rules.iter().zip(atoms).map(|(rule, atoms)| self.keys(list.kind, rule, &atoms)).collect()
    }

    fn subject(&self, atom: AtomId) -> Option<Subject> {
        let found = self.program.atoms.get(atom.index())?;
        Some((found.slots().0?, self.rarity.is_range(found)))
    }

    fn is_popular(&self, atom: AtomId) -> bool {
        let count = |counts: &FxHashMap<Subject, usize>| {
            self.subject(atom).and_then(|subject| counts.get(&subject)).copied().unwrap_or(0)
        };
        self.popular.as_ref().is_none_or(|(counts, least)| count(counts) >= *least)
    }

    /// The atoms, one of which is true where the rule matches, that are true most rarely; none where nearly any item
    /// may match.
    fn cheapest(&self, kind: RuleKind, rule: &Rule) -> Vec<AtomId> {
        let Some(start) = rule.guard else { return Vec::new() };
        let weight = |atom| self.weight(kind, atom);
        if let Shape::All(atoms) = self.shape(start) {
            let weighed = atoms.into_iter().filter_map(|atom| Some((weight(atom)?, atom)));
            let cheapest = weighed.min().filter(|(weight, _)| *weight < USELESS);
            return cheapest.into_iter().map(|(_, atom)| atom).collect();
        }
        let cut = Network::of(self.program, start, weight).and_then(Network::cheapest);
        cut.filter(|atoms| atoms.len() <= MOST_KEYS).unwrap_or_default()
    }

    /// How dear it is to look there, unless the slot is written while the rule is asked.
    fn weight(&self, kind: RuleKind, id: AtomId) -> Option<u32> {
        let atom = self.program.atoms.get(id.index())?;
        let (first, second) = atom.slots();
        let written = first.into_iter().chain(second).any(|slot| self.written.has(kind, slot));
        let weight = self.rarity.of(id).filter(|_| !written)?;
        let dearer = if self.rarity.is_range(atom) { RANGE } else { 1 };
        let rarer = if self.is_popular(id) { 1 } else { UNPOPULAR };
        Some(weight.saturating_mul(dearer).saturating_mul(rarer))
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
            .filter(|atom| self.weight(kind, *atom).is_some())
            .filter_map(|atom| Some((self.rarity.of_guard(atom)?, atom)))
            .collect();
        weighed.sort_unstable();
        weighed.into_iter().map(|(_, atom)| atom).collect()
    }

    /// A guard's code stands together: from its first instruction to the last that it leads to.
    fn all_tests(&self, start: Pc) -> Vec<AtomId> {
        let code = self.program.code.get(start.index()..).unwrap_or_default();
        let (mut tests, mut last) = (Vec::new(), start);
        for (op, here) in code.iter().zip(start.0..) {
            last = match op.flow() {
                Flow::End => last,
                Flow::To(to) => last.max(to),
                Flow::Either(yes, no) => last.max(yes).max(no),
                Flow::Next => last.max(Pc(here.saturating_add(1))),
            };
            if let Op::Test { atom, .. } = op {
                tests.push(*atom);
            }
            if Pc(here) >= last {
                break;
            }
        }
        tests
    }

    fn add_guards(&mut self, start: Pc, keys: &mut [Key], at: usize, tests: &[AtomId]) {
        let own = keys.get(at).and_then(|key| key.atom);
        let mut found = [None; 2];
        for atom in tests.iter().filter(|atom| Some(**atom) != own).take(TRIES) {
            let Some(free) = found.iter_mut().find(|guard| guard.is_none()) else { break };
            if let Some(key) = keys.get_mut(at) {
                key.guards = [Some(*atom), None];
            }
            if guards(&mut self.ways, start, keys, at) {
                *free = Some(*atom);
            }
        }
        if let Some(key) = keys.get_mut(at) {
            key.guards = found;
        }
    }
}
