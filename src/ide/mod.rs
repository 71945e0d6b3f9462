//! What an editor asks about a program, answered in plain data.
//!
//! Takes a [`Workspace`](crate::engine::Workspace) that is up to date, and a place in one of its files; gives places,
//! texts and edits, in byte offsets of whole files. It must never know the protocol of an editor, nor touch a file.

mod cursor;
mod hover;
mod index;
mod room;
mod scope;
mod stand;
mod walk;

pub use cursor::At;
pub use hover::{Hover, hover};
pub use index::{Occurrence, occurrence, occurrences, occurrences_in};
