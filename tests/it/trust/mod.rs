//! Signed bundles: what a trusted key signed is taken, and nothing else, however it was made.

mod claims;
mod codes;
mod commands;
mod curve;
mod cut;
mod files;
mod keys;
mod sections;
mod taken;
mod wrapped;

use super::support::compile;
use enroute::bundle::{LoadError, Seal};
use enroute::trust::{Ratchet, SecretKey, Trust, TrustError, open, sign};
use std::sync::LazyLock;

/// A key, by the byte it is made of.
fn secret(byte: u8) -> SecretKey {
    SecretKey::from_bytes(&[byte; 32])
}

/// The key that these tests trust.
const OURS: u8 = 1;
/// One that they do not trust.
const THEIRS: u8 = 2;

/// A small bundle, not signed, whose queue has this name.
fn bundle(queue: &str) -> Vec<u8> {
    compile(&format!("language 1\nqueue {queue} {{ type record }}\n")).bundle.unwrap().write()
}

/// The small bundle as the trusted key signs it.
fn signed(revision: u64) -> Vec<u8> {
    static SEVENTH: LazyLock<Vec<u8>> = LazyLock::new(|| sign(&bundle("desk"), &secret(OURS), 7).unwrap());
    match revision {
        7 => SEVENTH.clone(),
        _ => sign(&bundle("desk"), &secret(OURS), revision).unwrap(),
    }
}

/// Where the seal begins.
fn seal_at(signed: &[u8]) -> usize {
    signed.len() - Seal::BYTES
}

fn seal_of(signed: &[u8]) -> &[u8] {
    &signed[seal_at(signed)..]
}

fn ours() -> Trust {
    Trust::only([secret(OURS).public()])
}

/// Why a host that demands our signature does not take these bytes.
#[track_caller]
fn refusal(bytes: &[u8]) -> TrustError {
    open(bytes, &ours(), &Ratchet::default()).expect_err("it is taken")
}

/// They are refused for the signature, and for nothing before it.
#[track_caller]
fn assert_foreign(bytes: &[u8]) {
    let found = refusal(bytes);
    assert!(matches!(found, TrustError::Foreign { .. }), "{found}");
}

/// That bytes follow this part.
fn trailing(section: &'static str) -> TrustError {
    TrustError::Load(LoadError::Trailing { section })
}

/// That this part is cut short.
fn short(section: &'static str) -> TrustError {
    TrustError::Load(LoadError::Short { section })
}
