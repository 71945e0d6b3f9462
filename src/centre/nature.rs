use super::staff::{Fact, Staff};
use super::study::Study;
use crate::bytecode::{Members, Program, RuleId, RuleKind, RuleList, RuleListId, Slot};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What a rule is like, seen from its code.
#[derive(Debug, Clone, Default)]
pub(super) struct Nature {
    pub(super) timing: Timing,
    /// What its code reads.
    pub(super) own: Arc<Sight>,
    /// What the tables read that it asks, each once.
    pub(super) tables: Box<[Arc<Sight>]>,
}

/// What some code reads.
#[derive(Debug, Clone, Default)]
pub(super) struct Sight {
    /// What it reads of an agent.
    pub(super) facts: Box<[(Slot, Fact)]>,
    /// All slots that it names, rising.
    pub(super) slots: Box<[Slot]>,
}

impl Nature {
    /// What is read by its code, and by the tables that it asks.
    pub(super) fn sights(&self) -> impl Iterator<Item = &Arc<Sight>> {
        std::iter::once(&self.own).chain(&self.tables)
    }
}

/// What the time does to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Timing {
    /// Nothing.
    #[default]
    Never,
    /// Its tests tell when they come out otherwise.
    Clock,
    /// It computes with the time, so it sees the time to the full minute.
    Minute,
}

/// What all rules are like that are asked after a decision.
#[derive(Debug, Default)]
pub(super) struct Natures {
    rules: FxHashMap<RuleId, Arc<Nature>>,
    listed: FxHashSet<RuleListId>,
    /// The lists that the index finds rules of and of which no rule asks for the time.
    timeless: FxHashSet<RuleListId>,
}

impl Natures {
    pub(super) fn of(program: &Program, staff: &Staff) -> Self {
        let mut natures = Self::default();
        let mut study = Study::new(program, staff);
        let desk = &program.desk;
        let partitions = program.queues.iter().filter_map(|queue| queue.prioritize);
        let chosen = desk.queues.iter().filter_map(|queue| queue.choose);
        let assigned = desk.assignments.iter().flat_map(|assignment| [assignment.when, assignment.who]);
        for id in partitions.chain(chosen).chain(assigned) {
            natures.list(&mut study, id);
        }
        for queue in &desk.queues {
            for waiting in &queue.waiting {
                natures.rule(&mut study, waiting.rule);
            }
            if let Members::When(rule) = queue.members {
                natures.rule(&mut study, rule);
            }
        }
        natures
    }

    fn list(&mut self, study: &mut Study<'_>, id: RuleListId) {
        let Some(list) = study.program.rule_lists.get(id.index()).filter(|_| self.listed.insert(id)) else {
            return;
        };
        let mut worst = Timing::Never;
        for rule in rules_of(list) {
            worst = worst.max(self.rule(study, rule));
        }
        if worst == Timing::Never && list.kind == RuleKind::Prioritize {
            self.timeless.insert(id);
        }
    }

    fn rule(&mut self, study: &mut Study<'_>, rule: RuleId) -> Timing {
        self.rules.entry(rule).or_insert_with(|| study.rule(rule)).timing
    }

    /// What a rule is like; none for one that is never asked after a decision.
    pub(super) fn rule_of(&self, rule: RuleId) -> Option<&Nature> {
        self.rules.get(&rule).map(|nature| &**nature)
    }

    /// Whether the index finds a list's rules, because none of them asks for the time.
    pub(super) fn is_timeless(&self, list: RuleListId) -> bool {
        self.timeless.contains(&list)
    }
}

/// The rules of a list, by number.
pub(super) fn rules_of(list: &RuleList) -> impl Iterator<Item = RuleId> {
    (list.first..list.first.saturating_add(list.count)).map(RuleId)
}
