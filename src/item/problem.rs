use std::fmt;

/// Something wrong with the data of one item, in the words of who wrote the program. The item is decided all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The place, as rules write it: `customer.tier`.
    pub path: String,
    /// What is wrong.
    pub reason: Reason,
}

/// What can be wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// A required field has no value.
    Missing,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            Reason::Missing => write!(out, "`{}` has no value", self.path),
        }
    }
}
