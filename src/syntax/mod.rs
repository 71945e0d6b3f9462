//! Text to tree.
//!
//! Takes a file's text, gives its [`ast::File`] and a bag of diagnostics, whatever the text. It must never know what
//! a name refers to or whether a program is allowed.

pub mod ast;
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the grammar generates the enum of its rules, and a node holds only those that its own rule names"
)]
mod build;
mod crowd;
mod decode;
pub mod error;
mod head;
pub mod lex;
mod parse;
mod section;
mod split;

pub use decode::decode;
pub use head::head;
pub use lex::figure::shortened;
pub use parse::{parse, parse_by_grammar, parse_section, parse_whole, parse_within};
pub use section::sections;
