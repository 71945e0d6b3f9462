use super::error::{RatchetError, TrustError};
use super::open::Signed;
use crate::bundle::Hex;
use std::fmt;
use std::str::FromStr;

/// The newest signed bundle that a host has taken: what it takes next may not be older. The host keeps it, as text, where
/// those who bring bundles cannot write.
///
/// By default nothing was taken yet, and any revision will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ratchet {
    least: u64,
    /// The bundle that has the least revision, where one was taken.
    digest: Option<[u8; 32]>,
}

impl Ratchet {
    /// Takes this revision and any above it.
    #[must_use]
    pub fn at_least(revision: u64) -> Self {
        Self { least: revision, digest: None }
    }

    /// Takes this bundle and any with a higher revision.
    #[must_use]
    pub fn after(taken: Signed) -> Self {
        Self { least: taken.revision, digest: Some(taken.digest) }
    }

    /// Takes what both take; of two that differ in nothing but the bundle, what this one takes.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        let is_other = other.least > self.least || (other.least == self.least && self.digest.is_none());
        if is_other { other } else { self }
    }

    /// The least revision that is taken.
    #[must_use]
    pub fn least(&self) -> u64 {
        self.least
    }

    /// Whether this bundle is not older than what was taken.
    pub(super) fn check(&self, next: &Signed) -> Result<(), TrustError> {
        if next.revision < self.least {
            return Err(TrustError::Older { found: next.revision, least: self.least });
        }
        let other = self.digest.is_some_and(|digest| digest != next.digest);
        if next.revision == self.least && other {
            return Err(TrustError::Twice { revision: next.revision });
        }
        Ok(())
    }

    /// Whether a bundle that is not signed is not older than what was taken: only where nothing was.
    pub(super) fn check_unsigned(&self) -> Result<(), TrustError> {
        if *self == Self::default() { Ok(()) } else { Err(TrustError::NotSigned) }
    }
}

/// `12 ` and the digest, or `12 -` where there is none: a text that was cut short is neither.
impl fmt::Display for Ratchet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.digest {
            Some(digest) => write!(out, "{} {}", self.least, Hex(&digest)),
            None => write!(out, "{} -", self.least),
        }
    }
}

impl FromStr for Ratchet {
    type Err = RatchetError;

    fn from_str(text: &str) -> Result<Self, RatchetError> {
        let (least, digest) = text.trim().split_once(' ').ok_or(RatchetError)?;
        let digest = if digest == "-" { None } else { Some(Hex::read(digest).ok_or(RatchetError)?) };
        Ok(Self { least: least.parse().map_err(|_| RatchetError)?, digest })
    }
}
