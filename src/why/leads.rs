use crate::bundle::Bundle;
use crate::bytecode::{Action, Op, Overflow, Program, Rule, RuleId, RuleListId, Slot, Source, Target};
use crate::vm::{ClauseKind, ClauseTrace, RuleName, RuleTrace};
use std::collections::{BTreeMap, BTreeSet};

/// Which rules could send an item to a queue.
#[derive(Debug)]
pub(super) struct Leads<'b> {
    bundle: &'b Bundle,
    /// The rules by their addresses.
    numbers: BTreeMap<&'b str, RuleId>,
    queue: u32,
    /// What tables give, and whether that may be the queue.
    outputs: BTreeMap<Slot, bool>,
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
        Self { bundle, numbers, queue, outputs: outputs(bundle.program().program(), queue) }
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
        self.outputs.get(&output).is_some_and(|may| *may)
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
        self.outputs.contains_key(&origin).then_some(origin)
    }

    /// The queue that a row sets an output to.
    fn set_to(&self, row: &Rule, output: Slot) -> Option<u32> {
        let mut sets = sets(self.program(), row).filter(|(to, _)| *to == output);
        sets.find_map(|(_, source)| number(self.program(), source))
    }
}

/// What tables give, and whether a row of one says the queue, or something that is not known. Each row is looked at once,
/// however many tables have it.
fn outputs(program: &Program, queue: u32) -> BTreeMap<Slot, bool> {
    let mut given: BTreeMap<RuleListId, BTreeSet<Slot>> = BTreeMap::new();
    for table in &program.tables {
        given.entry(table.rows).or_default().extend(&table.outputs);
    }
    let all = given.values().flatten().map(|output| (*output, false));
    let mut outputs: BTreeMap<_, _> = all.collect();
    for (rows, given) in &given {
        let rows = program.rule_lists.get(rows.index()).map_or(&[][..], |list| program.rules_of(list));
        for (to, source) in
            rows.iter().flat_map(|row| sets(program, row)).filter(|(to, _)| given.contains(to))
        {
            let may = match source {
                Source::Slot(_) => true,
                Source::Number(_) => number(program, source) == Some(queue),
                Source::Missing | Source::Text(_) | Source::List(_) => false,
            };
            outputs.get_mut(&to).into_iter().for_each(|known| *known |= may);
        }
    }
    outputs
}

/// What a row sets, and to what.
fn sets<'p>(program: &'p Program, row: &Rule) -> impl Iterator<Item = (Slot, Source)> + use<'p> {
    program.actions_of(row).iter().filter_map(|action| match action {
        Action::Set { to, from } => Some((*to, *from)),
        Action::Require { .. }
        | Action::Hold { .. }
        | Action::Workstream(_)
        | Action::Send(_)
        | Action::Overflow(_) => None,
    })
}

fn number(program: &Program, source: Source) -> Option<u32> {
    let Source::Number(number) = source else { return None };
    u32::try_from(*program.numbers.get(number.index())?).ok()
}

/// The question for the queue, which comes behind all that a rule asks.
fn asked_for_queue(clause: &ClauseTrace) -> Option<&ClauseTrace> {
    match clause.kind {
        ClauseKind::Table(_) => clause.text.starts_with("to ").then_some(clause),
        ClauseKind::And => clause.parts.last().and_then(asked_for_queue),
        ClauseKind::Or | ClauseKind::Not | ClauseKind::Condition(_) | ClauseKind::Test => None,
    }
}
