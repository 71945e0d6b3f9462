use super::refusal::Refusal;
use crate::value::Instant;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a step asks of the world, in the order it happened. In JSON the word stands in `effect`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// The event did not fit; nothing changed by it.
    Refused {
        /// Why.
        #[serde(flatten)]
        why: Refusal,
    },
    /// An item came into a queue.
    Queued {
        /// The item.
        item: Arc<str>,
        /// The queue.
        queue: Arc<str>,
        /// Why there.
        cause: Cause,
    },
    /// An item went to the bot.
    Bot {
        /// The item.
        item: Arc<str>,
        /// The bot.
        bot: Arc<str>,
    },
    /// An item was offered to an agent.
    Offered {
        /// The item.
        item: Arc<str>,
        /// The agent.
        agent: Arc<str>,
        /// Which notification the agent sees.
        slot: OfferSlot,
        /// The notification's name; none for the one that comes with the channel.
        #[serde(skip_serializing_if = "Option::is_none")]
        template: Option<Arc<str>>,
        /// When the offer runs out.
        #[serde(with = "super::moment")]
        #[cfg_attr(feature = "cli", schemars(with = "String"))]
        until: Instant,
        /// Whether the item is the agent's without an answer.
        auto_assign: bool,
    },
    /// An offer was taken back: the agent answered no, or not at all, or the item went elsewhere.
    Withdrawn {
        /// The item.
        item: Arc<str>,
        /// The agent.
        agent: Arc<str>,
        /// Why.
        cause: Cause,
    },
    /// An agent works on the item now.
    Assigned {
        /// The item.
        item: Arc<str>,
        /// The agent.
        agent: Arc<str>,
        /// How that came.
        cause: Cause,
    },
    /// An item changed its state; `from` is missing for a new one.
    State {
        /// The item.
        item: Arc<str>,
        /// The state before.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<ItemState>,
        /// The state now.
        to: ItemState,
        /// What changed it.
        cause: Cause,
    },
    /// What an item took of an agent's capacity was given back.
    Freed {
        /// The item.
        item: Arc<str>,
        /// The agent.
        agent: Arc<str>,
    },
    /// Places in profiles that last until the end of the shift were given back.
    ShiftEnded {
        /// The agent.
        agent: Arc<str>,
    },
    /// An agent's presence changed.
    Presence {
        /// The agent.
        agent: Arc<str>,
        /// The presence now, in the word it was chosen by.
        presence: Arc<str>,
        /// What changed it.
        cause: Cause,
    },
    /// A colleague was asked for advice.
    Consulted {
        /// The item.
        item: Arc<str>,
        /// Who asks.
        agent: Arc<str>,
        /// Who is asked.
        with: Arc<str>,
        /// The notification they see; none for the one that comes with the channel.
        #[serde(skip_serializing_if = "Option::is_none")]
        template: Option<Arc<str>>,
    },
    /// The item left for elsewhere.
    Left {
        /// The item.
        item: Arc<str>,
        /// Where to.
        #[serde(flatten)]
        to: Way,
    },
    /// The customer is told something.
    Message {
        /// The item.
        item: Arc<str>,
        /// The moment: `greeting`.
        moment: Arc<str>,
        /// The text, its `{places}` as written.
        text: Arc<str>,
    },
}

/// Where an item leaves for (domain section 9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Way {
    /// The caller is called back.
    Callback,
    /// The call goes to that number.
    External {
        /// The number.
        number: Arc<str>,
    },
    /// The caller may leave a message.
    Voicemail,
}

/// The states of an item (domain section 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// It waits for an agent.
    Open,
    /// An agent (or the bot) has it, or is offered it.
    Active,
    /// The agent finishes up.
    WrapUp,
    /// The customer is away.
    Waiting,
    /// It is over.
    Closed,
}

/// Which notification an agent sees (domain section 20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferSlot {
    /// A new item of a customer who signed in.
    IncomingAuthenticated,
    /// A new item of another customer.
    IncomingUnauthenticated,
    /// A colleague asks for advice.
    Consult,
    /// A colleague hands on.
    Transfer,
    /// A supervisor assigns.
    Supervisor,
}

/// What made something happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The item is new.
    Arrived,
    /// A rule of the route, or the fallback, chose.
    Routed,
    /// Overflow on arrival.
    OverflowOnArrival,
    /// Overflow while waiting.
    OverflowAfterWait,
    /// It was matched with an agent.
    Matched,
    /// The item came back to the agent who had it.
    Affinity,
    /// A preferred agent was there.
    Preferred,
    /// The agent accepted.
    Accepted,
    /// The agent rejected.
    Rejected,
    /// The offer ran out.
    Missed,
    /// The agent picked.
    Picked,
    /// The agent went on with it.
    Reopened,
    /// The agent closed the session.
    Parked,
    /// The agent gave it back.
    Released,
    /// The agent's connection to the item was lost for too long.
    Dropped,
    /// The agent sent it on.
    Transferred,
    /// The agent ended it, or closed the session after the end.
    EndedByAgent,
    /// The customer ended it.
    EndedByCustomer,
    /// The customer left.
    CustomerLeft,
    /// The customer's connection was lost for too long.
    CustomerLost,
    /// The customer wrote again.
    CustomerReturned,
    /// The bot handed it to people.
    Escalated,
    /// The bot ended it.
    EndedByBot,
    /// The record was resolved or cancelled.
    Resolved,
    /// The record was taken out of its queue.
    Deactivated,
    /// Nothing happened for too long.
    Inactivity,
    /// The wrap-up time is over.
    WrapUpOver,
    /// There is nobody in the queue.
    EmptyQueue,
    /// A supervisor did it.
    Supervisor,
    /// The agent chose.
    Chosen,
    /// The agent signed in.
    SignedIn,
    /// The agent's connection was lost.
    Disconnected,
    /// The agent's connection is back.
    Reconnected,
    /// The agent is no longer in the roster.
    AgentLeft,
    /// What is free of the agent's capacity says so.
    Capacity,
    /// The agent's shift ended.
    ShiftEnded,
}
