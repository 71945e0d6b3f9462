use super::run::Run;
use crate::bytecode::{AtomId, MISSING, Pc, RuleId, Slot};
use crate::index::{Found, NO, Quick, QuickKind, Step, YES};

impl Run<'_> {
    /// Whether the guard of a rule holds.
    pub(super) fn matches(&mut self, rule: RuleId) -> bool {
        let steps = self.index.steps(rule);
        if steps.is_empty() {
            let guard = self.program.rules.get(rule.index()).and_then(|rule| rule.guard);
            return self.holds(guard);
        }
        self.walk(steps)
    }

    fn walk(&mut self, steps: &[Step]) -> bool {
        let (mut at, mut taken) = (0_u16, 0);
        while let Some(step) = steps.get(usize::from(at)) {
            taken += 1;
            at = if self.step(step.quick) { step.yes } else { step.no };
            if at >= NO {
                break;
            }
        }
        self.steps += taken;
        at == YES
    }

    fn step(&mut self, quick: Quick) -> bool {
        if quick.kind == QuickKind::Atom {
            return place(quick).is_some_and(|atom| self.test(AtomId(atom)));
        }
        if quick.kind == QuickKind::Do {
            if let Some(op) = place(quick).and_then(|at| self.program.code.get(Pc(at).index())) {
                self.perform(*op);
            }
            return true;
        }
        self.quick(quick)
    }

    /// What a quick test says.
    pub(super) fn quick(&mut self, quick: Quick) -> bool {
        let Quick { lo, hi, slot, kind } = quick;
        let value = |run: &Self| run.frame.get(Slot(u32::from(slot)));
        match kind {
            QuickKind::Always => true,
            QuickKind::Never | QuickKind::Atom | QuickKind::Do => false,
            QuickKind::Between => (i64::from(lo)..=i64::from(hi)).contains(&value(self)),
            QuickKind::AtLeast => value(self) >= i64::from(lo),
            QuickKind::AtMost => (MISSING + 1..=i64::from(hi)).contains(&value(self)),
            QuickKind::Symbol => value(self) >> 32 == i64::from(lo),
            QuickKind::Mask => {
                u32::try_from(value(self)).is_ok_and(|bit| bit < 64 && quick.bits() >> bit & 1 == 1)
            }
            QuickKind::Wide => self.index.wide(lo).is_some_and(|(lo, hi)| (lo..=hi).contains(&value(self))),
            QuickKind::Found => self.has(slot, lo.cast_unsigned()),
            QuickKind::FoundAny => self.found_of(quick, |found, all| all.iter().any(|one| found.has(*one))),
            QuickKind::FoundAll => self.found_of(quick, |found, all| all.iter().all(|one| found.has(*one))),
            QuickKind::FoundNone => self.found_of(quick, |found, all| !all.iter().any(|one| found.has(*one))),
        }
    }

    fn found_of(&mut self, quick: Quick, fits: impl Fn(&Found, &[u32]) -> bool) -> bool {
        let wanted = self.index.bunch(quick.lo, quick.hi);
        self.found(quick.slot).is_some_and(|found| fits(found, wanted))
    }
}

fn place(quick: Quick) -> Option<u32> {
    u32::try_from(quick.lo).ok()
}
