//! What becomes due, when, and in which order.

use crate::value::Instant;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

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

    /// Takes out what happens first of all that is due up to an instant.
    pub(super) fn first(&mut self, until: Instant) -> Option<(What, u64)> {
        let first = *self.all.first().filter(|(at, ..)| *at <= until)?;
        Some(self.take(first))
    }

    /// Takes out what is to be looked at anew by an instant.
    pub(super) fn look(&mut self, until: Instant) -> Option<(What, u64)> {
        let first = *self.looks.first().filter(|(at, ..)| *at <= until)?;
        Some(self.take(first))
    }

    fn take(&mut self, due: (Instant, What, u64)) -> (What, u64) {
        let (at, what, subject) = due;
        self.list(what).remove(&due);
        if let Some(known) = self.by_subject.get_mut(&(what.group(), subject)) {
            known.retain(|known| *known != (at, what));
        }
        (what, subject)
    }

    /// What is due by an instant and has not happened yet.
    pub(super) fn left(&self, group: Group, subject: u64, by: Instant) -> Vec<(Instant, What)> {
        let known = self.by_subject.get(&(group, subject)).into_iter().flatten();
        known.filter(|(at, _)| *at <= by).copied().collect()
    }
}

impl What {
    /// Of what it is due.
    fn group(self) -> Group {
        match self {
            Self::Shift | Self::Grace | Self::Agent => Group::Agent,
            Self::Hours => Group::Queue,
            Self::Offer
            | Self::Window
            | Self::Drop
            | Self::WrapUp
            | Self::Close
            | Self::Overflow
            | Self::Item => Group::Item,
        }
    }
}

/// Of what something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Group {
    Item,
    Agent,
    Queue,
}
