//! Guards as steps: the code of the program again, with each test written out in place of its atom's number.

use super::quick::{Numbering, Quick, QuickKind, Quickener};
use crate::bytecode::{Op, Pc, Program, Rule};

/// How often each instruction may be looked at, on average, before guards are left as they are.
const EFFORT: usize = 4;

/// Where a step leads when the guard holds.
pub const YES: u16 = u16::MAX;
/// Where a step leads when it does not.
pub const NO: u16 = u16::MAX - 1;

/// A test or an instruction, and where it leads: 16 bytes, so that a guard of four tests is a line of the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is asked or done.
    pub quick: Quick,
    /// The step of this guard that follows where it holds, or after it was done.
    pub yes: u16,
    /// The one that follows where it does not.
    pub no: u16,
}

/// The steps of all guards.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub(super) steps: Vec<Step>,
    /// Where the steps of each rule begin, and where the last ends.
    pub(super) starts: Vec<u32>,
    /// The place of each instruction of the guard at hand among its steps.
    places: Vec<u16>,
    /// How many instructions were looked at: in a forged program, many guards may share them.
    looked_at: usize,
}

impl Steps {
    /// Adds the guard of the next rule. A guard that is too long for steps has none and is run as it is.
    pub(super) fn add(
        &mut self,
        program: &Program,
        rule: &Rule,
        quickener: &mut Quickener,
        numbering: &impl Numbering,
    ) {
        let start = self.steps.len();
        self.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        let Some(pc) = rule.guard.filter(|_| self.looked_at < program.code.len().saturating_mul(EFFORT))
        else {
            return;
        };
        if self.lay_out(program, pc, quickener, numbering).is_none() {
            self.steps.truncate(start);
        }
    }

    fn lay_out(
        &mut self,
        program: &Program,
        start: Pc,
        quickener: &mut Quickener,
        numbering: &impl Numbering,
    ) -> Option<()> {
        let code = guard_at(program, start);
        self.looked_at += code.len();
        let first = self.steps.len();
        self.place_all(code)?;
        for (at, op) in code.iter().enumerate() {
            let quick = match op {
                Op::Yes {} | Op::No {} | Op::Jump { .. } => continue,
                Op::Test { atom, .. } => {
                    let quick = quickener.quick(*atom, program.atoms.get(atom.index())?, numbering);
                    quick.or_else(|| in_full(QuickKind::Atom, atom.index()))?
                }
                _ => in_full(QuickKind::Do, start.index() + at)?,
            };
            let (yes, no) = match op {
                Op::Test { yes, no, .. } => (self.follow(code, start, *yes)?, self.follow(code, start, *no)?),
                _ => (self.follow(code, start, Pc(start.0 + u32::try_from(at + 1).ok()?))?, NO),
            };
            self.steps.push(Step { quick, yes, no });
        }
        // A guard that begins with its end or a jump has no first step of its own.
        (self.steps.len() > first && matches!(self.places.first(), Some(0))).then_some(())
    }

    fn place_all(&mut self, code: &[Op]) -> Option<()> {
        self.places.clear();
        let mut next = 0_u16;
        for op in code {
            let place = match op {
                Op::Yes {} => YES,
                Op::No {} => NO,
                _ => next,
            };
            self.places.push(place);
            if !matches!(op, Op::Yes {} | Op::No {} | Op::Jump { .. }) {
                next = next.checked_add(1).filter(|next| *next < NO)?;
            }
        }
        Some(())
    }

    /// The place that an instruction's number comes to, over jumps.
    fn follow(&self, code: &[Op], start: Pc, mut to: Pc) -> Option<u16> {
        loop {
            let at = to.index().checked_sub(start.index())?;
            match code.get(at)? {
                Op::Jump { to: further } => to = *further,
                _ => return self.places.get(at).copied(),
            }
        }
    }
}

/// A test or instruction that stands elsewhere.
fn in_full(kind: QuickKind, place: usize) -> Option<Quick> {
    Some(Quick::at(kind, 0, i32::try_from(place).ok()?))
}

/// The code of a guard: it stands together, from its first instruction to the last that any of its ways leads to.
fn guard_at(program: &Program, start: Pc) -> &[Op] {
    let code = program.code.get(start.index()..).unwrap_or_default();
    let mut last = 0;
    for (at, op) in code.iter().enumerate() {
        let reach = match op {
            Op::Test { yes, no, .. } => yes.index().max(no.index()),
            Op::Jump { to } => to.index(),
            Op::Yes {} | Op::No {} => 0,
            _ => start.index() + at + 1,
        };
        last = last.max(reach.saturating_sub(start.index()));
        if at >= last {
            return code.get(..=at).unwrap_or_default();
        }
    }
    code
}
