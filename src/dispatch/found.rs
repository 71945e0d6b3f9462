//! What can be found again from what is stored: who stands where, what is due when. Never saved.

use super::line::{Kind, Place, QueuePlace, Standing};
use crate::item::Snapshot;
use crate::value::Instant;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many lines a queue keeps in which nobody stands, so that items like those before find their agents at once.
const SPARE_LINES: usize = 32;

/// Everything that is looked up.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) items: FxHashMap<Arc<str>, u64>,
    pub(super) agents: FxHashMap<Arc<str>, u32>,
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
    /// Agents who may be able to have something that they could not have before.
    pub(super) ready: BTreeSet<u32>,
    /// By agent: up to when what rules said of the agent holds.
    pub(super) recheck: Vec<Option<Instant>>,
    /// Lines into which items came, or which agents can be asked anew.
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
        line.agents.extend(standing);
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

/// A line of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct LineId {
    pub(super) queue: u32,
    pub(super) line: u32,
}

/// Where an open item stands.
#[derive(Debug, Clone)]
pub(super) struct Stands {
    pub(super) queue: u32,
    /// Its line and its place there; none for one that agents are not offered.
    pub(super) line: Option<(LineId, Place)>,
    /// Up to when what rules said of it holds.
    pub(super) until: Option<Instant>,
}

/// What is looked up of a queue.
#[derive(Debug, Clone, Default)]
pub(super) struct QueueFound {
    /// Agents in it, by number.
    pub(super) members: BTreeSet<u32>,
    /// How many open items are in it, those of `mode pick` and those nobody is offered any more too.
    pub(super) waiting: usize,
    pub(super) open: bool,
    pub(super) stands: QueuePlace,
    pub(super) lines: FxHashMap<u32, Line>,
    pub(super) by_kind: FxHashMap<Arc<Kind>, u32>,
    /// Lines in which nobody stands, the one left longest ago first.
    spare: BTreeSet<(u64, u32)>,
    next: u32,
    clock: u64,
}

/// Items that are alike, and the agents who can have them.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) kind: Arc<Kind>,
    /// One of the items that stand or stood in it, for the conditions of an assignment.
    pub(super) sample: Sample,
    pub(super) items: BTreeSet<Place>,
    pub(super) agents: BTreeSet<Standing>,
    /// Agents of whom something changed while nobody stood in the line.
    pub(super) stale: BTreeSet<u32>,
    left: u64,
}

/// An item as conditions see it.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) id: Arc<str>,
    pub(super) like: Snapshot,
    pub(super) workstream: u32,
    pub(super) since: Instant,
}

impl QueueFound {
    /// A queue in which nobody is.
    pub(super) fn new(stands: QueuePlace) -> Self {
        Self { stands, open: true, ..Self::default() }
    }

    /// The line of a kind of item, and whether it is new.
    pub(super) fn line(&mut self, kind: Kind, sample: impl FnOnce() -> Sample) -> (u32, bool) {
        if let Some(line) = self.by_kind.get(&kind) {
            return (*line, false);
        }
        let (number, kind) = (self.next, Arc::new(kind));
        self.next += 1;
        self.by_kind.insert(Arc::clone(&kind), number);
        let (items, agents, stale) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        self.lines.insert(number, Line { kind, sample: sample(), items, agents, stale, left: 0 });
        (number, true)
    }

    /// Puts an item into a line.
    pub(super) fn stand(&mut self, number: u32, place: Place) {
        if let Some(line) = self.lines.get_mut(&number) {
            if line.items.is_empty() {
                self.spare.remove(&(line.left, number));
            }
            line.items.insert(place);
        }
    }

    /// Takes an item out of its line. Gives a line that is forgotten for it.
    pub(super) fn leave(&mut self, number: u32, place: &Place) -> Option<(u32, Line)> {
        let line = self.lines.get_mut(&number)?;
        line.items.remove(place);
        if !line.items.is_empty() {
            return None;
        }
        self.clock += 1;
        line.left = self.clock;
        self.spare.insert((self.clock, number));
        if self.spare.len() <= SPARE_LINES {
            return None;
        }
        let (_, oldest) = self.spare.pop_first()?;
        let line = self.lines.remove(&oldest)?;
        self.by_kind.remove(&line.kind);
        Some((oldest, line))
    }
}

/// What is due, and when.
#[derive(Debug, Clone, Default)]
pub(super) struct Due {
    /// What happens.
    all: BTreeSet<(Instant, What, u64)>,
    /// What is only looked at anew, because an answer no longer holds.
    looks: BTreeSet<(Instant, What, u64)>,
    by_subject: FxHashMap<(Group, u64), Vec<(Instant, What)>>,
}

/// What becomes due; what is due at one instant happens in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// A shift begins or ends.
    Shift,
    /// An agent, who was cut off, was away too long.
    Grace,
    /// An offer runs out.
    Offer,
    /// A customer, who was cut off, was away too long.
    Window,
    /// An agent was cut off from an item for too long.
    Drop,
    /// The wrap-up time is over.
    WrapUp,
    /// An item is closed by itself.
    Close,
    /// Overflow after a wait.
    Overflow,
    /// A queue opens or closes.
    Hours,
    /// Rules are asked again about an item.
    Item,
    /// Rules are asked again about an agent.
    Agent,
}

impl Due {
    /// Sets all that is due of an item (or of an agent, or of a queue's hours), instead of what was.
    pub(super) fn set(&mut self, group: Group, subject: u64, now_due: Vec<(Instant, What)>) {
        let key = (group, subject);
        let before = self.by_subject.remove(&key).unwrap_or_default();
        if before == now_due {
            if !now_due.is_empty() {
                self.by_subject.insert(key, before);
            }
            return;
        }
        for (at, what) in before {
            self.list(what).remove(&(at, what, subject));
        }
        for (at, what) in &now_due {
            self.list(*what).insert((*at, *what, subject));
        }
        if !now_due.is_empty() {
            self.by_subject.insert(key, now_due);
        }
    }

    fn list(&mut self, what: What) -> &mut BTreeSet<(Instant, What, u64)> {
        if matches!(what, What::Hours | What::Item | What::Agent) { &mut self.looks } else { &mut self.all }
    }

    /// When something is due next.
    pub(super) fn next(&self) -> Option<Instant> {
        self.all.first().into_iter().chain(self.looks.first()).map(|(at, ..)| *at).min()
    }

    /// What happens first of all that is due up to an instant.
    pub(super) fn first(&self, until: Instant) -> Option<(What, u64)> {
        self.all.first().filter(|(at, ..)| *at <= until).map(|(_, what, subject)| (*what, *subject))
    }

    /// Takes out what is to be looked at anew by an instant.
    pub(super) fn look(&mut self, until: Instant) -> Option<(What, u64)> {
        let (at, what, subject) = *self.looks.first().filter(|(at, ..)| *at <= until)?;
        self.looks.remove(&(at, what, subject));
        Some((what, subject))
    }
}

/// Of what something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Group {
    Item,
    Agent,
    Queue,
}
