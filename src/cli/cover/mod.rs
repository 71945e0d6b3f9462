//! What a coverage shows: in short, under the source, and to other tools.
//!
//! Takes an [`enroute::cover::Covered`] and the sources; gives text. It must never count anything itself.

mod annotated;
mod lcov;
mod summary;

pub(crate) use annotated::annotated;
pub(crate) use lcov::lcov;
pub(crate) use summary::summary;
