use super::error::ActivationError;
use crate::trust::Signed;
use std::sync::Arc;

/// How a host stands: for its health page and its metrics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The digest of the bundle in force, in hexadecimal: decisions name it.
    pub digest: Arc<str>,
    /// Who signed it, and as which revision; none where it is not signed, or nobody asked.
    pub signed: Option<Signed>,
    /// That it was compiled with other zone rules than are here, in a sentence; none where it was not.
    pub other_zones: Option<String>,
    /// How many bundles were put in force since the start, the first not counted.
    pub activations: u64,
    /// How many were not.
    pub refusals: u64,
    /// Why the last attempt failed; none once one has succeeded.
    pub failing: Option<ActivationError>,
    /// How many bundles are in memory: the one in force, and those that somebody still decides with.
    pub in_memory: usize,
}
