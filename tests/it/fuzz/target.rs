//! The ways into Enroute, and what must hold of any bytes that come in by them.

use super::look;
use super::{item, session};
use crate::oracle::dice::Dice;
use enroute::source::{FileId, Limits};
use enroute::syntax::decode;

/// A way into Enroute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// Text to tokens.
    Lex,
    /// Text to sections.
    Split,
    /// Text to tree.
    Parse,
    /// JSON, or a row, to a decision.
    Item,
    /// Text to diagnostics, and to a bundle where there is nothing wrong.
    Check,
    /// Text to text that looks as it should.
    Format,
    /// Texts that follow one another under an editor's hands.
    Session,
}

impl Target {
    pub(crate) const ALL: [Self; 7] =
        [Self::Lex, Self::Split, Self::Parse, Self::Item, Self::Check, Self::Format, Self::Session];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lex => "lex",
            Self::Split => "split",
            Self::Parse => "parse",
            Self::Item => "item",
            Self::Check => "check",
            Self::Format => "format",
            Self::Session => "session",
        }
    }

    /// Gives the bytes to Enroute. Panics where something does not hold that must.
    pub(crate) fn attempt(self, bytes: &[u8]) {
        if self == Self::Item {
            return item::attempt(bytes);
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return no_text(bytes) };
        match self {
            Self::Lex => look::lex(text),
            Self::Split => look::split(text),
            Self::Parse => look::parse(text),
            Self::Check => look::check(text),
            Self::Format => {
                look::format(text);
            }
            Self::Session => session::attempt(text),
            Self::Item => {}
        }
    }
}

/// What is no text is said to be none, at the place where it stops being one.
fn no_text(bytes: &[u8]) {
    let error = decode(FileId(0), bytes.to_vec(), &Limits::DEFAULT).unwrap_err();
    assert!(error.to_string().contains("UTF-8"), "{error}");
}

/// Chance that depends on some bytes alone, so that the same bytes are always treated alike.
pub(crate) fn chance_of(bytes: &[u8]) -> Dice {
    let seed = bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum: u64, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    });
    Dice::new(seed)
}
