//! What the compiler and the tests have to say, in the formats that people read and programs pipe.
//!
//! Takes diagnostics and the texts they speak of; gives text. It must never know which diagnostics there are.

mod escape;
mod excerpt;
mod format;
mod github;
mod human;
mod places;
mod sarif;
mod shape;
mod tally;

pub(crate) use escape::safe;
pub(crate) use format::{Format, Report, drawn};
pub(crate) use places::Places;
pub(crate) use shape::Shape;
pub(crate) use tally::count;
