use crate::bundle::Bundle;
use crate::item::Reader;
use crate::trust::{Opened, Signed};
use std::sync::Arc;

/// A bundle that is in force, or was.
#[derive(Debug)]
pub struct Active {
    bundle: Bundle,
    reader: Reader,
    signed: Option<Signed>,
    generation: u64,
    /// One more holder for each bundle in memory.
    _alive: Arc<()>,
}

impl Active {
    pub(super) fn new(opened: Opened, generation: u64, alive: &Arc<()>) -> Self {
        let reader = Reader::new(opened.bundle.schema());
        let Opened { bundle, signed } = opened;
        Self { bundle, reader, signed, generation, _alive: Arc::clone(alive) }
    }

    /// The bundle.
    #[must_use]
    pub fn bundle(&self) -> &Bundle {
        &self.bundle
    }

    /// Reads items for it.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Who signed it, and as which revision; none where it is not signed, or nobody asked.
    #[must_use]
    pub fn signed(&self) -> Option<&Signed> {
        self.signed.as_ref()
    }

    /// How many bundles this host had in force before it, since it started.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether the same bytes under the same revision are in force.
    pub(super) fn is(&self, opened: &Opened) -> bool {
        self.bundle.digest() == opened.bundle.digest() && self.signed == opened.signed
    }
}
