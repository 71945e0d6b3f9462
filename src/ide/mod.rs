//! What an editor asks about a program, answered in plain data.
//!
//! Takes a [`Workspace`](crate::engine::Workspace) that is up to date, and a place in one of its files; gives places,
//! texts and edits, in byte offsets of whole files. It must never know the protocol of an editor, nor touch a file.

mod complete;
mod cursor;
mod hints;
mod hover;
mod index;
mod room;
mod scope;
mod signature;
mod stand;
mod walk;

pub use complete::{Completion, CompletionKind, complete};
pub use cursor::At;
pub use hints::{Hint, HintKind, hints};
pub use hover::{Hover, hover};
pub use index::{Occurrence, occurrence, occurrences, occurrences_in};
pub use signature::{Signature, signature};
