use super::build::Index;
use super::columns::Columns;
use super::scans::Scans;

/// What a machine has seen of the item at hand, so that no rule looks twice.
#[derive(Debug, Clone)]
pub struct Sight {
    /// What was found in its texts.
    pub scans: Scans,
    /// What the guards of the list at hand see.
    pub columns: Columns,
}

impl Sight {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(index: &Index) -> Self {
        Self { scans: Scans::new(index), columns: Columns::default() }
    }

    /// Forgets the item.
    pub fn clear(&mut self) {
        self.scans.clear();
        self.columns.clear();
    }
}
