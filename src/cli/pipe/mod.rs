//! The dispatcher over a pipe: events come in, what they ask of the world goes out.
//!
//! Takes a bundle, a roster, lines of events; gives a line for each, and keeps the state in a file. It must never know
//! what an event does.

mod answer;
mod floor;
mod keep;
mod sheet;
mod staff;

pub(crate) use answer::Line;
pub(crate) use floor::{Floor, Opening, Tally};
pub(crate) use keep::Keep;
pub(crate) use staff::staff;
