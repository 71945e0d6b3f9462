use super::ruling::Ruling;
use crate::bytecode::{Pc, RuleId};

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
pub trait Watch: std::fmt::Debug {
    /// That stage begins.
    fn stage(&mut self, stage: Stage) {
        let _ = stage;
    }

    /// The condition of that rule was asked, which took so many steps. Said of rules that no index has led past.
    fn asked(&mut self, rule: RuleId, steps: u64) {
        let _ = (rule, steps);
    }

    /// Whether each rule is to be asked in its turn, whatever the index says. Only then the rest of this is said.
    fn wants_each(&self) -> bool {
        false
    }

    /// That rule comes to be asked; `probe` knows what the tests of its condition come to.
    fn reached(&mut self, rule: RuleId, probe: &mut dyn Probe) {
        let _ = (rule, probe);
    }

    /// The rule that was reached last holds or not; these rows of tables were found for it.
    fn judged(&mut self, rule: RuleId, holds: bool, rows: &[RuleId]) {
        let _ = (rule, holds, rows);
    }

    /// That route rule holds, and names the queue of that place for the item.
    fn names(&mut self, rule: RuleId, queue: u32) {
        let _ = (rule, queue);
    }

    /// That rule does what it says.
    fn applied(&mut self, rule: RuleId) {
        let _ = rule;
    }

    /// The item has been decided. Not said of one that is routed once more.
    fn settled(&mut self, ruling: Ruling) {
        let _ = ruling;
    }
}

/// Somebody who knows the item as it is while a rule is asked.
pub trait Probe {
    /// What the test at `test` says, where the code before it begins at `start`; both as a [`crate::bundle::Clause`] has
    /// them.
    fn says(&mut self, start: Pc, test: Pc) -> bool;
}

/// The same onlooker, for no longer than it is needed.
pub(super) fn briefly<'w>(watch: Option<&'w mut (dyn Watch + '_)>) -> Option<&'w mut (dyn Watch + 'w)> {
    match watch {
        Some(watch) => Some(watch),
        None => None,
    }
}
