use super::nature::{Nature, Natures, Sight, rules_of};
use super::staff::Staff;
use super::table::allowed_presences;
use crate::bytecode::{AgentBy, KnownSlots, Program, RuleListId, Slot};
use crate::dispatch::Waiting;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// How often each slot may be looked at for plans, on average over what code and rules there are.
const SHARED: usize = 64;

/// What of an item decides which agents an assignment finds for it, and in which order.
#[derive(Debug, Default)]
pub(super) struct Plan {
    seen: Arc<Seen>,
    skills: Option<(Slot, u32)>,
}

/// What of an item the rules of a list read.
#[derive(Debug, Default)]
struct Seen {
    slots: Vec<Slot>,
    since: bool,
    id: bool,
    workstream: bool,
}

/// Makes the plans.
struct Planner<'p> {
    program: &'p Program,
    staff: &'p Staff,
    natures: &'p Natures,
    kept: &'p [Slot],
    /// Assignments may share their rules, which are looked through once.
    lists: FxHashMap<RuleListId, Arc<Seen>>,
    /// All there is: what rules see that read too much to be looked through.
    everything: Arc<Seen>,
    /// How many slots may still be looked at.
    left: usize,
}

impl Plan {
    /// The plans of all assignments.
    pub(super) fn all(program: &Program, staff: &Staff, natures: &Natures, kept: &[Slot]) -> Vec<Self> {
        let there = program.code.len() + program.rules.len() + program.schema.slots.len();
        let everything = Seen { slots: kept.to_vec(), since: true, id: true, workstream: true };
        let mut planner = Planner {
            program,
            staff,
            natures,
            kept,
            lists: FxHashMap::default(),
            everything: Arc::new(everything),
            left: there.saturating_mul(SHARED),
        };
        let KnownSlots { skills, skill_count, .. } = program.known;
        let plan = |assignment: &crate::bytecode::Assignment| {
            let mut keys = assignment.orders.iter().flatten();
            let nears = keys.any(|key| match key.by {
                AgentBy::Nearest | AgentBy::Most | AgentBy::Count => true,
                AgentBy::Slot(_) => false,
            });
            Self { seen: planner.seen_by(assignment.who), skills: nears.then_some((skills, skill_count)) }
        };
        program.desk.assignments.iter().map(plan).collect()
    }

    /// Writes out what of an item is seen.
    pub(super) fn write(&self, item: &Waiting<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        for slot in &self.seen.slots {
            item.item.write(*slot, &mut out);
        }
        if let Some((first, count)) = self.skills {
            item.item.write_present(first, count, &mut out);
        }
        if self.seen.since {
            out.extend_from_slice(&item.since.0.to_le_bytes());
        }
        if self.seen.workstream {
            out.extend_from_slice(&item.workstream.to_le_bytes());
        }
        if self.seen.id {
            out.extend_from_slice(item.id.as_bytes());
        }
        out
    }
}

impl Planner<'_> {
    fn seen_by(&mut self, id: RuleListId) -> Arc<Seen> {
        if let Some(known) = self.lists.get(&id) {
            return Arc::clone(known);
        }
        let seen = self.look_through(id).map_or_else(|| Arc::clone(&self.everything), Arc::new);
        self.lists.insert(id, Arc::clone(&seen));
        seen
    }

    /// What the rules of a list read; none where that is too much. To see all of an item instead only means that fewer
    /// items stand in line together.
    fn look_through(&mut self, id: RuleListId) -> Option<Seen> {
        let (mut seen, mut known) = (Seen::default(), FxHashSet::default());
        let list = self.program.rule_lists.get(id.index());
        let natures = list.into_iter().flat_map(rules_of).filter_map(|rule| self.natures.rule_of(rule));
        let sights = natures.flat_map(Nature::sights);
        for sight in sights.filter(|sight| known.insert(Arc::as_ptr(sight))) {
            self.left = self.left.checked_sub(sight.slots.len())?;
            self.add(&mut seen, sight);
        }
        seen.slots.sort_unstable();
        seen.slots.dedup();
        Some(seen)
    }

    fn add(&self, seen: &mut Seen, sight: &Sight) {
        let known = self.program.known;
        let presences = allowed_presences(self.program);
        for slot in sight.slots.iter().copied().filter(|slot| self.staff.fact(*slot).is_none()) {
            if self.kept.binary_search(&slot).is_ok() {
                seen.slots.push(slot);
            }
            seen.since |= slot == known.waited;
            seen.id |= slot == known.id;
            seen.workstream |= slot == known.workstream || Some(slot) == presences;
        }
    }
}
