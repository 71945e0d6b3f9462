//! What a decision costs at worst, in steps. A step is one instruction run; a table that is asked costs one more than
//! all its rows; an action costs one. What goes through many constants costs one more for each further [`GONE_THROUGH`]
//! of them, so that no step is as long as the file. There are no loops, so that the sum over all ways is known before
//! anything runs. The memory that a decision takes for lists and notes is summed up the same way.

use super::atom::Atom;
use super::deeds::Deeds;
use super::op::{Flow, Op};
use super::operand::{AtomId, ListId, Pc};
use super::program::{ConstList, Program, Source, Step};
use super::rules::{Action, Rule, RuleList, RuleListId, Target};
use super::sums::Sums;

/// How many constants one step goes through.
const GONE_THROUGH: usize = 64;
/// What a rule that is asked may take among the notes of a decision, in bytes.
const RULE_BYTES: u64 = 64;
/// What an action may take there.
const ACTION_BYTES: u64 = 128;

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

/// What is summed up.
#[derive(Debug)]
struct Measure {
    rule: u64,
    op: fn(&Program, Op) -> u64,
    action: fn(&Program, &Action) -> u64,
}

const STEPS: Measure = Measure { rule: 1, op: op_steps, action: action_steps };
const BYTES: Measure = Measure { rule: RULE_BYTES, op: op_bytes, action: action_bytes };

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

/// The bytes that a decision takes at worst for the lists it makes and for its notes.
pub(super) fn bytes(program: &Program) -> u64 {
    Costs::by(program, &BYTES).decision
}

impl Costs {
    /// The costs of a program. Rows of tables must not ask tables, and jumps must go forward, or they count as nothing.
    pub(super) fn of(program: &Program) -> Self {
        Self::by(program, &STEPS)
    }

    fn by(program: &Program, measure: &Measure) -> Self {
        let mut costs = Self { code: vec![0; program.code.len()], lists: Vec::new(), decision: 0 };
        let actions = Sums::of(program.actions.iter().map(|action| (measure.action)(program, action)));
        costs.weigh_code(program, measure, &[]);
        costs.weigh_lists(program, measure, &actions);
        if !program.tables.is_empty() {
            let tables: Vec<_> = program.tables.iter().map(|table| costs.list(table.rows)).collect();
            costs.weigh_code(program, measure, &tables);
            costs.weigh_lists(program, measure, &actions);
        }
        costs.decision = costs.dearest(program);
        costs
    }

    /// Whether the program says the same.
    pub(super) fn agree(&self, program: &Program) -> bool {
        self.decision == program.cost
            && program.rule_lists.iter().map(|list| list.cost).eq(self.lists.iter().copied())
    }

    fn weigh_code(&mut self, program: &Program, measure: &Measure, tables: &[u64]) {
        for (at, op) in program.code.iter().enumerate().rev() {
            let next = at.checked_add(1).and_then(|next| self.code.get(next)).copied().unwrap_or(0);
            let rest = match op.flow() {
                Flow::End => 0,
                Flow::Either(yes, no) => self.at(yes, at).max(self.at(no, at)),
                Flow::To(to) => self.at(to, at),
                Flow::Next => next.saturating_add(table_cost(tables, *op)),
            };
            if let Some(place) = self.code.get_mut(at) {
                *place = rest.saturating_add((measure.op)(program, *op));
            }
        }
    }

    fn at(&self, pc: Pc, from: usize) -> u64 {
        self.code.get(pc.index()).copied().filter(|_| pc.index() > from).unwrap_or(0)
    }

    /// Lists may share their rules, and rules their actions, so that sums are kept.
    fn weigh_lists(&mut self, program: &Program, measure: &Measure, actions: &Sums) {
        let rule = |rule: &Rule| {
            let guard = rule.guard.and_then(|pc| self.code.get(pc.index())).copied().unwrap_or(0);
            guard
                .saturating_add(actions.of_run(rule.first_action, rule.action_count))
                .saturating_add(measure.rule)
        };
        let rules = Sums::of(program.rules.iter().map(rule));
        let list = |list: &RuleList| rules.of_run(list.first, list.count);
        self.lists = program.rule_lists.iter().map(list).collect();
    }

    fn list(&self, list: RuleListId) -> u64 {
        self.lists.get(list.index()).copied().unwrap_or(0)
    }

