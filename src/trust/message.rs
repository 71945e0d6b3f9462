//! What is signed: 80 bytes, numbers little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 28 | `enroute: a bundle is signed\n`, which no other use of a key may begin with |
//! | 4 | the version of the seal's layout |
//! | 8 | the revision |
//! | 8 | how many bytes the bundle has |
//! | 32 | the BLAKE3 digest of the bundle, which is its identity |
//!
//! The bundle's own layout, its sections and their order are in the bytes that the digest is of; the key is in what
//! Ed25519 itself hashes.

use crate::bundle::{Envelope, Seal};

const CONTEXT: &[u8; 28] = b"enroute: a bundle is signed\n";

/// The bytes that a signature is over. The digest is what the bundle's bytes have, not what they claim.
pub(super) fn message(envelope: &Envelope<'_>, digest: &[u8; 32], revision: u64) -> Vec<u8> {
    let length = u64::try_from(envelope.bundle.len()).unwrap_or(u64::MAX);
    let numbers = [revision.to_le_bytes(), length.to_le_bytes()].concat();
    [&CONTEXT[..], &Seal::VERSION.to_le_bytes(), &numbers, digest].concat()
}
