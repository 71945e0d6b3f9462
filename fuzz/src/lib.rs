//! The ways into Enroute as functions of bytes, for libFuzzer to find its way through. What must hold is what
//! `tests/it/fuzz` says.
//!
//! ```text
//! cargo install cargo-fuzz
//! rustup run nightly cargo fuzz run parse -- -max_total_time=600
//! ```

#[path = "../../tests/it/fuzz/mod.rs"]
#[expect(dead_code, reason = "libFuzzer throws; what throws by chance is not used here")]
mod fuzz;

/// Chance that depends on the bytes.
#[path = "../../tests/it/oracle"]
mod oracle {
    #[expect(dead_code, reason = "the tests throw more kinds of dice")]
    pub(crate) mod dice;
}

use fuzz::target::Target;

/// Text to tokens.
pub fn lex(bytes: &[u8]) {
    Target::Lex.attempt(bytes);
}

/// Text to sections.
pub fn split(bytes: &[u8]) {
    Target::Split.attempt(bytes);
}

/// Text to tree.
pub fn parse(bytes: &[u8]) {
    Target::Parse.attempt(bytes);
}

/// JSON, or a row, to a decision.
pub fn item(bytes: &[u8]) {
    Target::Item.attempt(bytes);
}

/// Text to diagnostics, and to a bundle where there is nothing wrong.
pub fn check(bytes: &[u8]) {
    Target::Check.attempt(bytes);
}

/// Text to text that looks as it should.
pub fn format(bytes: &[u8]) {
    Target::Format.attempt(bytes);
}

/// Texts that follow one another under an editor's hands, with a form feed and a line break between them.
pub fn session(bytes: &[u8]) {
    Target::Session.attempt(bytes);
}
