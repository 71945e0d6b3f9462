//! The ways through a guard's code.

use super::op::{Flow, Op};
use super::operand::{AtomId, Pc};
use super::program::Program;

/// Walks guards, and keeps its memory between walks.
#[derive(Debug)]
pub struct Ways<'p> {
    program: &'p Program,
    /// For each instruction, the last walk that came by, before and after its condition was met.
    seen: Vec<[u32; 2]>,
    walk: u32,
    open: Vec<(Pc, bool)>,
    steps: u64,
}

/// What a walk looks for.
#[derive(Debug, Clone, Copy)]
pub struct Quest<'q> {
    /// Atoms taken as never true: their ways on are closed.
    pub closed: &'q [AtomId],
    /// One more of those.
    pub also: Option<AtomId>,
    /// An atom that must be true on the way; none: any way will do.
    pub through: Option<AtomId>,
}

impl<'p> Ways<'p> {
    /// Nothing walked yet.
    #[must_use]
    pub fn new(program: &'p Program) -> Self {
        Self { program, seen: vec![[0; 2]; program.code.len()], walk: 0, open: Vec::new(), steps: 0 }
    }

    /// How many instructions were met in all walks so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Whether some way that the quest allows leads from `start` to where the guard holds.
    pub fn lead(&mut self, start: Pc, quest: Quest<'_>) -> bool {
        self.walk = self.walk.wrapping_add(1);
        if self.walk == 0 {
            self.seen.fill([0; 2]);
            self.walk = 1;
        }
        self.open.clear();
        self.open.push((start, quest.through.is_none()));
        while let Some((pc, met)) = self.open.pop() {
            let Some(op) = self.enter(pc, met) else { continue };
            if matches!(op, Op::Yes {}) && met {
                return true;
            }
            self.go_on(pc, op, met, quest);
        }
        false
    }

    fn enter(&mut self, pc: Pc, met: bool) -> Option<Op> {
        let seen = self.seen.get_mut(pc.index())?.get_mut(usize::from(met))?;
        if std::mem::replace(seen, self.walk) == self.walk {
            return None;
        }
        self.steps += 1;
        self.program.code.get(pc.index()).copied()
    }

    fn go_on(&mut self, pc: Pc, op: Op, met: bool, quest: Quest<'_>) {
        if let Op::Test { atom, yes, no } = op {
            self.open.push((no, met));
            if quest.also != Some(atom) && !quest.closed.contains(&atom) {
                self.open.push((yes, met || quest.through == Some(atom)));
            }
            return;
        }
        match op.flow() {
            Flow::End => {}
            Flow::To(to) => self.open.push((to, met)),
            Flow::Either(yes, no) => self.open.extend([(yes, met), (no, met)]),
            Flow::Next => self.open.push((Pc(pc.0.saturating_add(1)), met)),
        }
    }
}
