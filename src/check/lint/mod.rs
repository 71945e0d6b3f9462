//! What is allowed but probably not meant, found in the finished program.

mod closures;
mod conjunct;
mod desk;
mod limit_paths;
mod limits;
mod look;
mod overflow_cycle;
mod reach;
mod read_before_set;

pub use closures::{Ending, closures_end};
pub(super) use look::look_over;
