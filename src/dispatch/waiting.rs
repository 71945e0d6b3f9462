//! Where the open items of a queue stand: in lines of items that are alike for agents.

use super::line::{Kind, Place, QueuePlace, Standing};
use crate::item::Snapshot;
use crate::value::Instant;
use rustc_hash::FxHashMap;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// How many lines a queue keeps in which nobody stands, so that items like those before find their agents at once.
const SPARE_LINES: usize = 32;

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
    pub(super) by_kind: HashMap<Arc<Kind>, u32>,
    /// The lines that are for whoever is in the queue: not for one agent by name.
    pub(super) shared: BTreeSet<u32>,
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
        if kind.named().next().is_none() {
            self.shared.insert(number);
        }
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
        self.shared.remove(&oldest);
        Some((oldest, line))
    }
}
