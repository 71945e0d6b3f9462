//! Calendars and closures.
//!
//! Takes them as written, fills `hours`. It must never know who asks whether a desk is open.

mod closures;
mod declare;
mod spans;

pub(super) use declare::declare;
