//! What is done with items that come to a queue out of hours, when it is full, or that wait too long.
//!
//! Takes the rules of an `overflow` block as written and the kinds of work they are about; gives those that can be. It must
//! never know who has the rules but by [`Owner`].

mod action;
mod facts;
mod possible;
mod rules;

pub(super) use possible::check_transfers;
pub(super) use rules::{Owner, numbered_overflow_rules, overflow_rules};
