//! What happens to an item once its queue is known: states, agents, offers, timers.
//!
//! Takes a [`crate::bytecode::Desk`], a [`State`], an [`Event`] and an instant; gives the state after it, [`Effect`]s
//! and [`Note`]s. Where a condition must be asked it asks the [`Rules`] it is handed. It must never know how rules are
//! evaluated, nor what time it is. `docs/dispatch.md` says what it does.

mod agenda;
mod agent;
mod answer;
mod arrive;
mod bot;
mod capacity;
mod customer;
mod due;
mod effect;
mod eligible;
mod enrol;
mod event;
mod fields;
mod flow;
mod found;
mod happen;
mod item;
mod line;
mod lines;
mod matching;
mod misread;
mod moment;
mod names;
mod note;
mod people;
mod presence;
mod queue;
mod refusal;
mod roster;
mod rules;
mod sentence;
mod shift;
mod skill;
mod sound;
mod state;
mod step;
mod supervisor;
mod turn;
mod view;
mod waiting;
mod wire;
mod words;
mod work;

pub use effect::{Cause, Effect, ItemState, OfferSlot, Way};
pub use event::{Arrival, Event, Happened};
pub use misread::Misread;
pub use note::{Bypass, Note};
pub use refusal::Refusal;
pub use roster::{AgentEntry, Held, Roster, Shift};
pub use rules::{AgentView, Arrived, Claim, Destination, Loads, Mastery, Routed, Rules, Timed, Waiting};
pub use state::State;
pub use step::{ResumeError, Step, open, resume, step};
pub use view::{AgentStanding, ItemView};
