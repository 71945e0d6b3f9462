use super::key::PublicKey;
use crate::bundle::{Hex, LoadError};

/// Why a host does not take a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// It has no seal, and the host takes none without.
    #[error("the bundle is not signed, and only signed ones are taken here: sign it with `enroute sign`")]
    NotSigned,
    /// Nobody is trusted.
    #[error(
        "no key is trusted here, so that no signed bundle can be taken: list the public keys of those who sign"
    )]
    NoKeys,
    /// It is signed with a key that the host does not list.
    #[error("the bundle is said to be signed with the key {}, which is not among those trusted here", Hex(.key))]
    UnknownKey {
        /// The key that its seal names. It may be no key at all.
        key: [u8; 32],
    },
    /// The signature is not over these bytes and this revision, or not of this key.
    #[error(
        "the signature does not belong to this bundle: the key {key} did not sign these bytes as revision {revision}"
    )]
    Foreign {
        /// The key that its seal names, which is trusted.
        key: PublicKey,
        /// The revision that its seal names.
        revision: u64,
    },
    /// A newer one was taken before.
    #[error(
        "the bundle has revision {found}, and {least} is the least that is taken here: to go back on purpose, sign it again with a higher revision"
    )]
    Older {
        /// The revision it has.
        found: u64,
        /// The least that is taken.
        least: u64,
    },
    /// Another was taken before with the same revision.
    #[error(
        "another bundle was taken before as revision {revision}: sign this one again with a higher revision"
    )]
    Twice {
        /// The revision of both.
        revision: u64,
    },
    /// It is no bundle, or its seal is damaged, or its program cannot be trusted.
    #[error(transparent)]
    Load(#[from] LoadError),
}

impl TrustError {
    /// Which of these it is, in a word that stays the same in later versions: `not-signed`. [`LoadError::code`] has those of
    /// [`TrustError::Load`].
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotSigned => "not-signed",
            Self::NoKeys => "no-keys",
            Self::UnknownKey { .. } => "unknown-key",
            Self::Foreign { .. } => "foreign-signature",
            Self::Older { .. } => "older-revision",
            Self::Twice { .. } => "same-revision",
            Self::Load(error) => error.code(),
        }
    }
}

/// Why bytes or a text are no public key that can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text is not 32 bytes in hexadecimal.
    #[error("a public key is written as 64 hexadecimal digits")]
    Digits,
    /// The bytes are no point of the curve.
    #[error("these 32 bytes are no public key of Ed25519")]
    NoPoint,
    /// The bytes are a second way to write a key.
    #[error("these 32 bytes are a public key as Ed25519 does not write it")]
    Spelling,
    /// No secret key belongs to it alone, so that others than its owner could sign.
    #[error("the public key is weak: signatures could be made for it without its secret key")]
    Weak,
}

/// Why a text is not what a ratchet was written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what was taken before is written as a revision, and behind it the digest of the bundle")]
pub struct RatchetError;
