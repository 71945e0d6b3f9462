//! Guards as steps: the code of the program again, with each test written out in place of its atom's number.

use super::covers::Cover;
use super::gate::Gate;
use super::guard::Guard;
use super::postings::Stretch;
use super::quick::{Quick, QuickKind, Quickener};
use super::required::Required;
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
#[derive(Debug)]
pub(super) struct Steps<'p> {
    program: &'p Program,
    pub(super) all: Vec<Step>,
    /// What each rule asks.
    pub(super) gates: Vec<Gate>,
    /// The guard at hand.
    laid: Laid,
    required: Required,
    /// How many instructions were looked at: in a forged program, many guards may share them.
    looked_at: usize,
}

/// The steps of one guard.
#[derive(Debug, Default)]
struct Laid {
    steps: Vec<Step>,
    /// The atom that each asks.
    atoms: Vec<Option<AtomId>>,
    /// The place of each instruction of the guard among its steps.
    places: Vec<u16>,
    /// Where each instruction of the program leads that is a jump, over all jumps that follow; any other leads to itself.
    landings: Vec<Pc>,
}

impl<'p> Steps<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        Self {
            program,
            all: Vec::new(),
            gates: Vec::with_capacity(program.rules.len()),
            laid: Laid { landings: landings(program), ..Laid::default() },
            required: Required::default(),
            looked_at: 0,
        }
    }

    /// Adds the guard of the next rule; nothing that its cover says need be asked. A guard that is too long for steps has
    /// none and is run as it is.
    pub(super) fn add(&mut self, rule: &Rule, cover: &Cover, quickener: &mut Quickener<'_>) {
        let gate = match rule.guard {
            None => Gate::OPEN,
            Some(start) => self.gate(start, cover, quickener),
        };
        self.gates.push(gate);
    }

    /// Leaves the next rule to its code.
    pub(super) fn leave(&mut self) {
        self.gates.push(Gate::IN_CODE);
    }

    fn gate(&mut self, start: Pc, cover: &Cover, quickener: &mut Quickener<'_>) -> Gate {
        if self.looked_at > self.program.code.len().saturating_mul(EFFORT) {
            return Gate::IN_CODE;
        }
        let guard = self.program.guard_at(start);
        self.looked_at += guard.len();
        if self.laid.lay_out(self.program, start, guard, quickener).is_none() {
            return Gate::IN_CODE;
        }
        let mut gate = self.shorten(cover);
        let first = self.all.len();
        self.all.extend_from_slice(&self.laid.steps);
        gate.set_steps(Stretch::between(first, self.all.len()));
        gate
    }

    /// The gate of the guard at hand, whose steps are left without what its cover says and what its gate asks.
    fn shorten(&mut self, cover: &Cover) -> Gate {
        let (Laid { steps, atoms, .. }, mut gate) = (&mut self.laid, Gate::OPEN);
        self.required.find(steps);
        let is_all = self.required.is_all();
        for ((way, step), atom) in self.required.ways.iter_mut().zip(&*steps).zip(atoms) {
            *way = way.filter(|way| is_covered(step.quick, *atom, *way, cover) || gate.add(step.quick, *way));
        }
        if !self.required.take_out(steps) {
            return Gate::OPEN;
        }
        if is_all {
            cheap_first(steps);
        }
        gate
    }
}

impl Laid {
    /// Makes the steps of a guard, whose code begins at `start`; nothing where there are too many, or no first.
    fn lay_out(
        &mut self,
        program: &Program,
        start: Pc,
        guard: &[Op],
        quickener: &mut Quickener<'_>,
    ) -> Option<()> {
        self.steps.clear();
        self.atoms.clear();
        self.place_all(guard)?;
        // A guard that begins with an end or a jump has no first step of its own.
        guard.first().filter(|op| matches!(op.flow(), Flow::Either(..) | Flow::Next))?;
        for (op, at) in guard.iter().zip(start.0..) {
            let follow = |to| self.follow(program, start, to);
            let (step, atom) = match (op, op.flow()) {
                (Op::Test { atom, .. }, Flow::Either(yes, no)) => {
                    let quick = quickener.quick(*atom)?;
                    (Step { quick, yes: follow(yes)?, no: follow(no)? }, Some(*atom))
                }
                (_, Flow::Next) => {
                    let quick = Quick::at(QuickKind::Do, 0, i32::try_from(at).ok()?);
                    (Step { quick, yes: follow(Pc(at + 1))?, no: NO }, None)
                }
                (_, Flow::End | Flow::To(_) | Flow::Either(..)) => continue,
            };
            self.steps.push(step);
            self.atoms.push(atom);
        }
        Some(())
    }

    fn place_all(&mut self, guard: &[Op]) -> Option<()> {
        self.places.clear();
        let mut next = 0_u16;
        for op in guard {
            let takes_room = matches!(op.flow(), Flow::Either(..) | Flow::Next);
            self.places.push(next);
            next = next.checked_add(u16::from(takes_room)).filter(|next| *next < NO)?;
        }
        Some(())
    }

    /// The place of the step that stands there, or that the jump there leads to.
    fn follow(&self, program: &Program, start: Pc, to: Pc) -> Option<u16> {
        let to = *self.landings.get(to.index())?;
        let op = program.code.get(to.index())?;
        match op.flow() {
            Flow::End => Some(if matches!(op, Op::Yes {}) { YES } else { NO }),
            Flow::Either(..) | Flow::Next => self.places.get(to.index().checked_sub(start.index())?).copied(),
            Flow::To(_) => None,
        }
    }
}

/// Where the jumps of a program end, which lead forward only: many may lead to one, and one to another, and each is
/// followed once.
fn landings(program: &Program) -> Vec<Pc> {
    let mut landings: Vec<Pc> = program.code.iter().zip(0..).map(|(_, at)| Pc(at)).collect();
    for (at, op) in program.code.iter().enumerate().rev() {
        let Flow::To(to) = op.flow() else { continue };
        let landing = landings.get(to.index()).copied().unwrap_or(to);
        landings.get_mut(at).into_iter().for_each(|place| *place = landing);
    }
    landings
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
    steps.sort_by_key(|step| step.quick.kind.cost());
    let last = steps.len().saturating_sub(1);
    for (at, step) in steps.iter_mut().enumerate() {
        let on = if at == last { YES } else { u16::try_from(at + 1).unwrap_or(NO) };
        (step.yes, step.no) = if step.no == NO { (on, NO) } else { (NO, on) };
    }
}
