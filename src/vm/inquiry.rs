//! Rules asked one by one, of an item that stands in a frame: for what happens after its decision.

use super::clock::Clock;
use super::machine::Machine;
use super::overflow;
use super::run::Run;
use crate::bytecode::{Op, Pc, RuleId, RuleListId};
use crate::item::Frame;
use crate::value::Instant;

impl Machine<'_> {
    /// Whether the guard of a rule holds; not that of a rule that the program does not have.
    pub fn asks(&mut self, frame: &mut Frame, rule: RuleId, now: Instant) -> bool {
        let found = self.bundle.program().program().rules.get(rule.index());
        found.is_some_and(|rule| Run::new(self.bundle, frame, &mut self.sight, now).holds(rule.guard))
    }

    /// The same, with a clock that sees each test.
    pub fn asks_by(&mut self, frame: &mut Frame, rule: RuleId, now: Instant, clock: &mut Clock) -> bool {
        let Some(rule) = self.bundle.program().program().rules.get(rule.index()) else { return false };
        let mut run = Run::new(self.bundle, frame, &mut self.sight, now);
        rule.guard.is_none_or(|pc| run.clocked(pc, clock))
    }

    /// The first rule of a list whose guard holds.
    pub fn first(&mut self, frame: &mut Frame, id: RuleListId, now: Instant) -> Option<RuleId> {
        let mut run = Run::new(self.bundle, frame, &mut self.sight, now);
        let list = run.list(id)?;
        run.first(id, list, &mut None)
    }

    /// Tells rules how things stand in the queue of that place.
    pub fn tell(&self, frame: &mut Frame, queue: u32, facts: super::facts::QueueFacts, now: Instant) {
        overflow::tell(self.bundle.program(), frame, queue, facts, now);
    }

    /// Forgets what was seen of the texts of the item at hand, because the frame holds others now.
    pub fn look_away(&mut self) {
        self.sight.clear();
    }
}

impl Run<'_> {
    /// Runs a guard from `pc` to its end.
    fn clocked(&mut self, mut pc: Pc, clock: &mut Clock) -> bool {
        while let Some(op) = self.program.code.get(pc.index()).copied() {
            if let Op::Test { atom, yes, no } = op {
                if let Some(atom) = self.program.atoms.get(atom.index()) {
                    clock.see(self, atom);
                }
                pc = if self.test(atom) { yes } else { no };
            } else if let Op::Yes {} | Op::No {} = op {
                return matches!(op, Op::Yes {});
            } else if let Op::Jump { to } = op {
                pc = to;
            } else {
                clock.compute(self, op);
                self.perform(op);
                pc = Pc(pc.0 + 1);
            }
        }
        false
    }
}
