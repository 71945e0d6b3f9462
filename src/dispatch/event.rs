use crate::value::Instant;
use serde::Serialize;
use serde_json::value::RawValue;
use std::sync::Arc;

/// Something that happens. In JSON the word stands in `event`, the rest beside it:
/// `{ "event": "accepts", "agent": "ana", "item": "c1" }`.
///
/// Items, agents and queues are said by name. Who does what is part of the word, because the same deed of an agent and
/// of a supervisor is held to other rules (domain section 17.1).
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Nothing but time passes.
    Tick,
    /// A new item comes in.
    Arrives(Arrival),
    /// The customer writes again in a waiting conversation.
    Returns {
        /// The item.
        item: Arc<str>,
    },
    /// The customer or the agent says something: the clocks of inactivity start anew.
    Writes {
        /// The item.
        item: Arc<str>,
    },
    /// The customer ends the conversation.
    CustomerEnds {
        /// The item.
        item: Arc<str>,
    },
    /// The customer leaves before an agent was found, or before one answered.
    Leaves {
        /// The item.
        item: Arc<str>,
    },
    /// The customer's connection is lost.
    Disconnects {
        /// The item.
        item: Arc<str>,
    },
    /// The customer's connection is back.
    Reconnects {
        /// The item.
        item: Arc<str>,
    },
    /// Values of the item change; no rule is asked again but those of the queue it waits in.
    Updates {
        /// The item.
        item: Arc<str>,
        /// The new values, as an item has them: fields at the top, `context`, `channel`.
        #[cfg_attr(
            feature = "cli",
            schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")
        )]
        values: Box<RawValue>,
    },
    /// The agent begins to work: presence is the default of the roster, or what capacity says.
    SignsIn {
        /// The agent.
        agent: Arc<str>,
    },
    /// The agent chooses a presence; `offline` signs out.
    SetsPresence {
        /// The agent.
        agent: Arc<str>,
        /// The presence: one of the six, or one of the program's own.
        presence: Arc<str>,
    },
    /// The agent's connection is lost.
    AgentDisconnects {
        /// The agent.
        agent: Arc<str>,
    },
    /// The agent's connection is back.
    AgentReconnects {
        /// The agent.
        agent: Arc<str>,
    },
    /// The agent takes what was offered.
    Accepts {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent declines what was offered.
    Rejects {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The offer ran out without an answer, as the agent's desk reports it; without this event the countdown does.
    Misses {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent takes an open item without an offer.
    Picks {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent goes on with a waiting conversation, or is back on an item that was dropped.
    Reopens {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent closes the session without ending the conversation.
    Parks {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent ends the conversation.
    Ends {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent closes the session after the end.
    Closes {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent gives the item back to its queue; of a record, "worked by" is cleared.
    Releases {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent's connection to the item is lost.
    Drops {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent resolves or cancels the record.
    Resolves {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The record is taken out of its queue.
    Deactivates {
        /// The agent who does it.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
    },
    /// The agent sends the item to a queue.
    Transfers {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
        /// The queue.
        queue: Arc<str>,
    },
    /// The agent sends the item to a colleague.
    HandsOver {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
        /// The colleague.
        to: Arc<str>,
    },
    /// The agent asks a colleague for advice.
    Consults {
        /// The agent.
        agent: Arc<str>,
        /// The item.
        item: Arc<str>,
        /// The colleague.
        with: Arc<str>,
    },
    /// The bot hands the conversation to people.
    BotEscalates {
        /// The item.
        item: Arc<str>,
        /// Context variables that it hands over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(
            feature = "cli",
            schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>")
        )]
        context: Option<Box<RawValue>>,
    },
    /// The bot ends the conversation.
    BotEnds {
        /// The item.
        item: Arc<str>,
    },
    /// A supervisor gives the item to an agent.
    SupervisorAssigns {
        /// The item.
        item: Arc<str>,
        /// The agent.
        agent: Arc<str>,
    },
    /// A supervisor sends the item to a queue.
    SupervisorTransfers {
        /// The item.
        item: Arc<str>,
        /// The queue.
        queue: Arc<str>,
    },
    /// A supervisor gives the item back to its queue.
    SupervisorReturns {
        /// The item.
        item: Arc<str>,
    },
    /// A supervisor closes the item.
    SupervisorCloses {
        /// The item.
        item: Arc<str>,
    },
    /// A supervisor resets an agent's presence.
    SupervisorResets {
        /// The agent.
        agent: Arc<str>,
    },
    /// An agent is new, or what the roster says of one has changed.
    AgentJoins {
        /// What the roster says.
        agent: super::roster::AgentEntry,
    },
    /// An agent is no longer there: what they work on goes back to its queue.
    AgentLeaves {
        /// The agent.
        agent: Arc<str>,
    },
}

/// A new item.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Arrival {
    /// The item as `enroute run` reads it: its fields at the top, `id`, and one of `workstream`, `instance`, `record`;
    /// `context`, `channel`, `models`.
    #[cfg_attr(feature = "cli", schemars(with = "std::collections::BTreeMap<String, serde_json::Value>"))]
    pub item: Box<RawValue>,
    /// Whether the customer signed in: says which notification agents see.
    #[serde(default)]
    pub authenticated: bool,
    /// The customer's preferred agents, best first (domain section 12).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<Arc<str>>,
}

/// An event with its instant, as hosts keep them: `{ "at": "2026-03-02T10:00:00Z", "event": "accepts", … }`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(title = "Event", extend("unevaluatedProperties" = false)))]
pub struct Happened {
    /// When it happened, as RFC 3339 with an offset; without, whoever reads it takes the present.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "super::moment::if_any")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub at: Option<Instant>,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}
