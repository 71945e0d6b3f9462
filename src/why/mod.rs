//! A decision in sentences.
//!
//! Takes a decision with its trace of clauses, gives a [`Story`]: what became of the item, what became of each rule and
//! what each of its tests saw, and the nearest miss; [`WhyNot`], why it was not decided in another way; and over many
//! decisions, [`Taken`]: which rules take items from which. It must never print, nor decide anything again.

mod instead;
mod leads;
mod miss;
mod otherwise;
mod story;
mod taken;
mod words;

pub use miss::Miss;
pub use otherwise::{NotApplied, WhyNot, deciding_rules, not_queue, not_rule};
pub use story::{Step, Story, Tested, tell};
pub use taken::{Taken, TakenItem, Takings};
pub use words::seen_in;
