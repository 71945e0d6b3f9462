//! One file a question that an editor asks.
//!
//! Takes what the server knows and the question; gives the answer in the words of the protocol. It must never change
//! anything.

pub(super) mod code_action;
pub(super) mod diagnostic;
pub(super) mod execute_command;
pub(super) mod formatting;
pub(super) mod help;
pub(super) mod navigation;
pub(super) mod outline;
pub(super) mod paint;
pub(super) mod rename;
