//! The text an author wrote, and the places in it.
//!
//! Takes a name and a text; gives a [`SourceFile`] and [`Span`]s into it. It must never know what the text means.

mod file;
mod path;
mod span;

pub use file::{FileId, SourceFile, Sources};
pub use path::resolve;
pub use span::{Span, Spanned};
