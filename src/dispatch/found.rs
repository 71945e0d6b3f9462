//! What can be found again from what is stored: who stands where, what is due when. Never saved.

use super::agenda::Due;
use super::line::Standing;
use super::waiting::{Line, LineId, QueueFound, Stands};
use crate::value::Instant;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Everything that is looked up.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) items: HashMap<Arc<str>, u64>,
    pub(super) agents: HashMap<Arc<str>, u32>,
    pub(super) queues: Vec<QueueFound>,
    pub(super) due: Due,
    /// Where each open item stands.
    pub(super) places: FxHashMap<u64, Stands>,
    /// By agent: the queues the agent is in.
    memberships: Vec<BTreeSet<u32>>,
    /// By agent: the lines whose items the agent can have, with where the agent stands there.
    pub(super) eligible: Vec<BTreeMap<LineId, Standing>>,
    /// By agent: lines that name the agent.
    pub(super) named: Vec<BTreeSet<LineId>>,
    /// Items that belong to an agent, wait for one, or take of one's capacity: by agent, then by item; and the same by item.
    ties: BTreeSet<(u32, u64)>,
    tied: FxHashMap<u64, [Option<u32>; 3]>,
    /// Items and agents of which something changed since the last matching.
    pub(super) touched: BTreeSet<u64>,
    pub(super) changed: BTreeSet<u32>,
    /// By agent: up to when what rules said of the agent holds.
    pub(super) recheck: Vec<Option<Instant>>,
    /// Lines into which items came, or in which agents stand anew.
    pub(super) fresh: BTreeSet<LineId>,
}

impl Found {
    /// An agent who is new.
    pub(super) fn add_agent(&mut self, id: &Arc<str>, number: u32) {
        self.agents.insert(Arc::clone(id), number);
        self.memberships.push(BTreeSet::new());
        self.eligible.push(BTreeMap::new());
        self.named.push(BTreeSet::new());
        self.recheck.push(None);
    }

    /// Up to when what rules said of an agent holds.
    pub(super) fn recheck_of(&self, agent: u32) -> Option<Instant> {
        usize::try_from(agent).ok().and_then(|at| self.recheck.get(at)).copied().flatten()
    }

    /// What rules said of an agent holds up to that instant, if there is one.
    pub(super) fn recheck_at(&mut self, agent: u32, until: Option<Instant>) {
        let place = usize::try_from(agent).ok().and_then(|at| self.recheck.get_mut(at));
        if let Some(known) = place {
            *known = earlier(*known, until);
        }
    }

    /// Says whether an agent is in a queue.
    pub(super) fn set_member(&mut self, agent: u32, queue: u32, member: bool) {
        let Some(queues) = usize::try_from(agent).ok().and_then(|at| self.memberships.get_mut(at)) else {
            return;
        };
        if member {
            queues.insert(queue)
        } else {
            queues.remove(&queue)
        };
        let Some(found) = self.queue_mut(queue) else { return };
        if member {
            found.members.insert(agent)
        } else {
            found.members.remove(&agent)
        };
    }

    /// The queues that an agent is in.
    pub(super) fn memberships(&self, agent: u32) -> impl Iterator<Item = u32> {
        let queues = usize::try_from(agent).ok().and_then(|at| self.memberships.get(at));
        queues.into_iter().flatten().copied()
    }

    /// Says which agents an item belongs to, waits for, and takes capacity of.
    pub(super) fn tie(&mut self, item: u64, agents: [Option<u32>; 3]) {
        let before = self.tied.remove(&item).unwrap_or_default();
        if before != agents {
            for agent in before.into_iter().flatten() {
                self.ties.remove(&(agent, item));
            }
            self.ties.extend(agents.into_iter().flatten().map(|agent| (agent, item)));
        }
        if agents != [None; 3] {
            self.tied.insert(item, agents);
        }
    }

    /// The items that belong to an agent, wait for one, or take of one's capacity.
    pub(super) fn tied_to(&self, agent: u32) -> impl Iterator<Item = u64> {
        self.ties.range((agent, 0)..=(agent, u64::MAX)).map(|(_, item)| *item)
    }

    pub(super) fn queue(&self, queue: u32) -> Option<&QueueFound> {
        self.queues.get(usize::try_from(queue).ok()?)
    }

    pub(super) fn queue_mut(&mut self, queue: u32) -> Option<&mut QueueFound> {
        self.queues.get_mut(usize::try_from(queue).ok()?)
    }

    pub(super) fn line(&self, id: LineId) -> Option<&Line> {
        self.queue(id.queue)?.lines.get(&id.line)
    }

    pub(super) fn line_mut(&mut self, id: LineId) -> Option<&mut Line> {
        self.queue_mut(id.queue)?.lines.get_mut(&id.line)
    }

    /// The lines whose items an agent can have.
    pub(super) fn eligible(&self, agent: u32) -> Option<&BTreeMap<LineId, Standing>> {
        self.eligible.get(usize::try_from(agent).ok()?)
    }

    /// Says whether, and where, an agent stands among those who can have the items of a line.
    pub(super) fn stand(&mut self, agent: u32, id: LineId, standing: Option<Standing>) {
        let Some(eligible) = usize::try_from(agent).ok().and_then(|at| self.eligible.get_mut(at)) else {
            return;
        };
        let before = match &standing {
            Some(standing) => eligible.insert(id, standing.clone()),
            None => eligible.remove(&id),
        };
        if before == standing {
            return;
        }
        let Some(line) = self.line_mut(id) else { return };
        if let Some(before) = before {
            line.agents.remove(&before);
        }
        let can = standing.is_some();
        line.agents.extend(standing);
        if can && !line.items.is_empty() {
            self.fresh.insert(id);
        }
    }

    /// Forgets a line that is no longer there.
    pub(super) fn forget(&mut self, id: LineId, line: &Line) {
        for standing in &line.agents {
            let eligible = usize::try_from(standing.agent).ok().and_then(|at| self.eligible.get_mut(at));
            if let Some(eligible) = eligible {
                eligible.remove(&id);
            }
        }
        for agent in line.kind.named() {
            let named = usize::try_from(agent).ok().and_then(|at| self.named.get_mut(at));
            if let Some(named) = named {
                named.remove(&id);
            }
        }
    }
}

/// The earlier of two instants that may not be.
pub(super) fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    one.into_iter().chain(other).min()
}
