//! The index: how a list of rules is asked without asking every rule.
//!
//! Takes a verified program, whose rules say what they are filed under; gives for each list the rules that may match,
//! by what the item holds, and for each guard steps that need no other memory. It is made anew where a bundle is
//! loaded, so that no forged bundle can hold a false one. It must never know an item, nor what a rule does.

mod build;
mod covers;
mod drawers;
mod filed;
mod filter;
mod found;
mod gate;
mod guard;
mod lane;
mod list;
mod lookup;
mod numbering;
mod patterns;
mod postings;
mod quick;
mod required;
mod room;
mod scans;
mod sight;
mod spread;
mod steps;
mod through;

pub use build::{Index, Indexing};
pub use found::Found;
pub use gate::Gate;
pub use guard::Guard;
pub use list::{ListIndex, SMALL};
pub use lookup::{Lookup, Subject};
pub use numbering::Set;
pub use patterns::Patterns;
pub use postings::{Posting, Stretch};
pub use quick::{Quick, QuickKind};
pub use room::room;
pub use scans::Scans;
pub use sight::Sight;
pub use steps::{NO, Step, YES};
pub use through::Through;
