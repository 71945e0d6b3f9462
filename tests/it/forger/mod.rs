//! Bundles that were tampered with: by the tests, and by the campaign of `examples/forged.rs`.
//!
//! A bundle is cut into its sections, changed, and sealed again with checksums and a digest that are right, so that only
//! the verifier stands between it and the host. What loads is used as hosts use bundles.

pub(crate) mod bases;
pub(crate) mod campaign;
pub(crate) mod changes;
pub(crate) mod dice;
pub(crate) mod host;
mod multiplied;
pub(crate) mod sections;
