//! The file a program is compiled to: `.routeb`.
//!
//! Takes a program and what people want to know of it ([`About`]), gives bytes; takes bytes, gives a [`Bundle`] whose
//! program is verified, or a sentence about why not. It must never know a file system, nor how a program is run.

mod about;
mod error;
mod file;
mod header;
mod listing;
mod sections;
mod trees;

pub use about::{About, Clause, ClauseKind, Declared, Kept, Origin, Place, RuleAbout, Setting};
pub use error::LoadError;
pub use file::Bundle;
