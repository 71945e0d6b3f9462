use crate::bytecode::MISSING;

/// The lists of one item. A list's value is the place of its span here; members are integers as slots hold them.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    members: Vec<i64>,
    ends: Vec<usize>,
}

impl Lists {
    /// Forgets all lists, keeps the memory.
    pub(super) fn clear(&mut self) {
        self.members.clear();
        self.ends.clear();
    }

    /// How many lists there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// Forgets all lists but the first `count`.
    pub(super) fn rewind(&mut self, count: usize) {
        self.ends.truncate(count);
        self.members.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// Adds one member to the list being made.
    pub fn push(&mut self, member: i64) {
        self.members.push(member);
    }

    /// Ends the list being made, from the end of the last one to here, and gives its value.
    pub fn finish(&mut self) -> i64 {
        let value = i64::try_from(self.ends.len()).unwrap_or(MISSING);
        self.ends.push(self.members.len());
        value
    }

    /// The members of a list; empty for a missing value and for one that is no list.
    #[must_use]
    pub fn members(&self, value: i64) -> &[i64] {
        let Ok(place) = usize::try_from(value) else {
            return &[];
        };
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(place).and_then(|end| self.members.get(start..*end)).unwrap_or_default()
    }
}
