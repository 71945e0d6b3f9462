use super::outline::Outlines;
use super::seen::Answered;
use crate::bundle::Bundle;
use crate::bytecode::RuleId;
use crate::vm::{Probe, Ruling, Watch};
use std::collections::BTreeMap;

/// What items reach of a bundle's program, counted while they are decided: hand it to
/// [`crate::vm::Machine::settle_watched`] with each, or to the centre that plays a scenario.
#[derive(Debug)]
pub struct Coverage {
    pub(super) outlines: Outlines,
    pub(super) rules: Vec<RuleCounts>,
    /// How often each test decided, holding and not holding.
    pub(super) tests: Vec<[u64; 2]>,
    /// How often each row of a table was found.
    pub(super) rows: BTreeMap<RuleId, u64>,
    /// How often each queue was where an item went.
    pub(super) queues: Vec<u64>,
    /// How often a route rule named a queue.
    pub(super) names: BTreeMap<(RuleId, u32), u64>,
    pub(super) items: u64,
}

/// What became of a rule, how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct RuleCounts {
    pub(super) reached: u64,
    pub(super) held: u64,
    pub(super) applied: u64,
}

impl Coverage {
    /// Nothing has been reached yet.
    #[must_use]
    pub fn new(bundle: &Bundle) -> Self {
        let outlines = Outlines::of(bundle);
        let program = bundle.program().program();
        Self {
            rules: vec![RuleCounts::default(); program.rules.len()],
            tests: vec![[0; 2]; outlines.tests.len()],
            outlines,
            rows: BTreeMap::new(),
            queues: vec![0; program.queues.len()],
            names: BTreeMap::new(),
            items: 0,
        }
    }

    /// Adds what another counted for the same bundle.
    pub fn add(&mut self, other: &Self) {
        self.items += other.items;
        for (rule, more) in self.rules.iter_mut().zip(&other.rules) {
            rule.reached += more.reached;
            rule.held += more.held;
            rule.applied += more.applied;
        }
        let tests = self.tests.iter_mut().flatten().zip(other.tests.iter().flatten());
        tests.for_each(|(test, more)| *test += more);
        self.queues.iter_mut().zip(&other.queues).for_each(|(queue, more)| *queue += more);
        for (row, more) in &other.rows {
            *self.rows.entry(*row).or_default() += more;
        }
        for (name, more) in &other.names {
            *self.names.entry(*name).or_default() += more;
        }
    }

    fn rule(&mut self, rule: RuleId) -> Option<&mut RuleCounts> {
        self.rules.get_mut(rule.index())
    }
}

impl Watch for Coverage {
    fn wants_each(&self) -> bool {
        true
    }

    fn reached(&mut self, rule: RuleId, probe: &mut dyn Probe) {
        if let Some(counts) = self.rule(rule) {
            counts.reached += 1;
        }
        let Some(Some(outline)) = self.outlines.rules.get(rule.index()) else { return };
        let tests = &mut self.tests;
        Answered::of(outline, probe).deciders(&mut |number, holds| {
            if let Some(count) = tests.get_mut(number).and_then(|counts| counts.get_mut(usize::from(holds))) {
                *count += 1;
            }
        });
    }

    fn judged(&mut self, rule: RuleId, holds: bool, rows: &[RuleId]) {
        if let Some(counts) = self.rule(rule) {
            counts.held += u64::from(holds);
        }
        for row in rows {
            *self.rows.entry(*row).or_default() += 1;
        }
    }

    fn names(&mut self, rule: RuleId, queue: u32) {
        *self.names.entry((rule, queue)).or_default() += 1;
    }

    fn settled(&mut self, ruling: Ruling) {
        self.items += 1;
        let queue = ruling.queue.and_then(|queue| usize::try_from(queue).ok());
        if let Some(count) = queue.and_then(|queue| self.queues.get_mut(queue)) {
            *count += 1;
        }
    }

    fn applied(&mut self, rule: RuleId) {
        if let Some(counts) = self.rule(rule) {
            counts.applied += 1;
        }
    }
}
