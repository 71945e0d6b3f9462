//! From what Enroute says to the words of the protocol: the one place that names the fields of its answers.
//!
//! Takes plain data and the program that it is of; gives what is sent. It must never work anything out.

mod change;
mod offer;
mod outline;
mod paint;
mod said;

pub(super) use change::{Change, action, fix_all, kind, text_edits};
pub(super) use offer::{completion, hint, hover, signature};
pub(super) use outline::{fold, found_symbol, lens, link, selection, symbol};
pub(super) use paint::{legend, tokens};
pub(super) use said::{diagnostics, report, report_in, unchanged, unchanged_in};
