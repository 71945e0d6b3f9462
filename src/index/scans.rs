use super::build::Index;
use super::found::Found;
use crate::bytecode::MISSING;

/// How many patterns are looked for one by one before a text is searched for all.
const ONE_BY_ONE: u8 = 2;
/// A text is searched for no more patterns than this as fast as for one.
const AS_FAST: usize = 32;

/// What was found in the texts of the item at hand: each text is searched once for all patterns, when a list looks them
/// up or several rules ask. Where a rule or two ask for one of many patterns, theirs are looked for alone.
#[derive(Debug, Clone, Default)]
pub struct Scans {
    scans: Vec<Scan>,
}

#[derive(Debug, Clone)]
struct Scan {
    /// The text searched, as its slot holds it.
    value: i64,
    found: Found,
    /// How many patterns were looked for alone.
    alone: u8,
}

impl Scans {
    /// Nothing searched yet.
    #[must_use]
    pub fn new(index: &Index) -> Self {
        let scan = Scan { value: MISSING, found: Found::default(), alone: 0 };
        Self { scans: vec![scan; index.sets().len()] }
    }

    /// Forgets the texts of the item before.
    pub fn clear(&mut self) {
        for scan in &mut self.scans {
            scan.value = MISSING;
            scan.alone = 0;
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

    /// Whether a pattern stands in the text `value` of a set's slot; not in a missing text.
    pub fn has<'t>(
        &mut self,
        index: &Index,
        set: u16,
        pattern: u32,
        value: i64,
        text: impl FnOnce() -> &'t str,
    ) -> bool {
        let Some(scan) = self.scans.get_mut(usize::from(set)).filter(|_| value != MISSING) else {
            return false;
        };
        if scan.value != value && scan.alone < ONE_BY_ONE {
            let patterns = index.sets().get(usize::from(set)).map(|set| &set.patterns);
            if let Some(patterns) = patterns.filter(|patterns| patterns.len() > AS_FAST) {
                scan.alone += 1;
                return patterns.stands_in(pattern, text());
            }
        }
        self.found(index, set, value, text).is_some_and(|found| found.has(pattern))
    }
}
