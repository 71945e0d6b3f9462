use super::nature::{Natures, rules_of};
use super::staff::Staff;
use super::table::allowed_presences;
use crate::bytecode::{AgentBy, Assignment, KnownSlots, Program, Slot};
use crate::dispatch::Waiting;

/// What of an item decides which agents an assignment finds for it, and in which order.
#[derive(Debug, Default)]
pub(super) struct Plan {
    slots: Vec<Slot>,
    skills: Option<(Slot, u32)>,
    since: bool,
    id: bool,
    workstream: bool,
}

impl Plan {
    /// The plans of all assignments.
    pub(super) fn all(program: &Program, staff: &Staff, natures: &Natures, kept: &[Slot]) -> Vec<Self> {
        let plan = |assignment| Self::of(program, staff, natures, kept, assignment);
        program.desk.assignments.iter().map(plan).collect()
    }

    fn of(
        program: &Program,
        staff: &Staff,
        natures: &Natures,
        kept: &[Slot],
        assignment: &Assignment,
    ) -> Self {
        let KnownSlots { skills, skill_count, .. } = program.known;
        let mut keys = assignment.orders.iter().flatten();
        let nears = keys.any(|key| match key.by {
            AgentBy::Nearest | AgentBy::Most | AgentBy::Count => true,
            AgentBy::Slot(_) => false,
        });
        let mut plan = Self { skills: nears.then_some((skills, skill_count)), ..Self::default() };
        let list = program.rule_lists.get(assignment.who.index());
        let rules = list.into_iter().flat_map(rules_of);
        for slot in rules.filter_map(|rule| natures.rule_of(rule)).flat_map(|nature| nature.slots.iter()) {
            if staff.fact(*slot).is_none() {
                plan.sees(program, kept, *slot);
            }
        }
        plan.slots.sort_unstable();
        plan.slots.dedup();
        plan
    }

    fn sees(&mut self, program: &Program, kept: &[Slot], slot: Slot) {
        let known = program.known;
        if kept.binary_search(&slot).is_ok() {
            self.slots.push(slot);
        }
        self.since |= slot == known.waited;
        self.id |= slot == known.id;
        self.workstream |= slot == known.workstream || Some(slot) == allowed_presences(program);
    }

    /// Writes out what of an item is seen.
    pub(super) fn write(&self, item: &Waiting<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        for slot in &self.slots {
            item.item.write(*slot, &mut out);
        }
        if let Some((first, count)) = self.skills {
            item.item.write_present(first, count, &mut out);
        }
        if self.since {
            out.extend_from_slice(&item.since.0.to_le_bytes());
        }
        if self.workstream {
            out.extend_from_slice(&item.workstream.to_le_bytes());
        }
        if self.id {
            out.extend_from_slice(item.id.as_bytes());
        }
        out
    }
}
