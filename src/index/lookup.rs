use super::postings::{Ranges, Stretch, Values, run};
use crate::bytecode::{Brevity, Slot};

/// What a decision looks up in a list's postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// What a slot holds; of a text, which constant it is equal to.
    Value(Slot),
    /// The range that what a slot holds lies in.
    Range(Slot),
    /// The range that an instant's age lies in.
    Age(Slot),
    /// The members of a list; of texts, which constants they are equal to.
    Members(Slot),
    /// The patterns found in the text of that set.
    Patterns(u16),
}

/// One thing that a list of rules looks up, and what it finds there.
#[derive(Debug, Clone)]
pub struct Lookup {
    pub(super) subject: Subject,
    /// How values of the subject are brought to what the table holds.
    pub(super) brevity: Brevity,
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

    /// The postings of the brief form of a value or age.
    #[must_use]
    #[inline]
    pub fn get(&self, brief: i32) -> Stretch {
        match &self.table {
            Table::Values(values) => values.get(brief),
            Table::Ranges(ranges) => ranges.get(brief),
        }
    }

    /// The postings of an age or a member.
    #[must_use]
    pub fn of_value(&self, value: i64) -> Stretch {
        self.get(self.brevity.brief(value))
    }

    /// All that can be found, by rising value, in brief: each value that has postings; of ranges, the begin of each part
    /// between two neighbouring ends.
    #[must_use]
    pub fn all(&self) -> Vec<(i32, Stretch)> {
        match &self.table {
            Table::Values(values) => values.all(),
            Table::Ranges(ranges) => ranges.all(),
        }
    }

    /// The postings of all values, one after the other.
    pub(super) fn postings(&self) -> Stretch {
        match &self.table {
            Table::Values(values) => values.postings(),
            Table::Ranges(ranges) => run(&ranges.starts),
        }
    }

    /// How values of the subject are brought to what the postings stand under.
    #[must_use]
    pub fn brevity(&self) -> Brevity {
        self.brevity
    }
}
