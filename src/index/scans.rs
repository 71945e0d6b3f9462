use super::build::Index;
use super::patterns::Found;
use crate::bytecode::MISSING;

/// What was found in the texts of the item at hand: each text is searched once, when the first rule asks.
#[derive(Debug, Clone, Default)]
pub struct Scans {
    scans: Vec<Scan>,
}

#[derive(Debug, Clone)]
struct Scan {
    /// The text searched, as its slot holds it.
    value: i64,
    found: Found,
}

impl Scans {
    /// Nothing searched yet.
    #[must_use]
    pub fn new(index: &Index) -> Self {
        let scan = Scan { value: MISSING, found: Found::default() };
        Self { scans: vec![scan; index.sets().len()] }
    }

    /// Forgets the texts of the item before.
    pub fn clear(&mut self) {
        for scan in &mut self.scans {
            scan.value = MISSING;
        }
    }

    /// What was found in the text `value` of a set's slot; `text` gives it where it must be searched first. Nothing for a
    /// missing text.
    pub fn found<'s, 't>(
        &'s mut self,
        index: &Index,
        set: u16,
        value: i64,
        text: impl FnOnce() -> &'t str,
    ) -> Option<&'s Found> {
        let scan = self.scans.get_mut(usize::from(set))?;
        if value == MISSING {
            return None;
        }
        if scan.value != value {
            index.sets().get(usize::from(set))?.patterns.search(text(), &mut scan.found);
            scan.value = value;
        }
        Some(&scan.found)
    }
}
