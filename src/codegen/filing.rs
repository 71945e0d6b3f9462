//! Chooses what each rule is filed under: the tests that are true most rarely, and for each of them one more that must be true too.

use super::cut::Network;
use super::rarity::Rarity;
use crate::bytecode::{AtomId, Key, MOST_KEYS, Op, Pc, Program, RuleKind, Ways, Written, guards, keeps};

/// How many second tests are tried for a key before it stays without one.
const TRIES: usize = 6;

/// Files all rules of a program whose code is complete.
pub(super) fn file(program: &mut Program) {
    let mut filed = Vec::with_capacity(program.rules.len());
    let mut keys = Vec::new();
    let mut clerk = Clerk {
        program,
        rarity: Rarity::new(program),
        written: Written::by(program),
        ways: Ways::new(program),
        tests: Vec::new(),
    };
    for list in &program.rule_lists {
        for rule in program.rules_of(list) {
            let first = keys.len();
            if let Some(start) = rule.guard {
                keys.extend(clerk.keys(list.kind, start));
            }
            filed.push((place(first), place(keys.len() - first)));
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

/// What is needed to file rules.
#[derive(Debug)]
struct Clerk<'p> {
    program: &'p Program,
    rarity: Rarity<'p>,
    written: Written,
    ways: Ways<'p>,
    /// The tests of the rule at hand, by how rarely they are true.
    tests: Vec<(u32, AtomId)>,
}

impl Clerk<'_> {
    fn keys(&mut self, kind: RuleKind, start: Pc) -> Vec<Key> {
        let Some(network) = Network::of(self.program, start, |atom| self.weight(kind, atom)) else {
            return Vec::new();
        };
        self.list_tests(kind, start);
        let cut = network.cheapest().filter(|(atoms, _)| atoms.len() <= MOST_KEYS);
        let Some((atoms, _)) = cut else { return self.asked_always(start) };
        let mut keys: Vec<_> = atoms.iter().map(|atom| Key { atom: Some(*atom), guard: None }).collect();
        if !keeps(&mut self.ways, start, &keys) {
            return Vec::new();
        }
        for at in 0..keys.len() {
            self.add_guard(start, &mut keys, at);
        }
        keys
    }

    /// How often the atom is true, unless it asks a slot that is written while the rule is asked.
    fn weight(&self, kind: RuleKind, atom: AtomId) -> Option<u32> {
        let (first, second) = self.program.atoms.get(atom.index())?.slots();
        let written = first.into_iter().chain(second).any(|slot| self.written.has(kind, slot));
        self.rarity.of(atom).filter(|_| !written)
    }

    fn list_tests(&mut self, kind: RuleKind, start: Pc) {
        let mut tests = std::mem::take(&mut self.tests);
        tests.clear();
        // A guard's code stands together: from its first instruction to its last end.
        let code = self.program.code.get(start.index()..).unwrap_or_default();
        let mut last = start.index();
        for (at, op) in code.iter().enumerate() {
            let here = start.index() + at;
            if let Op::Test { atom, yes, no } = op {
                last = last.max(yes.index()).max(no.index());
                if let Some(weight) = self.weight(kind, *atom) {
                    tests.push((weight, *atom));
                }
            } else if let Op::Jump { to } = op {
                last = last.max(to.index());
            } else if !matches!(op, Op::Yes {} | Op::No {}) {
                last = last.max(here + 1);
            }
            if here >= last {
                break;
            }
        }
        tests.sort_unstable();
        tests.dedup();
        self.tests = tests;
    }

    fn add_guard(&mut self, start: Pc, keys: &mut [Key], at: usize) {
        let own = keys.get(at).and_then(|key| key.atom);
        let tests = std::mem::take(&mut self.tests);
        for (_, atom) in tests.iter().filter(|(_, atom)| Some(*atom) != own).take(TRIES) {
            if let Some(key) = keys.get_mut(at) {
                key.guard = Some(*atom);
            }
            if guards(&mut self.ways, start, keys, at) {
                break;
            }
            if let Some(key) = keys.get_mut(at) {
                key.guard = None;
            }
        }
        self.tests = tests;
    }

    /// A rule that is asked always is guarded at least, where it can be.
    fn asked_always(&mut self, start: Pc) -> Vec<Key> {
        let mut keys = vec![Key { atom: None, guard: None }];
        self.add_guard(start, &mut keys, 0);
        keys.retain(|key| key.guard.is_some());
        keys
    }
}
