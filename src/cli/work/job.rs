use crate::cli::reading::ReadArgs;
use enroute::bundle::Bundle;
use enroute::item::Reader;
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
    /// How each item is read.
    pub(crate) read: ReadArgs,
    /// Whether items with bad data are refused.
    pub(crate) strict: bool,
    /// Whether decisions are counted and not given.
    pub(crate) summary: bool,
    /// Whether complaints are JSON.
    pub(crate) json: bool,
}
