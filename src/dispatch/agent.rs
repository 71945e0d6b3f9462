use super::rules::Mastery;
use super::shift::Hours;
use crate::item::Snapshot;
use crate::value::Instant;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The most sessions an agent has before presence says "do not disturb" (domain section 15).
pub(super) const MOST_SESSIONS: usize = 10;

/// An agent: what the roster says, and how things stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Agent {
    pub(super) id: Arc<str>,
    /// Whether the roster no longer has the agent.
    pub(super) gone: bool,
    /// The queues that the roster names, by place, rising.
    pub(super) queues: Vec<u32>,
    /// By skill.
    pub(super) skills: Vec<Mastery>,
    pub(super) units: Option<i64>,
    /// By profile: the agent's limit; none without the profile.
    pub(super) limits: Vec<Option<u32>>,
    /// The presence that signing in gives.
    pub(super) default: Option<Presence>,
    pub(super) hours: Hours,
    pub(super) fields: Snapshot,

    pub(super) presence: Presence,
    /// Until when the agent, whose connection is lost, may come back, and the presence before.
    pub(super) lost: Option<(Instant, Presence)>,
    pub(super) units_used: i64,
    /// By profile: how many places are taken.
    pub(super) used: Vec<i64>,
    pub(super) idle_since: Option<Instant>,
    pub(super) last_assigned: Option<Instant>,
    /// Whose turn is earlier has the smaller number: since the agent came.
    pub(super) joined: u64,
    /// By queue: since something else changed the turn there.
    pub(super) turns: BTreeMap<u32, u64>,
    /// Items that are active or in wrap-up with the agent.
    pub(super) items: BTreeSet<u64>,
    /// Those of them that have a session open.
    pub(super) sessions: BTreeSet<u64>,
    /// Whether it is the agent's working time.
    pub(super) working: bool,
}

/// A presence, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Presence {
    /// The word it was chosen by.
    pub(super) word: Arc<str>,
    pub(super) base: Base,
    pub(super) from: From,
}

/// How a presence came about, which says how long it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum From {
    /// Computed from capacity.
    Computed,
    /// Chosen by the agent.
    Chosen,
    /// Set by a miss, a reject or a lost connection.
    Set,
}

/// The six presences, in the order of the built-in enum (domain section 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) enum Base {
    Available,
    Busy,
    DoNotDisturb,
    Away,
    Offline,
    Inactive,
}

impl Base {
    pub(super) const ALL: [Self; 6] =
        [Self::Available, Self::Busy, Self::DoNotDisturb, Self::Away, Self::Offline, Self::Inactive];

    /// The presence of that place in the built-in enum.
    pub(super) fn at(place: u8) -> Option<Self> {
        Self::ALL.get(usize::from(place)).copied()
    }

    /// The one of that word.
    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|base| base.word() == word)
    }

    /// Its place in the built-in enum.
    pub(super) fn place(self) -> u8 {
        Self::ALL.iter().zip(0..).find(|(base, _)| **base == self).map_or(0, |(_, place)| place)
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Busy => "busy",
            Self::DoNotDisturb => "do_not_disturb",
            Self::Away => "away",
            Self::Offline => "offline",
            Self::Inactive => "inactive",
        }
    }

    /// Whether a set of allowed presences has it.
    pub(super) fn is_in(self, allowed: u8) -> bool {
        allowed & (1 << self.place()) != 0
    }
}

impl Presence {
    pub(super) fn new(base: Base, from: From) -> Self {
        Self { word: Arc::from(base.word()), base, from }
    }

    /// Whether what happens to capacity changes it.
    pub(super) fn follows_capacity(&self) -> bool {
        self.from == From::Computed
    }
}

impl Agent {
    /// Units that are free; none for an agent without units.
    pub(super) fn units_free(&self) -> Option<i64> {
        self.units.map(|units| units.saturating_sub(self.units_used))
    }

    /// Free places of a profile; none for an agent without it.
    pub(super) fn free(&self, profile: u32) -> Option<i64> {
        let at = usize::try_from(profile).ok()?;
        let limit = self.limits.get(at).copied().flatten()?;
        Some(i64::from(limit).saturating_sub(self.load(profile)))
    }

    /// Places of a profile that are taken.
    pub(super) fn load(&self, profile: u32) -> i64 {
        usize::try_from(profile).ok().and_then(|at| self.used.get(at)).copied().unwrap_or(0)
    }

    /// How well a skill is held.
    pub(super) fn mastery(&self, skill: u32) -> Mastery {
        usize::try_from(skill).ok().and_then(|at| self.skills.get(at)).copied().unwrap_or_default()
    }

    /// Whose turn it is in a queue: the smallest number.
    pub(super) fn turn(&self, queue: u32) -> u64 {
        self.turns.get(&queue).copied().unwrap_or(self.joined)
    }

    /// By profile: what is free and what is taken.
    pub(super) fn standing(&self) -> Vec<Option<(i64, i64)>> {
        (0..).zip(&self.limits).map(|(profile, _)| Some((self.free(profile)?, self.load(profile)))).collect()
    }
}
