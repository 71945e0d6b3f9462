//! The text an author wrote, and the places in it.
//!
//! Takes a name and a text; gives a [`SourceFile`] and [`Span`]s into it, and says how much text there may be
//! ([`Limits`]). It must never know what the text means.

mod file;
mod limits;
mod path;
mod size;
mod span;

pub use file::{FileId, SourceFile, Sources};
pub use limits::Limits;
pub use path::{is_route, relative, resolve};
pub use size::Size;
pub use span::{Span, Spanned};
