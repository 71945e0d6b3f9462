//! How a program looks.
//!
//! Takes a file's text; gives the same text as it should look: the author decides where lines break, this room how far
//! they are indented, what blanks stand between words, and what stands in one column. It must never change what a
//! program means: its result is read again, and what would mean something else is left as it was. It must never know
//! what a name refers to or whether a program is allowed.

mod align;
mod block;
mod build;
mod column;
mod edit;
mod entry;
mod gap;
mod layout;
mod line;
mod mark;
mod part;
mod print;
mod same;
mod shape;

pub use edit::{edits, selected, within};
pub use layout::{Formatted, format};
pub use part::Left;
