//! What becomes of items when one bundle takes the place of another.
//!
//! Takes the decisions that both make of each item, in any order and on any number of threads; gives a [`Replay`]: how
//! many items move and from where to where, what else changes for them, which rules are responsible, and a few items to
//! look at. It must never decide anything, nor know where items come from.

mod changes;
mod destination;
mod kept;
mod limit;
mod report;
mod rules;
mod sample;
mod tally;
mod words;

pub use changes::{Aspect, Changed, Difference, compare};
pub use destination::Destination;
pub use limit::{Limit, LimitError};
pub use report::{Flow, REPLAY_VERSION, Replay, RulePair, Sample, Shift};
pub use tally::Tally;
pub use words::share;
