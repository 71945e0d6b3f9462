use crate::bundle::Bundle;
use crate::bytecode::{Action, Op, Overflow, Program, Rule, RuleId, Slot, Source, Target};
use crate::vm::{ClauseKind, ClauseTrace, RuleName, RuleTrace};
use std::collections::BTreeMap;

/// Which rules could send an item to a queue.
#[derive(Debug)]
pub(super) struct Leads<'b> {
    bundle: &'b Bundle,
    /// The rules by their addresses.
    numbers: BTreeMap<&'b str, RuleId>,
    queue: u32,
}

impl<'b> Leads<'b> {
    /// Those that lead to the queue of that place.
    pub(super) fn new(bundle: &'b Bundle, queue: u32) -> Self {
        let book = &bundle.about().book;
        let address = |number: u32| {
            let known = book.rule(usize::try_from(number).ok()?)?;
            Some((known.address, RuleId(number)))
        };
        let many = u32::try_from(bundle.program().program().rules.len()).unwrap_or(u32::MAX);
        let numbers = (0..many).filter_map(address).collect();
        Self { bundle, numbers, queue }
    }

    /// The name of the queue.
    pub(super) fn queue(&self) -> &'b str {
        self.name_of(self.queue)
    }

    /// Whether that rule could send an item there.
    pub(super) fn through(&self, rule: &RuleName) -> bool {
        let Some(rule) = self.rule(rule) else { return false };
        self.program().actions_of(rule).iter().any(|action| match action {
            Action::Send(send) => self.names(rule, &send.target),
            Action::Overflow(overflow) => *overflow == Overflow::Transfer(self.queue),
            Action::Set { .. } | Action::Require { .. } | Action::Hold { .. } | Action::Workstream(_) => {
                false
            }
        })
    }

    /// Whether that rule shares its items out.
    pub(super) fn splits(&self, rule: &RuleName) -> bool {
        matches!(self.target(rule), Some(Target::Split(_)))
    }

    /// Where that rule asks a table for its queue: which row was found, and the name of the queue that stands there.
    pub(super) fn row(&self, rule: &'b RuleTrace) -> Option<(&'b ClauseTrace, &'b str)> {
        let Some(Target::Slot(slot)) = self.target(&rule.rule) else { return None };
        let asked = asked_for_queue(rule.clauses.as_ref()?)?;
        let output = self.output(self.rule(&rule.rule)?, *slot)?;
        let row = self.rule(asked.row.as_ref()?)?;
        Some((asked, self.name_of(self.set_to(row, output)?)))
    }

    fn program(&self) -> &'b Program {
        self.bundle.program().program()
    }

    fn name_of(&self, queue: u32) -> &'b str {
        let place = usize::try_from(queue).unwrap_or(usize::MAX);
        self.bundle.about().queues.get(place).map_or("", |known| &*known.name)
    }

    fn rule(&self, rule: &RuleName) -> Option<&'b Rule> {
        self.program().rules.get(self.numbers.get(rule.address())?.index())
    }

    fn target(&self, rule: &RuleName) -> Option<&'b Target> {
        let actions = self.program().actions_of(self.rule(rule)?);
        actions.iter().find_map(Action::as_send).map(|send| &send.target)
    }

    fn names(&self, rule: &Rule, target: &Target) -> bool {
        match target {
            Target::Queue(other) | Target::Agent { queue: other, .. } => *other == self.queue,
            Target::Split(shares) => shares.iter().any(|(other, _)| *other == self.queue),
            Target::Slot(slot) => self.may_hold(rule, *slot),
            Target::Bot => false,
        }
    }

    /// Whether a rule may find the queue in that slot: a row of the table it asks names it, or where the queue comes from is
    /// not known.
    fn may_hold(&self, rule: &Rule, slot: Slot) -> bool {
        let Some(output) = self.output(rule, slot) else { return true };
        let tables = self.program().tables.iter().filter(|table| table.outputs.contains(&output));
        let lists = tables.filter_map(|table| self.program().rule_lists.get(table.rows.index()));
        lists.flat_map(|list| self.program().rules_of(list)).any(|row| {
            self.sets(row, output).any(|source| match source {
                Source::Slot(_) => true,
                Source::Number(_) => self.number(source) == Some(self.queue),
                Source::Missing | Source::Text(_) | Source::List(_) => false,
            })
        })
    }

    /// The output of a table that a rule's guard copies to that slot.
    fn output(&self, rule: &Rule, slot: Slot) -> Option<Slot> {
        let code = self.program().guard_at(rule.guard?);
        let mut origin = slot;
        for op in code.iter().rev() {
            if let Op::Copy { to, from } = op
                && *to == origin
            {
                origin = *from;
            }
        }
        let mut outputs = self.program().tables.iter().flat_map(|table| &table.outputs);
        outputs.any(|output| *output == origin).then_some(origin)
    }

    /// The queue that a row sets an output to.
    fn set_to(&self, row: &Rule, output: Slot) -> Option<u32> {
        self.sets(row, output).find_map(|source| self.number(source))
    }

    fn sets(&self, row: &Rule, output: Slot) -> impl Iterator<Item = Source> {
        let actions = self.program().actions_of(row).iter();
        actions.filter_map(move |action| match action {
            Action::Set { to, from } if *to == output => Some(*from),
            Action::Set { .. }
            | Action::Require { .. }
            | Action::Hold { .. }
            | Action::Workstream(_)
            | Action::Send(_)
            | Action::Overflow(_) => None,
        })
    }

    fn number(&self, source: Source) -> Option<u32> {
        let Source::Number(number) = source else { return None };
        u32::try_from(*self.program().numbers.get(number.index())?).ok()
    }
}

/// The question for the queue, which comes behind all that a rule asks.
fn asked_for_queue(clause: &ClauseTrace) -> Option<&ClauseTrace> {
    match clause.kind {
        ClauseKind::Table(_) => clause.text.starts_with("to ").then_some(clause),
        ClauseKind::And => clause.parts.last().and_then(asked_for_queue),
        ClauseKind::Or | ClauseKind::Not | ClauseKind::Condition(_) | ClauseKind::Test => None,
    }
}
