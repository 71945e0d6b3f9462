//! Guards as steps: the code of the program again, with each test written out in place of its atom's number.

use super::quick::{Numbering, Quick, QuickKind, Quickener};
use crate::bytecode::{Flow, Op, Pc, Program, Rule};

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
    pub(super) all: Vec<Step>,
    /// Where the steps of each rule begin, and where the last ends.
    pub(super) starts: Vec<u32>,
    /// The place of each instruction of the guard at hand among its steps.
    places: Vec<u16>,
    /// How many instructions were looked at: in a forged program, many guards may share them.
    looked_at: usize,
}

/// The code of one guard, from its first instruction to the last that any of its ways leads to.
#[derive(Debug, Clone, Copy)]
struct Guard<'p> {
    start: Pc,
    code: &'p [Op],
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
        let first = self.all.len();
        self.starts.push(u32::try_from(first).unwrap_or(u32::MAX));
        let enough = self.looked_at > program.code.len().saturating_mul(EFFORT);
        let Some(start) = rule.guard.filter(|_| !enough) else { return };
        let guard = Guard { start, code: program.guard_at(start) };
        self.looked_at += guard.code.len();
        if self.lay_out(program, guard, quickener, numbering).is_none() {
            self.all.truncate(first);
        }
        cheap_first(self.all.get_mut(first..).unwrap_or_default());
    }

    /// Ends the last guard.
    pub(super) fn end(&mut self) {
        self.starts.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    fn lay_out(
        &mut self,
        program: &Program,
        guard: Guard<'_>,
        quickener: &mut Quickener,
        numbering: &impl Numbering,
    ) -> Option<()> {
        self.place_all(guard)?;
        // A guard that begins with an end or a jump has no first step of its own.
        guard.code.first().filter(|op| matches!(op.flow(), Flow::Either(..) | Flow::Next))?;
        for (op, at) in guard.code.iter().zip(guard.start.0..) {
            let step = match (op, op.flow()) {
                (Op::Test { atom, .. }, Flow::Either(yes, no)) => {
                    let found = program.atoms.get(atom.index())?;
                    let quick = quickener.quick(*atom, found, numbering);
                    let quick = quick.or_else(|| in_full(QuickKind::Atom, atom.0))?;
                    Step { quick, yes: self.follow(guard, yes)?, no: self.follow(guard, no)? }
                }
                (_, Flow::Next) => {
                    let quick = in_full(QuickKind::Do, at)?;
                    Step { quick, yes: self.follow(guard, Pc(at + 1))?, no: NO }
                }
                (_, Flow::End | Flow::To(_) | Flow::Either(..)) => continue,
            };
            self.all.push(step);
        }
        Some(())
    }

    fn place_all(&mut self, guard: Guard<'_>) -> Option<()> {
        self.places.clear();
        let mut next = 0_u16;
        for op in guard.code {
            let takes_room = matches!(op.flow(), Flow::Either(..) | Flow::Next);
            let end = if *op == (Op::Yes {}) { YES } else { NO };
            self.places.push(if op.flow() == Flow::End { end } else { next });
            next = next.checked_add(u16::from(takes_room)).filter(|next| *next < NO)?;
        }
        Some(())
    }

    /// The place of the step that stands there, or that the jump there leads to.
    fn follow(&self, guard: Guard<'_>, mut to: Pc) -> Option<u16> {
        loop {
            let at = to.index().checked_sub(guard.start.index())?;
            match guard.code.get(at)?.flow() {
                Flow::To(further) => to = further,
                Flow::End | Flow::Either(..) | Flow::Next => return self.places.get(at).copied(),
            }
        }
    }
}

/// Where all tests must come out one way, puts those first that cost least: their order means nothing.
fn cheap_first(steps: &mut [Step]) {
    let last = steps.len().saturating_sub(1);
    let follows = |at: usize| if at == last { Some(YES) } else { u16::try_from(at + 1).ok() };
    let is_chain = steps.iter().enumerate().all(|(at, step)| {
        let next = follows(at);
        let ways = [(step.yes, step.no), (step.no, step.yes)];
        step.quick.kind != QuickKind::Do && ways.iter().any(|(on, out)| Some(*on) == next && *out == NO)
    });
    if !is_chain {
        return;
    }
    steps.sort_by_key(|step| step.quick.kind.cost());
    for (at, step) in steps.iter_mut().enumerate() {
        let on = follows(at).unwrap_or(NO);
        (step.yes, step.no) = if step.no == NO { (on, NO) } else { (NO, on) };
    }
}

/// A test or instruction that stands elsewhere.
fn in_full(kind: QuickKind, place: u32) -> Option<Quick> {
    Some(Quick::at(kind, 0, i32::try_from(place).ok()?))
}
