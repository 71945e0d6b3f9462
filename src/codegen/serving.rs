use super::generator::{Env, Generator};
use super::layout::length;
use super::rules::{Head, Made, expr_of};
use crate::bytecode::{
    DeskQueue, ItemKey, Kind, Members, Method, Policy, RuleId, RuleKind, RuleListId, WaitingRule,
};
use crate::hir::{self, AssignMethod, OrderBy, WorkKind};

impl Generator<'_> {
    /// Compiles what a queue does with the items in it.
    pub(super) fn desk_queue(&mut self, queue: &hir::Queue) -> DeskQueue {
        let chosen = queue.choose.iter().map(|rule| self.number_of_use(&rule.assignment, queue.carries));
        DeskQueue {
            chosen: chosen.collect(),
            kinds: queue.kinds.iter().map(|kind| kind_of(*kind)).collect(),
            priority: queue.priority.value,
            members: self.members(queue),
            method: self.method(queue),
            waiting: self.waiting(queue),
            choose: self.choose(queue),
            orders: queue.prioritize.iter().map(|rule| self.item_order(&rule.order)).collect(),
        }
    }

    fn members(&mut self, queue: &hir::Queue) -> Members {
        match &queue.members {
            hir::Members::Data => Members::Data,
            hir::Members::Agents(agents) => Members::Agents(agents.clone()),
            hir::Members::Everyone => Members::Everyone,
            hir::Members::Nobody => Members::Nobody,
            hir::Members::Elsewhere => Members::Elsewhere,
            hir::Members::When(condition) => Members::When(self.members_when(queue, condition)),
        }
    }

    fn members_when(&mut self, queue: &hir::Queue, condition: &hir::Expr) -> RuleId {
        self.begin();
        let (guard, clause) = self.guard(Some(condition), Vec::new(), condition.span);
        let head = Head {
            owner: queue.named.name.clone(),
            list: String::new(),
            name: "members".to_owned(),
            span: condition.span,
        };
        let made = vec![Made { head, guard, clause, actions: Vec::new() }];
        let list = self.list(RuleKind::Members, Policy::First, made);
        self.first_of(list)
    }

    fn first_of(&self, list: RuleListId) -> RuleId {
        RuleId(self.lists.get(list.index()).map_or(0, |list| list.first))
    }

    fn method(&mut self, queue: &hir::Queue) -> Method {
        match &queue.assign.value {
            AssignMethod::HighestCapacity => Method::HighestCapacity,
            AssignMethod::RoundRobin => Method::RoundRobin,
            AssignMethod::LeastActive => Method::LeastActive,
            AssignMethod::Custom(used) => Method::Assignment(self.number_of_use(used, queue.carries)),
        }
    }

    /// Overflow while items wait, by rising wait, then as written.
    fn waiting(&mut self, queue: &hir::Queue) -> Vec<WaitingRule> {
        let waits: Vec<_> = queue.overflow.iter().filter_map(|rule| Some((rule, rule.after?))).collect();
        if waits.is_empty() {
            return Vec::new();
        }
        let made = waits.iter().map(|(rule, _)| self.overflow_rule(&queue.named.name, rule)).collect();
        let list = self.list(RuleKind::Waiting, Policy::First, made);
        let rules = (self.first_of(list).0..).map(RuleId).zip(&waits);
        let mut waiting: Vec<_> = rules
            .map(|(rule, (_, (after, hours)))| WaitingRule {
                rule,
                after: length(*after),
                hours: hours.map(|id| id.0),
            })
            .collect();
        waiting.sort_by_key(|rule| rule.after);
        waiting
    }

    fn choose(&mut self, queue: &hir::Queue) -> Option<RuleListId> {
        if queue.choose.is_empty() {
            return None;
        }
        let made = queue.choose.iter().map(|rule| self.choose_rule(&queue.named.name, rule)).collect();
        Some(self.list(RuleKind::Choose, Policy::First, made))
    }

    fn choose_rule(&mut self, owner: &str, rule: &hir::ChooseRule) -> Made {
        self.begin();
        let (guard, clause) = self.guard(expr_of(&rule.guard), Vec::new(), rule.span);
        let head = Head {
            owner: owner.to_owned(),
            list: "choose".to_owned(),
            name: rule.name.clone(),
            span: rule.span,
        };
        Made { head, guard, clause, actions: Vec::new() }
    }

    fn item_order(&mut self, keys: &[hir::OrderKey]) -> Vec<ItemKey> {
        let mut order = Vec::with_capacity(keys.len());
        for key in keys {
            let slot = match &key.by {
                OrderBy::Arrival => None,
                OrderBy::Place(place) => Some(self.place_of_key(place, &Env::TOP)),
                // The rest are keys of agents.
                OrderBy::Skill(_)
                | OrderBy::ProficiencyNearest
                | OrderBy::ProficiencyMost
                | OrderBy::SkillCountMost
                | OrderBy::Free(_) => continue,
            };
            order.push(ItemKey { slot, descending: key.descending });
        }
        order
    }
}

fn kind_of(kind: WorkKind) -> Kind {
    match kind {
        WorkKind::Messaging => Kind::Messaging,
        WorkKind::Record => Kind::Record,
        WorkKind::Voice => Kind::Voice,
    }
}
