//! What the naive dispatcher knows: plain lists, nothing derived.

use enroute::dispatch::{AgentEntry, ItemState, Mastery};
use enroute::item::Snapshot;
use enroute::value::Instant;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An item that is not closed.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of it")]
pub(crate) struct Item {
    pub(crate) number: usize,
    pub(crate) id: Arc<str>,
    pub(crate) workstream: usize,
    pub(crate) state: ItemState,
    pub(crate) queue: Option<usize>,
    pub(crate) values: Snapshot,
    pub(crate) skills: Vec<(u32, Option<i64>)>,
    pub(crate) holds: Vec<u32>,
    pub(crate) instance: Option<Arc<str>>,
    pub(crate) authenticated: bool,
    pub(crate) preferred: Vec<Arc<str>>,
    pub(crate) arrived: Instant,
    /// When the customer last wrote.
    pub(crate) wrote: Instant,
    /// Since when it is in its queue.
    pub(crate) since: Option<Instant>,
    pub(crate) state_since: Instant,
    /// When the clock of inactivity was last started.
    pub(crate) clock: Instant,
    pub(crate) urgency: Vec<(i64, i64)>,
    pub(crate) assignment: Option<u32>,
    /// The agent to be asked first, and up to when only they are.
    pub(crate) first: Option<(Arc<str>, Option<Instant>)>,
    /// The agent who is offered it, works on it, or finishes up.
    pub(crate) holder: Option<usize>,
    pub(crate) works: bool,
    /// Until when the notification stands that nobody has answered.
    pub(crate) offer: Option<Offer>,
    /// Whether the agent closed the session of a record.
    pub(crate) parked: bool,
    pub(crate) bot: Option<u32>,
    pub(crate) declined: BTreeMap<Arc<str>, u32>,
    pub(crate) declines: u32,
    /// Whose conversation it is.
    pub(crate) belongs: Option<usize>,
    /// Who last worked on it.
    pub(crate) last: Option<usize>,
    pub(crate) dropped: Option<Instant>,
    pub(crate) window: Option<Instant>,
    /// The rules of overflow of its queue that were asked.
    pub(crate) asked: Vec<usize>,
    /// Whether it came to its queue by overflow or transfer.
    pub(crate) moved: bool,
    /// Whether its wait in this queue counts in the average.
    pub(crate) counted: bool,
}

#[derive(Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) until: Instant,
    pub(crate) auto_assign: bool,
    pub(crate) reject: bool,
}

/// An agent of the roster.
pub(crate) struct Agent {
    pub(crate) number: usize,
    pub(crate) entry: AgentEntry,
    pub(crate) fields: Snapshot,
    pub(crate) skills: Vec<Mastery>,
    pub(crate) limits: Vec<Option<i64>>,
    pub(crate) shifts: Vec<(Instant, Instant)>,
    pub(crate) calendar: Option<u32>,
    pub(crate) working: bool,
    pub(crate) mode: Mode,
    pub(crate) line: Line,
    /// The presence last shown.
    pub(crate) shown: String,
    pub(crate) idle_since: Option<Instant>,
    pub(crate) last_assigned: Option<Instant>,
    /// Their turn in each queue: a number that grows.
    pub(crate) turns: BTreeMap<usize, u64>,
}

/// Where presence comes from.
#[derive(Clone, PartialEq)]
pub(crate) enum Mode {
    Computed,
    Chosen(String),
    Set(u8),
}

/// An agent's connection.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Line {
    Here,
    Lost(Instant),
    Gone,
}

/// What an item takes of an agent.
pub(crate) struct Claim {
    pub(crate) number: usize,
    pub(crate) item: Arc<str>,
    pub(crate) agent: usize,
    pub(crate) units: Option<i64>,
    pub(crate) profiles: Vec<u32>,
    /// Places that are given back when the shift ends.
    pub(crate) daily: Vec<u32>,
    pub(crate) until: Option<Instant>,
    /// Whether nothing has given it back yet.
    pub(crate) live: bool,
    /// Whether taking a record out of its queue gives it back.
    pub(crate) until_deactivated: bool,
}

/// The moving average of waits in a queue.
#[derive(Clone, Default)]
pub(crate) struct Average {
    pub(crate) count: u32,
    pub(crate) wait: i64,
    pub(crate) last: Option<Instant>,
}
