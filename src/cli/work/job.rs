use enroute::bundle::Bundle;
use enroute::item::{ReadOptions, Reader};
use enroute::vm::{Facts, TraceLevel};

/// What is to be done with each item; the same for every worker.
#[derive(Debug)]
pub(crate) struct Job {
    /// By what it is decided.
    pub(crate) bundle: Bundle,
    /// How items of that program are read.
    pub(crate) reader: Reader,
    /// What is so beside the items.
    pub(crate) facts: Facts,
    /// Whether a trace is given too.
    pub(crate) trace: TraceLevel,
    /// The workstream of items that name none.
    pub(crate) workstream: Option<String>,
    /// The record of items that name neither a workstream nor an instance.
    pub(crate) record: Option<String>,
    /// Whether items with bad data are refused.
    pub(crate) strict: bool,
    /// Whether decisions are counted and not given.
    pub(crate) summary: bool,
    /// Whether complaints are JSON.
    pub(crate) json: bool,
}

impl Job {
    /// How the item with that id, if it has none of its own, is read.
    pub(crate) fn options<'a>(&'a self, id: &'a str) -> ReadOptions<'a> {
        ReadOptions { workstream: self.workstream.as_deref(), record: self.record.as_deref(), id: Some(id) }
    }
}
