//! Workstreams: what they say, what they copy, and what of it goes together.
//!
//! Takes them as written, fills `workstreams`. It must never know how a rule is checked; `rules` does that.

mod bots;
mod channels;
mod classify;
mod context;
mod copy;
mod declare;
mod defaults;
mod distribution;
mod header;
mod instances;
mod out_of_hours;
mod presences;
mod program_wide;
mod service;
mod slots;
mod text;

pub(super) use channels::declare_channels;
pub(super) use declare::declare;
