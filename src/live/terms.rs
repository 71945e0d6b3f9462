use crate::bundle::{Limits, Seal};
use crate::trust::{self, Opened, Ratchet, Trust, TrustError};

/// On what terms a host takes bundles.
///
/// By default it asks for no signature, and loads within the default limits.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Whose bundles are taken.
    pub trust: Trust,
    /// How large, how costly.
    pub limits: Limits,
    /// What is older than this is never taken, whatever was taken before. Looked at where `trust` asks.
    pub ratchet: Ratchet,
    /// Whether a signed bundle may be older than those before it: for a host that goes back by putting an old file in
    /// place, instead of signing it again with a higher revision. It is still signed, and not older than `ratchet`; and what
    /// was the newest is remembered.
    pub may_go_back: bool,
}

impl Terms {
    /// Opens a bundle, where that is not older than what was taken.
    pub(super) fn open(&self, bytes: &[u8], taken: Option<Ratchet>) -> Result<Opened, TrustError> {
        let newest = taken.filter(|_| !self.may_go_back).unwrap_or_default();
        let ratchet = self.ratchet.stricter(newest);
        let opened = trust::open_within(bytes, &self.trust, &ratchet, &self.limits)?;
        // Whoever may go back goes to an older signed bundle, not to one that nobody signed.
        let is_stripped = taken.is_some() && self.trust.asks() && opened.signed.is_none();
        if is_stripped { Err(TrustError::NotSigned) } else { Ok(opened) }
    }

    /// The most bytes that a file may have: a bundle and its seal.
    pub(super) fn most(&self) -> u64 {
        self.limits.size.saturating_add(u64::try_from(Seal::BYTES).unwrap_or(u64::MAX))
    }
}
