use super::error::TrustError;
use super::key::PublicKey;

/// Whose bundles a host takes.
///
/// By default it does not ask, as [`Bundle::load`](crate::bundle::Bundle::load) does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trust {
    keys: Vec<PublicKey>,
    demand: Demand,
}

/// What is asked of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Demand {
    /// Nothing.
    #[default]
    Nothing,
    /// If it is signed, then by one of the keys.
    Honest,
    /// That it is signed by one of the keys.
    Signed,
}

impl Trust {
    /// Takes what is signed with one of these keys, and nothing else; with no key, nothing at all. Several keys are for the
    /// time in which one takes the place of another.
    #[must_use]
    pub fn only(keys: impl IntoIterator<Item = PublicKey>) -> Self {
        Self { keys: keys.into_iter().collect(), demand: Demand::Signed }
    }

    /// Takes unsigned bundles too: for the time in which a host moves to signed ones. What is signed must still be signed
    /// with one of the keys, and once a signed bundle was taken, none is taken without.
    #[must_use]
    pub fn or_unsigned(self) -> Self {
        let demand = match self.demand {
            Demand::Nothing => Demand::Nothing,
            Demand::Honest | Demand::Signed => Demand::Honest,
        };
        Self { demand, ..self }
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &[PublicKey] {
        &self.keys
    }

    /// Whether a signature is looked at.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.demand != Demand::Nothing
    }

    /// Whether every bundle must be signed.
    #[must_use]
    pub fn demands(&self) -> bool {
        self.demand == Demand::Signed
    }

    /// The trusted key of these bytes.
    pub(super) fn find(&self, key: &[u8; 32]) -> Result<&PublicKey, TrustError> {
        if self.keys.is_empty() {
            return Err(TrustError::NoKeys);
        }
        let found = self.keys.iter().find(|known| known.to_bytes() == *key);
        found.ok_or(TrustError::UnknownKey { key: *key })
    }
}
