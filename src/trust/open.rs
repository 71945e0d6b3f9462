use super::error::TrustError;
use super::key::PublicKey;
use super::message::message;
use super::ratchet::Ratchet;
use super::trusted::Trust;
use crate::bundle::{Bundle, Envelope, Limits, Seal};

/// A bundle that the host takes.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The bundle.
    pub bundle: Bundle,
    /// Who signed it, and as what; none where it is not signed, or nobody asked.
    pub signed: Option<Signed>,
}

/// What a good signature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// The trusted key that signed.
    pub key: PublicKey,
    /// The revision that was signed.
    pub revision: u64,
    /// The digest of the bundle that was signed.
    pub digest: [u8; 32],
}

/// Loads a bundle if the host trusts it. Its signature and its revision are looked at first, and nothing of a bundle that
/// is not trusted is decoded.
pub fn open(bytes: &[u8], trust: &Trust, ratchet: &Ratchet) -> Result<Opened, TrustError> {
    open_within(bytes, trust, ratchet, &Limits::default())
}

/// The same, within the host's ceilings.
pub fn open_within(
    bytes: &[u8],
    trust: &Trust,
    ratchet: &Ratchet,
    limits: &Limits,
) -> Result<Opened, TrustError> {
    limits.check_file(bytes)?;
    let envelope = Envelope::of(bytes)?;
    limits.check_size(envelope.bundle)?;
    let signed = if trust.asks() { verify(&envelope, trust, ratchet)? } else { None };
    Ok(Opened { bundle: Bundle::load_within(envelope.bundle, limits)?, signed })
}

/// Who signed, where the host takes it so.
fn verify(envelope: &Envelope<'_>, trust: &Trust, ratchet: &Ratchet) -> Result<Option<Signed>, TrustError> {
    let Some(seal) = envelope.seal else {
        if trust.demands() {
            return Err(TrustError::NotSigned);
        }
        ratchet.check_unsigned()?;
        return Ok(None);
    };
    let signed = signed(envelope, &seal, trust)?;
    ratchet.check(&signed)?;
    Ok(Some(signed))
}

/// What the signature says, where it is that of a trusted key over these bytes.
fn signed(envelope: &Envelope<'_>, seal: &Seal, trust: &Trust) -> Result<Signed, TrustError> {
    let key = *trust.find(&seal.key)?;
    let (revision, digest) = (seal.revision, envelope.digest());
    if !key.has_signed(&message(envelope, &digest, revision), &seal.signature) {
        return Err(TrustError::Foreign { key, revision });
    }
    Ok(Signed { key, revision, digest })
}
