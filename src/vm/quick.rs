use super::run::Run;
use crate::bytecode::{AtomId, Pc, RuleId, Slot};
use crate::index::{Found, NO, Quick, QuickKind, Step, YES};

impl Run<'_> {
    /// Whether the guard of a rule holds, beside what the rule was found by. To look at its gate belongs to asking the rule,
    /// which is a step of its own.
    #[inline]
    pub(super) fn matches(&mut self, rule: RuleId) -> bool {
        let index = self.index;
        let Some(gate) = index.gate(rule) else { return self.matches_in_code(rule) };
        if !gate.lets(self.frame.briefs()) {
            return false;
        }
        if gate.steps().count == 0 {
            return true;
        }
        if gate.is_in_code() {
            return self.matches_in_code(rule);
        }
        self.walk(index.steps(gate))
    }

    fn matches_in_code(&mut self, rule: RuleId) -> bool {
        let guard = self.program.rules.get(rule.index()).and_then(|rule| rule.guard);
        self.holds(guard)
    }

    fn walk(&mut self, steps: &[Step]) -> bool {
        let (mut at, mut taken) = (0_u16, 0);
        while let Some(Step { quick, yes, no }) = steps.get(usize::from(at)).copied() {
            taken += 1;
            // Most steps are ranges.
            let holds = if quick.kind == QuickKind::Range {
                quick.has(self.frame.brief(Slot(u32::from(quick.slot))))
            } else {
                self.step(quick)
            };
            at = if holds { yes } else { no };
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
        let at = Slot(u32::from(slot));
        match kind {
            QuickKind::Always => true,
            QuickKind::Never | QuickKind::Atom | QuickKind::Do => false,
            QuickKind::Range => quick.has(self.frame.brief(at)),
            QuickKind::Mask => quick.has_bit(self.frame.brief(at)),
            QuickKind::OneOf => {
                let brief = self.frame.brief(at).cast_unsigned();
                self.index.bunch(lo, hi).contains(&brief)
            }
            QuickKind::Wide => {
                let value = self.frame.get(at);
                self.index.wide(lo).is_some_and(|(lo, hi)| (lo..=hi).contains(&value))
            }
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
