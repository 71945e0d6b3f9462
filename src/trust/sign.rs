use super::key::SecretKey;
use super::message::message;
use crate::bundle::{Bundle, Envelope, Limits, LoadError, Seal};

/// The bundle with a seal behind it. What cannot be loaded by any host is not signed; a seal that is there already is
/// replaced.
///
/// Whoever signs counts the revision up, from 1: a host that took one takes none below it. So leave room above: the command
/// takes at most 2^53 - 1, which every reader of JSON knows exactly.
pub fn sign(bytes: &[u8], key: &SecretKey, revision: u64) -> Result<Vec<u8>, LoadError> {
    let envelope = Envelope::of(bytes)?;
    Bundle::load_within(envelope.bundle, &Limits::UNLIMITED)?;
    let signature = key.sign(&message(&envelope, &envelope.digest(), revision));
    let seal = Seal { revision, key: key.public().to_bytes(), signature };
    Ok([envelope.bundle, &seal.write()].concat())
}
