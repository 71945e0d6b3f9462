//! Text to tokens, and tokens to the text the grammar reads.
//!
//! Takes a text; gives its [`Token`]s, comments and blanks among them, which print back byte for byte; finds what is
//! wrong with single tokens; blanks out what the grammar need not see. It must never know what an entry means.

mod civil;
pub(in crate::syntax) mod figure;
mod hidden;
mod hyphen;
mod layout;
mod mistake;
mod quote;
mod scan;
mod token;

pub use scan::tokens;
pub use token::{Bracket, Token, TokenKind};

pub(in crate::syntax) use layout::{CLAUSES, blank, dangles, prepare};
pub(in crate::syntax) use mistake::report;
pub(in crate::syntax) use quote::unquote;
pub(in crate::syntax) use token::{mark, offset, slice};
