//! Work on many items at once, given in the order in which they stand in their file.
//!
//! Takes the items of a file and what is to be done with each; gives what is to be printed of them, batch by batch, and what
//! was counted. It must never know where that is printed.

mod both;
mod count;
mod crew;
mod hand;
mod job;
mod load;
mod worker;

pub(crate) use both::{Both, Side};
pub(crate) use count::{Count, Counting};
pub(crate) use crew::work_on;
pub(crate) use job::Job;
pub(crate) use load::Load;
