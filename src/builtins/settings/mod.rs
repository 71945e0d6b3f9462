//! One table of settings a kind of block.
//!
//! Takes nothing, gives rows. It must never know how a row is read.

pub(super) mod bot;
pub(super) mod distribution;
pub(super) mod hours;
pub(super) mod messages;
pub(super) mod organisation;
pub(super) mod profile;
pub(super) mod queue;
pub(super) mod skill;
pub(super) mod template;
pub(super) mod workstream;
