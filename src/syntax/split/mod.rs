//! A file cut into pieces, one a declaration, before anything is understood.
//!
//! Takes tokens; gives [`Piece`]s and the documentation above places, and says where brackets do not match. A piece
//! begins at the left margin with a header's shape, not where braces happen to balance: one lost brace costs one piece.
//! It must never know what stands inside a piece.

mod brackets;
mod docs;
mod header;
mod missed;
mod piece;

pub(in crate::syntax) use brackets::MAX_DEPTH;
pub(in crate::syntax) use docs::Docs;
pub(in crate::syntax) use header::{declares, nearest};
pub(in crate::syntax) use piece::{Piece, pieces};
