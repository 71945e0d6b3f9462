//! What a decision costs at worst, in steps. A step is one instruction run; a table that is asked costs one more than
//! all its rows; an action costs one. There are no loops, so that the sum over all ways is known before anything runs.

use super::op::{Flow, Op};
use super::operand::Pc;
use super::program::{Program, Step};
use super::rules::{Action, Rule, RuleList, RuleListId};

/// The cost of everything, worked out once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Costs {
    /// From each instruction to the end.
    code: Vec<u64>,
    /// Of each list of rules.
    lists: Vec<u64>,
    /// Of the dearest decision.
    pub(super) decision: u64,
}

impl Program {
    /// Writes the worst cost of each list, and of a decision, into the program.
    pub fn weigh(&mut self) {
        let costs = Costs::of(self);
        for (list, cost) in self.rule_lists.iter_mut().zip(&costs.lists) {
            list.cost = *cost;
        }
        self.cost = costs.decision;
    }
}

impl Costs {
    /// The costs of a program. Rows of tables must not ask tables, and jumps must go forward, or they count as nothing.
    pub(super) fn of(program: &Program) -> Self {
        let mut costs = Self { code: vec![0; program.code.len()], lists: Vec::new(), decision: 0 };
        costs.weigh_code(program, &[]);
        let tables =
            program.tables.iter().map(|table| costs.list_at(program, table.rows)).collect::<Vec<_>>();
        if !tables.is_empty() {
            costs.weigh_code(program, &tables);
        }
        costs.lists = program.rule_lists.iter().map(|list| costs.list(program, list)).collect();
        costs.decision = costs.dearest(program);
        costs
    }

    /// Whether the program says the same.
    pub(super) fn agree(&self, program: &Program) -> bool {
        self.decision == program.cost
            && program.rule_lists.iter().map(|list| list.cost).eq(self.lists.iter().copied())
    }

    fn weigh_code(&mut self, program: &Program, tables: &[u64]) {
        for (at, op) in program.code.iter().enumerate().rev() {
            let next = at.checked_add(1).and_then(|next| self.code.get(next)).copied().unwrap_or(0);
            let rest = match op.flow() {
                Flow::End => 0,
                Flow::Either(yes, no) => self.at(yes, at).max(self.at(no, at)),
                Flow::To(to) => self.at(to, at),
                Flow::Next => next.saturating_add(table_cost(tables, *op)),
            };
            if let Some(place) = self.code.get_mut(at) {
                *place = rest.saturating_add(1);
            }
        }
    }

    fn at(&self, pc: Pc, from: usize) -> u64 {
        self.code.get(pc.index()).copied().filter(|_| pc.index() > from).unwrap_or(0)
    }

    fn list_at(&self, program: &Program, list: RuleListId) -> u64 {
        program.rule_lists.get(list.index()).map_or(0, |list| self.list(program, list))
    }

    fn list(&self, program: &Program, list: &RuleList) -> u64 {
        let rules = program.rules_of(list);
        rules.iter().fold(0, |sum, rule| sum.saturating_add(self.rule(rule)))
    }

    fn rule(&self, rule: &Rule) -> u64 {
        let guard = rule.guard.and_then(|pc| self.code.get(pc.index())).copied().unwrap_or(0);
        guard.saturating_add(u64::from(rule.action_count)).saturating_add(1)
    }

    /// The dearest intake, then the dearest workstream, then the overflow of as many queues as its route has rules.
    fn dearest(&self, program: &Program) -> u64 {
        let cost = |list: RuleListId| self.lists.get(list.index()).copied().unwrap_or(0);
        let intake = program.intakes.iter().map(|list| cost(*list)).max().unwrap_or(0);
        let queues = program.queues.iter().filter_map(|queue| queue.overflow).map(cost).max().unwrap_or(0);
        let workstreams = program.workstreams.iter().map(|workstream| {
            let classify = workstream.classify.iter().map(|step| match step {
                Step::Rules(list) => cost(*list),
                Step::Model { .. } => 1,
            });
            let classify = classify.fold(0, u64::saturating_add);
            let route = workstream.route.map_or(0, |list| self.route(program, list, queues));
            classify.saturating_add(route)
        });
        intake.saturating_add(workstreams.max().unwrap_or(0))
    }

    fn route(&self, program: &Program, route: RuleListId, queues: u64) -> u64 {
        let Some(list) = program.rule_lists.get(route.index()) else { return 0 };
        let own = program.rules_of(list).iter().map(|rule| {
            let sends = program.actions_of(rule).iter().filter_map(Action::as_send);
            sends
                .filter_map(|send| send.overflow)
                .filter_map(|list| self.lists.get(list.index()))
                .copied()
                .max()
                .unwrap_or(queues)
        });
        own.fold(self.list(program, list), u64::saturating_add)
    }
}

/// What the rows cost that an instruction asks.
fn table_cost(tables: &[u64], op: Op) -> u64 {
    let Op::Lookup { table } = op else { return 0 };
    tables.get(table.index()).copied().unwrap_or(0)
}
