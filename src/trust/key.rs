use super::error::KeyError;
use super::hex::{self, Hex};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::fmt;
use std::str::FromStr;

/// A public key, by which a bundle's signature is judged. Its text is its 32 bytes in hexadecimal, which is short enough
/// to be its own fingerprint.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key of these bytes. Refused is what no honest signer has: a second spelling of a key, a key of small order,
    /// and one that has a part of small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NoPoint)?;
        let point = key.to_edwards();
        if key.is_weak() || !point.is_torsion_free() {
            return Err(KeyError::Weak);
        }
        if point.compress().as_bytes() != bytes {
            return Err(KeyError::Spelling);
        }
        Ok(Self(*bytes))
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// Whether it signed that message, by the strict rules: one signature for one message, no parts of small order.
    pub(super) fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hex(&self.0).fmt(out)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PublicKey({self})")
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&hex::read(text.trim()).ok_or(KeyError::Digits)?)
    }
}

/// A secret key, which signs. It is wiped from memory when it is dropped, and is never shown.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key of these bytes, which must have been drawn by chance and be known to nobody else. Who has them should wipe
    /// them.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    /// Its public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SecretKey(of {})", self.public())
    }
}
