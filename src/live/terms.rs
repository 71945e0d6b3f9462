use crate::bundle::{Limits, Seal};
use crate::trust::{Ratchet, Trust};

/// On what terms a host takes bundles.
///
/// By default it asks for no signature, and loads within the default limits.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Whose bundles are taken.
    pub trust: Trust,
    /// How large, how costly.
    pub limits: Limits,
    /// What was taken before this host kept a bundle of its own: nothing older is taken. Once a signed bundle is in force,
    /// that one counts.
    pub ratchet: Ratchet,
    /// Whether a signed bundle may be older than the one before it: for a host that goes back by putting an old file in
    /// place, instead of signing it again with a higher revision.
    pub may_go_back: bool,
}

impl Terms {
    /// The most bytes that a file may have: a bundle and its seal.
    pub(super) fn most(&self) -> u64 {
        self.limits.size.saturating_add(u64::try_from(Seal::BYTES).unwrap_or(u64::MAX))
    }
}
