//! Why a rule is filed under nothing, for people.

use crate::bytecode::{Atom, AtomId, Flow, Op, Pc, Program, Quest, Rule, RuleKind, Slot, Ways, Written};
use std::collections::BTreeSet;

/// How many tests of a rule are looked at, and how many instructions on the way.
const LOOKED_AT: usize = 64;
const WALKED: usize = 4096;

/// Looks for what keeps a rule from being filed.
#[derive(Debug)]
pub(super) struct Reasons<'p> {
    program: &'p Program,
    written: Written,
    ways: Ways<'p>,
}

/// What a test may turn on that nothing is filed under, in the order in which it is told.
const TURNS_ON: [&str; 6] = [
    "a time of day",
    "a pattern",
    "a comparison of two fields",
    "a computed value",
    "whether there is a value",
    "what must not be",
];

impl<'p> Reasons<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        Self { program, written: Written::by(program), ways: Ways::new(program) }
    }

    /// `its condition turns on a time of day and on a pattern`
    pub(super) fn of(&mut self, kind: RuleKind, rule: &Rule) -> String {
        let Some(start) = rule.guard else { return "it has no condition".to_owned() };
        if rule.key_count > 0 && self.program.keys_of(rule).iter().any(|key| key.atom.is_some()) {
            return "its range or list is too wide to look up".to_owned();
        }
        let mut found = [false; TURNS_ON.len()];
        for atom in self.tests(start) {
            match self.obstacle(kind, start, atom) {
                Some(place) => found.get_mut(place).into_iter().for_each(|found| *found = true),
                None => return "what it asks is not rare enough, or too few rules ask the like".to_owned(),
            }
        }
        let all: Vec<_> =
            TURNS_ON.iter().zip(found).filter(|(_, found)| *found).map(|(words, _)| *words).collect();
        if all.is_empty() {
            return "it holds for nearly every item".to_owned();
        }
        format!("its condition turns on {}", all.join(" and on "))
    }

    /// The tests that the guard may come to, each once.
    fn tests(&self, start: Pc) -> Vec<AtomId> {
        let (mut open, mut seen, mut tests) = (vec![start], BTreeSet::new(), Vec::new());
        while let Some(pc) = open.pop().filter(|_| tests.len() < LOOKED_AT && seen.len() < WALKED) {
            let Some(op) = self.program.code.get(pc.index()).filter(|_| seen.insert(pc)) else { continue };
            if let Op::Test { atom, .. } = op
                && !tests.contains(atom)
            {
                tests.push(*atom);
            }
            match op.flow() {
                Flow::End => {}
                Flow::To(to) => open.push(to),
                Flow::Either(yes, no) => open.extend([yes, no]),
                Flow::Next => open.push(Pc(pc.0.saturating_add(1))),
            }
        }
        tests
    }

    /// Why no rule is filed under that test, as a place in [`TURNS_ON`].
    fn obstacle(&mut self, kind: RuleKind, start: Pc, id: AtomId) -> Option<usize> {
        let atom = self.program.atoms.get(id.index())?;
        let by_kind = match atom {
            Atom::During { .. } => Some(0),
            Atom::Regex { .. } => Some(1),
            Atom::InList { .. } | Atom::Cmp { .. } | Atom::TextCmp { .. } => Some(2),
            Atom::Range { lo, hi, .. } if (*lo, *hi) == (i64::MIN + 1, i64::MAX) => Some(4),
            Atom::Const(_)
            | Atom::Range { .. }
            | Atom::Mask { .. }
            | Atom::OneOf { .. }
            | Atom::TextIs { .. }
            | Atom::TextIn { .. }
            | Atom::TextSearch { .. }
            | Atom::ListHas { .. }
            | Atom::ListHasText { .. }
            | Atom::Age { .. } => None,
        };
        let (first, second) = atom.slots();
        let written = |slot: Slot| self.written.has(kind, slot);
        let computed = first.is_some_and(written) || second.is_some_and(written);
        let wanted = Quest { closed: &[], also: None, through: Some(id) };
        let unwanted = |reasons: &mut Self| !reasons.ways.lead(start, wanted);
        by_kind.or_else(|| computed.then_some(3)).or_else(|| unwanted(self).then_some(5))
    }
}
