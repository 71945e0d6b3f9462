use crate::hir::{
    ChannelKind, Const, OverflowAction, OverflowRule, Program, QueueId, RouteRule, Target, WorkKind,
    Workstream,
};
use std::collections::BTreeSet;

/// What of the items that come to queues says in which order they are served.
#[derive(Debug)]
pub(super) struct Served {
    urgent: BTreeSet<QueueId>,
    returning: BTreeSet<QueueId>,
    persistent: BTreeSet<QueueId>,
}

impl Served {
    pub(super) fn of(program: &Program) -> Self {
        let from = |is_so: &dyn Fn(&Workstream) -> bool| {
            let streams = program.workstreams.iter().filter(|of| is_so(of));
            reached(program, streams.flat_map(|of| ends(program, of)).collect())
        };
        let routes = program.workstreams.iter().filter_map(|of| of.route.as_ref());
        let rules = routes.flat_map(|route| &route.rules).filter(|rule| !rule.urgency.is_empty());
        Self {
            urgent: reached(program, rules.flat_map(|rule| targets(program, rule)).collect()),
            returning: from(&returns),
            persistent: from(&|of| of.persistent),
        }
    }

    /// What comes to a queue.
    pub(super) fn to(&self, queue: QueueId) -> Coming {
        Coming {
            urgent: self.urgent.contains(&queue),
            returning: self.returning.contains(&queue),
            persistent: self.persistent.contains(&queue),
        }
    }
}

/// What comes to a queue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coming {
    /// Items whose rule says how urgent they are.
    pub(super) urgent: bool,
    /// Conversations to which customers come back.
    pub(super) returning: bool,
    /// Persistent chats.
    pub(super) persistent: bool,
}

impl Coming {
    /// In which order items are served that no rule of the queue puts into another.
    pub(super) fn order(self) -> &'static str {
        if self.urgent {
            "the most urgent first, then in the order in which they came"
        } else {
            "in the order in which they came"
        }
    }
}

/// Whether its items wait since the customer last wrote: persistent chats, and all messages that are no chats.
fn returns(of: &Workstream) -> bool {
    of.kind == WorkKind::Messaging && (of.persistent || of.channel != Some(ChannelKind::Chat))
}

/// Where a workstream sends items.
fn ends(program: &Program, of: &Workstream) -> Vec<QueueId> {
    let rules = of.route.iter().flat_map(|route| &route.rules);
    rules.flat_map(|rule| targets(program, rule)).chain([of.fallback.value]).collect()
}

/// Where a rule may send items, at once or by its own overflow.
fn targets(program: &Program, rule: &RouteRule) -> Vec<QueueId> {
    let mut found = match &rule.target {
        Target::Queue(queue) | Target::Agent { queue, .. } => vec![*queue],
        Target::Split(shares) => shares.iter().map(|share| share.queue).collect(),
        Target::Table(table, _) => {
            let rows = program.tables.get(table.index()).into_iter().flat_map(|table| &table.rows);
            let queue = |known: &Const| if let Const::Queue(queue) = known { Some(*queue) } else { None };
            rows.flat_map(|row| &row.outputs).filter_map(queue).collect()
        }
        Target::Bot => Vec::new(),
    };
    found.extend(rule.overflow.iter().flatten().filter_map(next));
    found
}

fn next(rule: &OverflowRule) -> Option<QueueId> {
    if let OverflowAction::Transfer(queue) = rule.action { Some(queue) } else { None }
}

/// Those queues, and all to which items go on from them.
fn reached(program: &Program, mut open: Vec<QueueId>) -> BTreeSet<QueueId> {
    let mut found = BTreeSet::new();
    while let Some(queue) = open.pop() {
        if found.insert(queue) {
            let known = program.queues.get(queue.index());
            open.extend(known.into_iter().flat_map(|known| &known.overflow).filter_map(next));
        }
    }
    found
}
