//! What can be wrong with a text before any name is looked up, in the author's words.
//!
//! Takes facts, gives messages, help and fixes. It must never know the grammar.

mod bracket;
mod figure;
mod mark;
mod mended;
mod shape;

pub use bracket::BracketError;
pub use figure::FigureError;
pub use mark::MarkError;
pub use shape::ShapeError;
