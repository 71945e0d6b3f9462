//! Queues: what they take, who works there, and their overflow, prioritize and choose rules.
//!
//! Takes the queues as written, with those they copy; gives the queues of the program, the three built-in ones first.
//! It must never know which workstream sends items to a queue.

mod assign;
mod declare;
mod rules;
mod written;

pub(super) use declare::declare;
pub(super) use rules::guard;
