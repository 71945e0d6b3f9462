//! Pages to read in a browser: what was covered, what a replay shows, what a plan says, why an item is decided so, the
//! run-book of a program.
//!
//! Takes what the rooms below found out; gives HTML that needs nothing else: no script, no font, no picture from anywhere.
//! It must never count or decide anything itself.

mod covered;
mod flow;
mod frame;
mod planned;
mod replayed;
mod rules;
mod runbook;
mod sentence;
mod settings;
mod told;

pub use covered::covered;
pub use frame::frame;
pub use planned::planned;
pub use replayed::replayed;
pub use runbook::runbook;
pub use told::{taken, told, told_otherwise};
