//! What is true wherever a guard holds, as far as one look tells: most promises of keys are proved by that alone.

use super::filing::Key;
use super::op::{Flow, Op};
use super::operand::{AtomId, Pc};
use super::program::Program;

/// How many instructions are looked at.
const FURTHEST: usize = 64;

/// In place of an instruction, where the guard holds.
const HOLDS: usize = usize::MAX;

/// Looks at guards, and keeps its memory between looks.
#[derive(Debug, Default)]
pub(super) struct Sure {
    atoms: Vec<AtomId>,
}

impl Sure {
    /// Whether the keys of a rule surely keep what they promise. Where they do not, a walk may prove it still.
    pub(super) fn keeps(&mut self, program: &Program, start: Pc, keys: &[Key]) -> bool {
        self.look(program, start);
        let has = |atom: Option<AtomId>| atom.is_none_or(|atom| self.atoms.contains(&atom));
        if let [Key { atom, guards: [first, second] }] = keys {
            return has(*atom) && has(*first) && has(*second);
        }
        false
    }

    /// Finds the atoms that every way to where the guard holds finds true: those of tests that no way leads past and that
    /// lead nowhere where they are false.
    fn look(&mut self, program: &Program, start: Pc) {
        self.atoms.clear();
        let code = program.code.get(start.index()..).unwrap_or_default();
        let mut furthest = start.index();
        for (op, at) in code.iter().take(FURTHEST).zip(start.index()..) {
            let (to, or) = match op.flow() {
                Flow::End => return,
                Flow::To(to) => (Some(to.index()), None),
                Flow::Either(yes, no) => (live(program, yes), live(program, no)),
                Flow::Next => (Some(at + 1), None),
            };
            if let Op::Test { atom, .. } = op
                && at == furthest
                && or.is_none()
            {
                self.atoms.push(*atom);
            }
            furthest = furthest.max(to.unwrap_or(at)).max(or.unwrap_or(at));
            if furthest <= at || furthest == HOLDS {
                return;
            }
        }
    }
}

/// Where a way goes on that may lead to where the guard holds; farthest where it does at once.
fn live(program: &Program, to: Pc) -> Option<usize> {
    match program.end_at(to) {
        Some(true) => Some(HOLDS),
        Some(false) => None,
        None => Some(to.index()),
    }
}
