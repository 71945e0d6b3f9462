//! What is allowed but probably not meant, found in the finished program.

mod look;
mod reach;

pub(super) use look::look_over;
