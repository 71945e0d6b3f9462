//! Guards as steps: the code of the program again, with each test written out in place of its atom's number.

use super::covers::Cover;
use super::gate::Gate;
use super::guard::Guard;
use super::postings::Stretch;
use super::quick::{Quick, QuickKind, Quickener};
use super::required::{required, without};
use crate::bytecode::{AtomId, Flow, Op, Pc, Program, Rule};

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

/// The gates of all rules, and the steps behind them.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub(super) all: Vec<Step>,
    /// What each rule asks.
    pub(super) gates: Vec<Gate>,
    /// The place of each instruction of the guard at hand among its steps.
    places: Vec<u16>,
    /// How many instructions were looked at: in a forged program, many guards may share them.
    looked_at: usize,
}

/// The steps of one guard, and the atom that each asks.
#[derive(Debug, Default)]
struct Laid {
    steps: Vec<Step>,
    atoms: Vec<Option<AtomId>>,
}

/// The code of one guard, from its first instruction to the last that any of its ways leads to.
#[derive(Debug, Clone, Copy)]
struct Code<'p> {
    start: Pc,
    ops: &'p [Op],
}

impl Steps {
    /// Adds the guard of the next rule; nothing that its cover says need be asked. A guard that is too long for steps has
    /// none and is run as it is.
    pub(super) fn add(
        &mut self,
        program: &Program,
        rule: &Rule,
        cover: &Cover,
        quickener: &mut Quickener<'_>,
    ) {
        let gate = match rule.guard {
            None => Gate::OPEN,
            Some(start) => self.gate(program, start, cover, quickener),
        };
        self.gates.push(gate);
    }

    fn gate(&mut self, program: &Program, start: Pc, cover: &Cover, quickener: &mut Quickener<'_>) -> Gate {
        if self.looked_at > program.code.len().saturating_mul(EFFORT) {
            return Gate::IN_CODE;
        }
        let code = Code { start, ops: program.guard_at(start) };
        self.looked_at += code.ops.len();
        let Some(laid) = self.lay_out(code, quickener) else { return Gate::IN_CODE };
        let (mut gate, steps) = shortened(laid, cover);
        let first = self.all.len();
        self.all.extend(steps);
        gate.set_steps(Stretch::between(first, self.all.len()));
        gate
    }

    fn lay_out(&mut self, guard: Code<'_>, quickener: &mut Quickener<'_>) -> Option<Laid> {
        self.place_all(guard)?;
        let mut laid = Laid::default();
        // A guard that begins with an end or a jump has no first step of its own.
        guard.ops.first().filter(|op| matches!(op.flow(), Flow::Either(..) | Flow::Next))?;
        for (op, at) in guard.ops.iter().zip(guard.start.0..) {
            let (step, atom) = match (op, op.flow()) {
                (Op::Test { atom, .. }, Flow::Either(yes, no)) => {
                    let quick = quickener.quick(*atom).or_else(|| in_full(QuickKind::Atom, atom.0))?;
                    (Step { quick, yes: self.follow(guard, yes)?, no: self.follow(guard, no)? }, Some(*atom))
                }
                (_, Flow::Next) => {
                    let quick = in_full(QuickKind::Do, at)?;
                    (Step { quick, yes: self.follow(guard, Pc(at + 1))?, no: NO }, None)
                }
                (_, Flow::End | Flow::To(_) | Flow::Either(..)) => continue,
            };
            laid.steps.push(step);
            laid.atoms.push(atom);
        }
        Some(laid)
    }

    fn place_all(&mut self, guard: Code<'_>) -> Option<()> {
        self.places.clear();
        let mut next = 0_u16;
        for op in guard.ops {
            let takes_room = matches!(op.flow(), Flow::Either(..) | Flow::Next);
            let end = if *op == (Op::Yes {}) { YES } else { NO };
            self.places.push(if op.flow() == Flow::End { end } else { next });
            next = next.checked_add(u16::from(takes_room)).filter(|next| *next < NO)?;
        }
        Some(())
    }

    /// The place of the step that stands there, or that the jump there leads to.
    fn follow(&self, guard: Code<'_>, mut to: Pc) -> Option<u16> {
        loop {
            let at = to.index().checked_sub(guard.start.index())?;
            match guard.ops.get(at)?.flow() {
                Flow::To(further) => to = further,
                Flow::End | Flow::Either(..) | Flow::Next => return self.places.get(at).copied(),
            }
        }
    }
}

/// The gate of a guard, and its steps without what its cover says and what its gate asks.
fn shortened(Laid { steps, atoms }: Laid, cover: &Cover) -> (Gate, Vec<Step>) {
    let mut gate = Gate::OPEN;
    let mut gone = required(&steps);
    for ((way, step), atom) in gone.iter_mut().zip(&steps).zip(atoms) {
        *way = way.filter(|way| is_covered(step.quick, atom, *way, cover) || gate.add(step.quick, *way));
    }
    match without(&steps, &gone) {
        Some(mut left) => {
            cheap_first(&mut left);
            (gate, left)
        }
        None => (Gate::OPEN, steps),
    }
}

/// Whether a test is what the rule was found by.
fn is_covered(quick: Quick, atom: Option<AtomId>, way: bool, cover: &Cover) -> bool {
    let is_exact = matches!(
        quick.kind,
        QuickKind::Range | QuickKind::Mask | QuickKind::OneOf | QuickKind::Found | QuickKind::FoundAny
    );
    let is_key = cover.key.is_some() && cover.key == atom;
    way && (is_exact && is_key || Guard::of_quick(quick) == Some(cover.guard))
}

/// Where all tests must come out one way, puts those first that cost least: their order means nothing.
fn cheap_first(steps: &mut [Step]) {
    if required(steps).contains(&None) {
        return;
    }
    steps.sort_by_key(|step| step.quick.kind.cost());
    let last = steps.len().saturating_sub(1);
    for (at, step) in steps.iter_mut().enumerate() {
        let on = if at == last { YES } else { u16::try_from(at + 1).unwrap_or(NO) };
        (step.yes, step.no) = if step.no == NO { (on, NO) } else { (NO, on) };
    }
}

/// A test or instruction that stands elsewhere.
fn in_full(kind: QuickKind, place: u32) -> Option<Quick> {
    Some(Quick::at(kind, 0, i32::try_from(place).ok()?))
}
