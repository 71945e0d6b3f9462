use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Why an event was refused. Nothing changed by it; time did pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// No item of that name is here.
    #[error("`{item}` is not here: it has not arrived, or is closed")]
    NoItem {
        /// The name.
        item: Arc<str>,
    },
    /// An item of that name is here already.
    #[error("`{item}` is here already")]
    ItemTwice {
        /// The name.
        item: Arc<str>,
    },
    /// The item could not be read.
    #[error("{why}")]
    BadItem {
        /// What is wrong, as a sentence.
        why: String,
    },
    /// No workstream takes the item.
    #[error("`{item}` is not routed: {why}")]
    NotRouted {
        /// The item.
        item: Arc<str>,
        /// Why, as a sentence.
        why: String,
    },
    /// The roster knows no agent of that name.
    #[error("the roster has no agent `{agent}`")]
    NoAgent {
        /// The name.
        agent: Arc<str>,
    },
    /// The roster says something of an agent that the program does not know.
    #[error("agent `{agent}`: {why}")]
    BadAgent {
        /// The agent.
        agent: Arc<str>,
        /// What is wrong, as a sentence.
        why: String,
    },
    /// The program has no queue of that name.
    #[error("there is no queue `{queue}`")]
    NoQueue {
        /// The name.
        queue: Arc<str>,
    },
    /// The program has no presence of that name, or agents cannot choose it.
    #[error("`{presence}` is not a presence that an agent can choose")]
    NoPresence {
        /// The name.
        presence: Arc<str>,
    },
    /// The item's state does not allow it.
    #[error("`{item}` is {state}: {why}")]
    State {
        /// The item.
        item: Arc<str>,
        /// Its state, in words.
        state: Arc<str>,
        /// What would have to be so, as a sentence.
        why: Arc<str>,
    },
    /// Items of its kind do not do that.
    #[error("`{item}` is {kind}: {why}")]
    Kind {
        /// The item.
        item: Arc<str>,
        /// What it is: `a persistent chat`.
        kind: Arc<str>,
        /// What happens instead, as a sentence.
        why: Arc<str>,
    },
    /// The agent does not have the item, or was not offered it.
    #[error("`{item}` is not with `{agent}`")]
    NotTheirs {
        /// The item.
        item: Arc<str>,
        /// The agent.
        agent: Arc<str>,
    },
    /// The agent may not do that.
    #[error("`{agent}` cannot have `{item}`: {why}")]
    NotAllowed {
        /// The item.
        item: Arc<str>,
        /// The agent.
        agent: Arc<str>,
        /// Why, as a sentence.
        why: Arc<str>,
    },
    /// The queue cannot take the item.
    #[error("`{item}` cannot go to `{queue}`: {why}")]
    NotThere {
        /// The item.
        item: Arc<str>,
        /// The queue.
        queue: Arc<str>,
        /// Why, as a sentence.
        why: Arc<str>,
    },
    /// The bot does not have the item.
    #[error("`{item}` is not with a bot")]
    NotWithBot {
        /// The item.
        item: Arc<str>,
    },
}
