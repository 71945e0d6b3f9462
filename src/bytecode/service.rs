//! How the items of a workstream reach agents, and how customers are served.

use serde::{Deserialize, Serialize};

/// How the items of a workstream reach agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskWorkstream {
    /// Which states its items have.
    pub class: Class,
    /// Whether items are offered to agents, or taken by them.
    pub picking: Picking,
    /// How long it is taken after the work.
    pub wrap_up: WrapUp,
    /// The base presences in which agents get items: bit n for place n of the built-in enum.
    pub presences: u8,
    /// How skills are matched.
    pub matching: Matching,
    /// Whether a conversation stays with its agent, as it will be.
    pub affinity: bool,
    /// Whether taking an item asks for its skills.
    pub strict_pick: bool,
    /// How long a customer who was cut off may come back.
    pub reconnect: i64,
    /// Whether a customer's preferred agents come first.
    pub preferred: Preferred,
    /// After how long items are closed by themselves, in each state; none: never. The organisation's `auto_close` is
    /// in it.
    pub closing: Closing,
    /// Of records: what gives capacity back.
    pub release: Release,
    /// How items are offered in each slot of its templates.
    pub offers: Offers,
    /// What customers are told, by moment: `greeting`; an instance's own messages stand before, under its address.
    pub messages: Vec<(String, String)>,
    /// Messages of instances that have some of their own, silenced ones with no text: address, moment, text.
    pub instance_messages: Vec<(String, String, Option<String>)>,
}

/// Whether items are offered to agents, or taken by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Picking {
    /// They are offered (`mode push`).
    Never,
    /// They are offered, and may be taken too (`allow_pick yes`).
    Allowed,
    /// They are taken (`mode pick`).
    Only,
}

/// Which states items have, and which ways lead from one to the next (domain sections 3 and 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Live chat: one session, customer and agent may end it.
    LiveChat,
    /// Persistent chat: waits between sessions, only the agent ends it.
    PersistentChat,
    /// SMS, social channels, Teams, own channels: waits between sessions.
    Asynchronous,
    /// Calls.
    Voice,
    /// Cases, e-mails, activities.
    Record,
}

/// How long capacity stays taken after the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WrapUp {
    /// Until the conversation is closed.
    Always,
    /// So long.
    For(i64),
    /// Not at all.
    None,
}

/// How skills are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Matching {
    /// Every required skill, at its level.
    Exact,
    /// The nearest.
    Closest,
    /// Skills do not count.
    None,
}

/// Whether a customer's preferred agents come first (domain section 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preferred {
    /// They do not.
    No,
    /// They do; if none is there, the item goes the usual way.
    OrNextBest,
    /// They do; if none is there, the item waits.
    Only,
}

/// After how long items are closed by themselves (domain section 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Closing {
    /// While they wait for an agent.
    pub open: Option<i64>,
    /// While they are with an agent; calls go to wrap-up instead.
    pub active: Option<i64>,
    /// While the agent finishes up.
    pub wrap_up: Option<i64>,
    /// While the customer is away.
    pub waiting: Option<i64>,
}

/// What gives back the capacity that a record takes (domain section 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Resolving or cancelling it. So it is for cases; where `release on` is written, only what it names.
    pub resolved: bool,
    /// Taking it out of its queue.
    pub deactivated: bool,
    /// Clearing who works on it.
    pub cleared: bool,
}

/// How items are offered, slot by slot (domain section 20).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Offers {
    /// New items of customers who are known.
    pub authenticated: Offer,
    /// New items of others.
    pub unauthenticated: Offer,
    /// A colleague asks for advice.
    pub consult: Offer,
    /// A colleague hands on.
    pub transfer: Offer,
    /// A supervisor assigns.
    pub supervisor: Offer,
}

/// How an item is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The notification's name; none for the one that comes with the channel.
    pub template: Option<String>,
    /// How long the agent may take to answer.
    pub countdown: i64,
    /// Whether the item is the agent's without an answer.
    pub auto_assign: bool,
    /// Whether the agent may reject.
    pub reject: bool,
}

impl Default for Offer {
    /// The notification that comes with every channel: two minutes, to be accepted or rejected (domain section 20).
    fn default() -> Self {
        Self { template: None, countdown: 120_000_000, auto_assign: false, reject: true }
    }
}
