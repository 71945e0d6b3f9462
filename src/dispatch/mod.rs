//! What happens to an item once its queue is known: states, agents, offers, timers.
//!
//! Takes a [`crate::bytecode::Desk`], a [`State`], an [`Event`] and an instant; gives the state after it, [`Effect`]s
//! and [`Note`]s. Where a condition must be asked it asks the [`Rules`] it is handed. It must never know how rules are
//! evaluated, nor what time it is.

mod effect;
mod event;
mod note;
mod refusal;
mod roster;
mod rules;
mod sentence;

pub use effect::{Cause, Effect, ItemState, OfferSlot, Way};
pub use event::{Arrival, Event};
pub use note::{Bypass, Note};
pub use refusal::Refusal;
pub use roster::{AgentEntry, Held, Roster, Shift};
pub use rules::{AgentView, Arrived, Claim, Destination, Loads, Routed, Rules, Timed, Waiting};