    /// The dearest intake, then the dearest workstream, then the overflow of as many queues as its route has rules.
    fn dearest(&self, program: &Program) -> u64 {
        let intake = program.intakes.iter().map(|list| self.list(*list)).max().unwrap_or(0);
        let queues = program.queues.iter().filter_map(|queue| queue.overflow);
        let queues = queues.map(|list| self.list(list)).max().unwrap_or(0);
        let overflows = self.overflows(program, queues);
        let workstreams = program.workstreams.iter().map(|workstream| {
            let classify = workstream.classify.iter().map(|step| match step {
                Step::Rules(list) => self.list(*list),
                Step::Model { .. } => 1,
            });
            let classify = classify.fold(0, u64::saturating_add);
            let route =
                workstream.route.and_then(|list| program.rule_lists.get(list.index()).zip(Some(list)));
            let route = route.map_or(0, |(list, id)| {
                self.list(id).saturating_add(overflows.of_run(list.first, list.count))
            });
            classify.saturating_add(route)
        });
        intake.saturating_add(workstreams.max().unwrap_or(0))
    }

    /// What the overflow costs that is asked after each route rule.
    fn overflows(&self, program: &Program, queues: u64) -> Sums {
        let after = |action: &Action| {
            let send = action.as_send();
            send.map_or(0, |send| send.overflow.map_or(queues, |list| self.list(list)))
        };
        let (each, deeds) = (Sums::of(program.actions.iter().map(after)), Deeds::of(program));
        // A forged rule may send twice: whichever counts, it costs no more than all.
        let after = |rule: &Rule| match deeds.first_send(rule) {
            Some(_) => each.of_run(rule.first_action, rule.action_count),
            None => queues,
        };
        Sums::of(program.rules.iter().map(after))
    }
}

/// What the rows cost that an instruction asks.
fn table_cost(tables: &[u64], op: Op) -> u64 {
    let Op::Lookup { table } = op else { return 0 };
    tables.get(table.index()).copied().unwrap_or(0)
}

fn op_steps(program: &Program, op: Op) -> u64 {
    let atom = |id: AtomId| program.atoms.get(id.index()).map_or(0, |atom| gone_through(program, atom));
    steps(match (op, loaded(op)) {
        (Op::Test { atom: id, .. }, _) => atom(id),
        (_, Some(list)) => length(program, list),
        (_, None) => 0,
    })
}

fn action_steps(program: &Program, action: &Action) -> u64 {
    steps(match (set_to(action), action.as_send()) {
        (Some(list), _) => length(program, list),
        (None, Some(send)) => {
            let shares = if let Target::Split(shares) = &send.target { shares.len() } else { 0 };
            shares.saturating_add(send.urgency.len())
        }
        (None, None) => 0,
    })
}

fn steps(many: usize) -> u64 {
    u64::try_from(many / GONE_THROUGH).unwrap_or(u64::MAX).saturating_add(1)
}

/// How many constants a test may go through. A value's place among numbers is found by halves, and hours are few.
fn gone_through(program: &Program, atom: &Atom) -> usize {
    if let Atom::ListHas { list, .. } = atom { length(program, *list) } else { atom.texts().len() }
}

fn loaded(op: Op) -> Option<ListId> {
    if let Op::LoadList { list, .. } = op { Some(list) } else { None }
}

fn set_to(action: &Action) -> Option<ListId> {
    if let Action::Set { from: Source::List(list), .. } = action { Some(*list) } else { None }
}

fn length(program: &Program, list: ListId) -> usize {
    match program.lists.get(list.index()) {
        Some(ConstList::Numbers(members)) => members.len(),
        Some(ConstList::Texts(members)) => members.len(),
        None => 0,
    }
}

fn op_bytes(program: &Program, op: Op) -> u64 {
    loaded(op).map_or(0, |list| list_bytes(program, list))
}

fn action_bytes(program: &Program, action: &Action) -> u64 {
    set_to(action).map_or(0, |list| list_bytes(program, list)).saturating_add(ACTION_BYTES)
}

/// The list's members and its end, in memory that doubles where it grows: the old is there beside the new.
fn list_bytes(program: &Program, list: ListId) -> u64 {
    u64::try_from(length(program, list)).unwrap_or(u64::MAX).saturating_add(1).saturating_mul(3 * 8)
}
