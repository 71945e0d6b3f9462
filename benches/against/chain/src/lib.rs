//! The rules as if-chains in Rust: what a programmer would write by hand, if a programmer wrote ten thousand rules by
//! hand. `build.rs` writes them, one function for 200 rules, for the sizes in `AGAINST_SIZES`.

use rules::{Interned, Shape};

/// A chain: an item goes in, a queue comes out.
pub type Chain = fn(&Interned<'_>) -> u32;

#[allow(clippy::all, clippy::pedantic, reason = "no one reads what the build writes")]
mod written {
    use super::Chain;
    use rules::Interned;

    const GO_ON: u32 = u32::MAX - 1;

    fn has(text: &str, word: &str) -> bool {
        text.contains(word)
    }

    include!(concat!(env!("OUT_DIR"), "/chains.rs"));
}

/// The chain of that shape and size, if the build wrote one.
#[must_use]
pub fn chain(shape: Shape, rules: usize) -> Option<Chain> {
    written::CHAINS
        .iter()
        .find(|(name, size, _)| *name == shape.name() && *size == rules)
        .map(|(_, _, chain)| *chain)
}
