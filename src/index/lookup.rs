use super::postings::{Ranges, Stretch, Values};
use crate::bytecode::Slot;

/// What a decision looks up in a list's postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// What a slot holds.
    Value(Slot),
    /// Which constant a text is equal to.
    Symbol(Slot),
    /// The range that what a slot holds lies in.
    Range(Slot),
    /// The range that an instant's age lies in, in microseconds.
    Age(Slot),
    /// The members of a list.
    Members(Slot),
    /// Which constants the members of a list of texts are equal to.
    MemberSymbols(Slot),
    /// The patterns found in the text of that set.
    Patterns(u16),
}

/// One thing that a list of rules looks up, and what it finds there.
#[derive(Debug, Clone)]
pub struct Lookup {
    pub(super) subject: Subject,
    pub(super) table: Table,
}

#[derive(Debug, Clone)]
pub(super) enum Table {
    Values(Values),
    Ranges(Ranges),
}

impl Lookup {
    /// What is looked up.
    #[must_use]
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// The postings of a value, symbol, age, member or pattern.
    #[must_use]
    pub fn get(&self, value: i64) -> Stretch {
        match &self.table {
            Table::Values(values) => values.get(value),
            Table::Ranges(ranges) => ranges.get(value),
        }
    }

    /// All that can be found, by rising value: each value that has postings; of ranges, the begin of each part between
    /// two neighbouring ends.
    #[must_use]
    pub fn all(&self) -> Vec<(i64, Stretch)> {
        match &self.table {
            Table::Values(values) => values.all(),
            Table::Ranges(ranges) => ranges.all(),
        }
    }
}
