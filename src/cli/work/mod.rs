//! Many items decided at once, and given in the order in which they stand in their file.
//!
//! Takes the items of a file and what is to be done with each; gives what is to be printed of them, batch by batch. It
//! must never know where that is printed.

mod crew;
mod job;
mod load;
mod worker;

pub(crate) use crew::decide_all;
pub(crate) use job::Job;
pub(crate) use load::Load;
