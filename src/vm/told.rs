use super::decision::Problem;
use crate::item;
use std::fmt;

/// Something wrong with an item, before anyone writes it down.
#[derive(Debug, Clone, Copy)]
pub(super) enum Told<'a> {
    /// With its data.
    Data(&'a item::Problem),
    /// The model that this ruleset asks gave no answer.
    Silent(&'a str),
    /// It is addressed to nothing that the program has.
    Unrouted,
}

impl<'a> Told<'a> {
    /// The place, as rules write it.
    pub(super) fn path(self) -> &'a str {
        match self {
            Self::Data(problem) => &problem.path,
            Self::Silent(name) => name,
            Self::Unrouted => "workstream",
        }
    }
}

impl fmt::Display for Told<'_> {
    /// What is wrong, as a sentence.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(problem) => problem.fmt(out),
            Self::Silent(name) => {
                write!(out, "the model that `{name}` asks gave no answer, so `{name}` is missing")
            }
            Self::Unrouted => {
                out.write_str("the item names no workstream, instance or record of this program")
            }
        }
    }
}

impl From<Told<'_>> for Problem {
    fn from(told: Told<'_>) -> Self {
        Self { path: told.path().to_owned(), message: told.to_string() }
    }
}
