use super::decision::{ClauseTrace, NotRouted, RuleState};
use super::ruling::Ruling;
use crate::bytecode::{RuleId, Slot};

/// A decision in numbers, kept by the machine and used again for every item.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) intake: Option<RuleId>,
    pub(super) workstream: Option<u32>,
    pub(super) queue: Option<u32>,
    pub(super) rule: Option<RuleId>,
    pub(super) why: Why,
    pub(super) sets: Vec<(Slot, i64, RuleId)>,
    pub(super) matched: Vec<Candidate>,
    /// Every rule that was applied.
    pub(super) applied: Vec<RuleId>,
    /// The steps whose model gave no answer.
    pub(super) silent_models: Vec<usize>,
    pub(super) trace: Vec<Traced>,
}

/// A route rule that matched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) rule: RuleId,
    /// The queue it names; none for the bot.
    pub(super) queue: Option<u32>,
    /// The first bytes of the hash of a split.
    pub(super) hash: Option<u64>,
    /// The overflow rule that kept the item out, if the queue was asked.
    pub(super) overflow: Option<RuleId>,
}

/// Why an item goes where it goes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Why {
    Rule,
    Split(u64),
    Overflow {
        queue: u32,
        rule: RuleId,
    },
    #[default]
    Fallback,
    Bot,
    NotRouted(NotRouted),
}

/// What became of a rule.
#[derive(Debug)]
pub(super) struct Traced {
    pub(super) rule: RuleId,
    pub(super) state: RuleState,
    pub(super) clauses: Option<ClauseTrace>,
}

impl Outcome {
    pub(super) fn ruling(&self) -> Ruling {
        Ruling { workstream: self.workstream, queue: self.queue, rule: self.rule }
    }

    pub(super) fn clear(&mut self) {
        self.intake = None;
        self.workstream = None;
        self.queue = None;
        self.rule = None;
        self.why = Why::Fallback;
        self.sets.clear();
        self.matched.clear();
        self.applied.clear();
        self.silent_models.clear();
        if !self.trace.is_empty() {
            self.trace.clear();
        }
    }
}
