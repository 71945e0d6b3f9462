//! The file a program is compiled to: `.routeb`.
//!
//! Takes a program and what people want to know of it ([`About`]), gives bytes; takes bytes, gives a [`Bundle`] whose
//! program is verified, or a sentence about why not. It must never know a file system, nor how a program is run.

mod about;
mod book;
mod clause;
mod code;
mod conditions;
mod counted;
mod error;
mod file;
mod filed;
mod header;
mod hex;
mod limits;
mod listing;
mod pack;
mod reasons;
mod scribe;
mod seal;
mod sections;
mod told;
mod varint;
mod wording;
mod zones;

pub use about::{About, Declared, Origin, Setting};
pub use book::{Place, RuleAbout, RuleBook};
pub use clause::{Clause, ClauseKind};
pub use error::LoadError;
pub use file::Bundle;
pub use hex::Hex;
pub use limits::Limits;
pub use scribe::{Part, Scribe, Tree};
pub use seal::{Envelope, Seal};
pub use zones::OtherZones;
