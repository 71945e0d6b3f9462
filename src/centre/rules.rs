use super::arrival::facts_of;
use super::asking::Question;
use super::hub::Centre;
use crate::bytecode::{AgentBy, Assignment, DeskQueue, ItemKey, MISSING, Members, RuleId};
use crate::dispatch::{AgentEntry, AgentView, Arrived, Claim, Loads, Routed, Rules, Timed, Waiting};
use crate::item::Snapshot;
use crate::value::Instant;
use std::sync::Arc;

impl Rules for Centre<'_> {
    fn arrive(&mut self, item: &str, now: Instant, loads: &dyn Loads) -> Result<Arrived, String> {
        self.read_arrival(item, now, loads)
    }

    fn update(&mut self, item: &mut Snapshot, values: &str) -> Result<(), String> {
        self.change(item, values)
    }

    fn route(
        &mut self,
        workstream: u32,
        id: &str,
        item: &Snapshot,
        now: Instant,
        loads: &dyn Loads,
    ) -> Routed {
        self.reroute(workstream, id, item, now, loads)
    }

    fn claim(&mut self, queue: u32, item: &Waiting<'_>) -> Timed<Claim> {
        let list = at(&self.program().queues, queue).and_then(|queue| queue.prioritize);
        let Some(list) = list else {
            return Timed { answer: Claim { rule: None, values: Vec::new() }, until: None };
        };
        self.put(item);
        let Timed { answer: rule, until } = self.first_of(list, item);
        let keys = rule.zip(self.desk_queue(queue)).and_then(|(rule, queue)| at(&queue.orders, rule));
        let values = keys.map(|keys| keys.iter().map(|key| self.item_value(*key, item)).collect());
        Timed { answer: Claim { rule, values: values.unwrap_or_default() }, until }
    }

    fn choose(&mut self, queue: u32, item: &Waiting<'_>) -> Timed<Option<u32>> {
        let Some(queue) = self.desk_queue(queue) else { return Timed { answer: None, until: None } };
        let Some(list) = queue.choose else { return Timed { answer: None, until: None } };
        self.put(item);
        let Timed { answer, until } = self.first_of(list, item);
        Timed { answer: answer.and_then(|place| at(&queue.chosen, place).copied()), until }
    }

    fn overflows(&mut self, queue: u32, rule: RuleId, item: &Waiting<'_>, loads: &dyn Loads) -> bool {
        self.put(item);
        self.machine.tell(&mut self.table.frame, queue, facts_of(loads, queue), item.now);
        let holds = self.ask(rule, Question::of_item(item)).answer;
        // Other rules are not told how things stand in queues.
        let known = self.program().known;
        for slot in [known.waiting_items, known.predicted_wait, known.out_of_hours] {
            self.table.frame.set(slot, MISSING);
        }
        holds
    }

    fn asked(&mut self, assignment: u32, item: &Waiting<'_>) -> Timed<Vec<u64>> {
        let Some(assignment) = self.assignment(assignment) else {
            return Timed { answer: Vec::new(), until: None };
        };
        self.put(item);
        self.all_of(assignment.when, item)
    }

    fn sight(&mut self, assignment: u32, item: &Waiting<'_>) -> Vec<u8> {
        at(&self.plans, assignment).map(|plan| plan.write(item)).unwrap_or_default()
    }

    fn finds(
        &mut self,
        assignment: u32,
        rule: u32,
        item: &Waiting<'_>,
        agent: &AgentView<'_>,
    ) -> Timed<bool> {
        let list = self.assignment(assignment).map(|assignment| assignment.who);
        let Some(rule) = list.and_then(|list| self.rule_at(list, rule)) else {
            return Timed { answer: false, until: None };
        };
        self.put(item);
        let question = Question { agent: Some(agent), ..Question::of_item(item) };
        self.ask(rule, question)
    }

    fn values(&mut self, assignment: u32, rule: u32, agent: &AgentView<'_>) -> Vec<Option<i64>> {
        let keys = self.assignment(assignment).and_then(|assignment| at(&assignment.orders, rule));
        let value = |by: AgentBy| match by {
            AgentBy::Slot(slot) => self.staff.fact(slot)?.number(slot, agent),
            AgentBy::Nearest | AgentBy::Most | AgentBy::Count => None,
        };
        keys.map(|keys| keys.iter().map(|key| value(key.by)).collect()).unwrap_or_default()
    }

    fn member(&mut self, queue: u32, agent: &AgentView<'_>) -> Timed<bool> {
        let members = self.desk_queue(queue).map(|queue| &queue.members);
        match members {
            Some(Members::When(rule)) => self.ask(*rule, Question::of_agent(agent)),
            Some(
                Members::Data | Members::Agents(_) | Members::Everyone | Members::Nobody | Members::Elsewhere,
            )
            | None => Timed { answer: false, until: None },
        }
    }

    fn address(&self, rule: RuleId) -> Option<Arc<str>> {
        self.bundle.about().rule(rule).map(|rule| Arc::from(rule.address))
    }

    fn digest(&self) -> Arc<str> {
        Arc::clone(self.bundle.digest())
    }

    fn agent(&mut self, entry: &AgentEntry) -> Result<Snapshot, String> {
        self.read_agent(entry)
    }
}

impl<'b> Centre<'b> {
    fn desk_queue(&self, queue: u32) -> Option<&'b DeskQueue> {
        at(&self.program().desk.queues, queue)
    }

    fn assignment(&self, assignment: u32) -> Option<&'b Assignment> {
        at(&self.program().desk.assignments, assignment)
    }

    /// What an order of items compares, as a number that does not change as time passes.
    fn item_value(&self, key: ItemKey, item: &Waiting<'_>) -> Option<i64> {
        let slot = key.slot?;
        if slot == self.program().known.waited { item.since.0.checked_neg() } else { item.item.number(slot) }
    }
}

/// What stands at a place.
fn at<T>(all: &[T], place: u32) -> Option<&T> {
    all.get(usize::try_from(place).ok()?)
}
