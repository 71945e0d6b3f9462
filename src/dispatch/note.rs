use super::effect::Cause;
use super::refusal::Refusal;
use crate::value::Instant;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Why a step did what it did: one remark after the other. In JSON the word stands in `note`; [`fmt::Display`] gives
/// the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// Something that was waited for became due.
    Due {
        /// When.
        #[serde(with = "super::moment")]
        #[cfg_attr(feature = "cli", schemars(with = "String"))]
        at: Instant,
        /// What.
        what: Arc<str>,
        /// Of which item or agent.
        of: Arc<str>,
    },
    /// The event was refused.
    Refused {
        /// Why.
        #[serde(flatten)]
        why: Refusal,
    },
    /// Where an item was sent, and by which rule.
    Sent {
        /// The item.
        item: Arc<str>,
        /// The queue.
        queue: Arc<str>,
        /// The rule's address; none for the fallback.
        #[serde(skip_serializing_if = "Option::is_none")]
        rule: Option<Arc<str>>,
        /// Why.
        cause: Cause,
    },
    /// Why that agent got the item.
    Chosen {
        /// The item.
        item: Arc<str>,
        /// The agent.
        agent: Arc<str>,
        /// The queue.
        queue: Arc<str>,
        /// How many agents could have it.
        could: usize,
        /// By what the first of them was chosen, as a phrase: `most free capacity, then the longest since an item`.
        by: Arc<str>,
        /// The assignment rule that found the agent, by its address.
        #[serde(skip_serializing_if = "Option::is_none")]
        rule: Option<Arc<str>>,
    },
    /// An override: what it went past (domain section 17.1).
    Bypassed {
        /// Who: `a supervisor`, or the agent.
        actor: Arc<str>,
        /// What they do, as a word: `assigns`.
        deed: Arc<str>,
        /// The item.
        item: Arc<str>,
        /// What was gone past.
        past: Vec<Bypass>,
    },
    /// An item is no longer offered to an agent, or to anyone, because it was declined too often.
    Declined {
        /// The item.
        item: Arc<str>,
        /// The agent; none where the item leaves automatic assignment.
        #[serde(skip_serializing_if = "Option::is_none")]
        agent: Option<Arc<str>>,
        /// How often.
        times: u32,
    },
    /// Something of a new item, or of what a bot handed over, could not be read, and was left out.
    Unread {
        /// The item.
        item: Arc<str>,
        /// What is wrong, as a sentence.
        why: String,
    },
    /// The events came out of order: this one is taken to happen when the last one did.
    Late {
        /// When it says it happened.
        #[serde(with = "super::moment")]
        #[cfg_attr(feature = "cli", schemars(with = "String"))]
        said: Instant,
        /// When it is taken to happen.
        #[serde(with = "super::moment")]
        #[cfg_attr(feature = "cli", schemars(with = "String"))]
        taken: Instant,
    },
}

/// What an override goes past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Bypass {
    /// There was no room.
    Capacity,
    /// The presence is not one of those allowed.
    Presence,
    /// Skills were missing.
    Skills,
    /// The agent had declined it too often.
    Declines,
    /// Another agent holds it by affinity.
    Affinity,
    /// The queue's overflow on arrival was not asked.
    Overflow,
    /// The agent is not in the queue.
    Membership,
    /// The queue is closed.
    Hours,
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Due { what, of, .. } => write!(out, "`{of}`: {what}"),
            Self::Refused { why } => write!(out, "refused: {why}"),
            Self::Sent { item, queue, rule: Some(rule), .. } => {
                write!(out, "`{item}` goes to `{queue}` by {rule}")
            }
            Self::Sent { item, queue, rule: None, cause: Cause::Routed | Cause::Escalated } => {
                write!(out, "`{item}` goes to `{queue}`, the fallback: no rule of its route holds")
            }
            Self::Sent { item, queue, rule: None, cause } => {
                write!(out, "`{item}` goes to `{queue}`: {cause}")
            }
            Self::Chosen { item, agent, queue, could, by, rule } => {
                write!(out, "`{agent}` gets `{item}` from `{queue}`: {could} could, {by}")?;
                rule.as_ref().map_or(Ok(()), |rule| write!(out, ", found by {rule}"))
            }
            Self::Bypassed { actor, deed, item, past } => {
                write!(out, "{actor} {deed} `{item}`")?;
                let past: Vec<_> = past.iter().map(|one| one.phrase()).collect();
                if past.is_empty() { Ok(()) } else { write!(out, ", in spite of {}", past.join(", ")) }
            }
            Self::Declined { item, agent: Some(agent), times } => {
                write!(out, "`{agent}` declined `{item}` {times} times and is no longer offered it")
            }
            Self::Declined { item, agent: None, times } => {
                write!(out, "`{item}` was declined {times} times and is no longer offered")
            }
            Self::Unread { item, why } => write!(out, "`{item}`: {why}"),
            Self::Late { said, taken } => write!(out, "the event of {said} comes after one of {taken}"),
        }
    }
}

impl Bypass {
    /// As a phrase after "in spite of": `too little room`.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Capacity => "too little room",
            Self::Presence => "a presence that is not allowed",
            Self::Skills => "skills that are missing",
            Self::Declines => "too many declines",
            Self::Affinity => "the agent it belongs to",
            Self::Overflow => "overflow on arrival, which is not asked",
            Self::Membership => "an agent who is not in the queue",
            Self::Hours => "closed hours",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phrase = match self {
            Self::Arrived => "it is new",
            Self::Routed => "the route says so",
            Self::OverflowOnArrival => "overflow on arrival",
            Self::OverflowAfterWait => "overflow after a wait",
            Self::Matched => "it was matched",
            Self::Affinity => "it comes back to its agent",
            Self::Preferred => "a preferred agent is there",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Missed => "the offer ran out",
            Self::Picked => "picked",
            Self::Reopened => "the agent went on with it",
            Self::Parked => "the agent closed the session",
            Self::Released => "the agent gave it back",
            Self::Dropped => "the agent was cut off",
            Self::Transferred => "the agent sent it on",
            Self::EndedByAgent => "the agent ended it",
            Self::EndedByCustomer => "the customer ended it",
            Self::CustomerLeft => "the customer left",
            Self::CustomerLost => "the customer was cut off",
            Self::CustomerReturned => "the customer came back",
            Self::Escalated => "the bot handed it on",
            Self::EndedByBot => "the bot ended it",
            Self::Resolved => "it was resolved",
            Self::Deactivated => "it was taken out of its queue",
            Self::Inactivity => "nothing happened for too long",
            Self::WrapUpOver => "the wrap-up time is over",
            Self::EmptyQueue => "nobody is in the queue",
            Self::Supervisor => "a supervisor decided",
            Self::Chosen => "the agent chose",
            Self::SignedIn => "the agent signed in",
            Self::Disconnected => "the agent's connection was lost",
            Self::Reconnected => "the agent is back",
            Self::AgentLeft => "the agent is gone",
            Self::Capacity => "capacity says so",
            Self::ShiftEnded => "the shift ended",
        };
        out.write_str(phrase)
    }
}
