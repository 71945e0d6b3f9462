use crate::bytecode::RuleId;

/// A stage of a decision (domain section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The rules of the intake are asked, where the item names a record only.
    Intake,
    /// The rulesets of the workstream are asked, one after the other.
    Classify,
    /// The route rules are asked, and the overflow of the queues they name.
    Route,
    /// The decision has been made.
    Done,
}

/// Somebody who looks on while a decision is made, and cannot change it: the machine itself knows no clock.
pub trait Watch {
    /// That stage begins.
    fn stage(&mut self, stage: Stage) {
        let _ = stage;
    }

    /// The condition of that rule was asked, which took so many steps.
    fn asked(&mut self, rule: RuleId, steps: u64) {
        let _ = (rule, steps);
    }
}
