//! What items reach of a program, and how that is shown: in short, under the source, and to other tools.
//!
//! Takes items, or an [`enroute::cover::Covered`] and the sources; gives text. It must never decide what counts.

mod annotated;
mod lcov;
mod reached;
mod summary;

pub(crate) use annotated::annotated;
pub(crate) use lcov::lcov;
pub(crate) use reached::ItemArgs;
pub(crate) use summary::summary;
