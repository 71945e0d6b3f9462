use super::build::Index;
use super::scans::Scans;
use super::through::Through;

/// What a machine has seen of the item at hand, so that no rule looks twice.
#[derive(Debug, Clone)]
pub struct Sight {
    /// What was found in its texts.
    pub scans: Scans,
    /// The rules that may match, of those that were just looked at.
    pub through: Through,
    /// The same of the list whose rule asks a table at the moment; tables do not ask tables.
    outer: Through,
}

impl Sight {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(index: &Index) -> Self {
        Self { scans: Scans::new(index), through: Through::default(), outer: Through::default() }
    }

    /// Turns from the list at hand to the rows of a table that one of its rules asks, and afterwards back.
    pub fn turn(&mut self) {
        std::mem::swap(&mut self.through, &mut self.outer);
    }

    /// Forgets the item.
    pub fn clear(&mut self) {
        self.scans.clear();
    }
}
