use super::items::{Input, Kind};
use super::known;
use super::outcome::Failure;
use super::progress::Progress;
use enroute::bundle::Bundle;
use enroute::item::ReadOptions;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

/// How the items of a file are read.
#[derive(Debug, Clone, clap::Args)]
#[group(requires = "items")]
pub(crate) struct ReadArgs {
    /// What the file holds, where its name does not say
    #[arg(long, value_enum)]
    input: Option<Kind>,
    /// The workstream of items that name none
    #[arg(long, value_name = "NAME")]
    workstream: Option<String>,
    /// The record (entity) of items that name neither a workstream nor an instance, for its intake
    #[arg(long, value_name = "ENTITY", conflicts_with = "workstream")]
    record: Option<String>,
}

impl ReadArgs {
    /// Refuses a workstream or record that the program does not have.
    pub(crate) fn fits(&self, bundle: &Bundle) -> Result<(), Failure> {
        known::addressed(bundle, self.workstream.as_deref(), self.record.as_deref())
    }

    /// The file, open, and what is read of it shown.
    pub(crate) fn open(&self, path: &Path, progress: &Progress) -> Result<Input, Failure> {
        Input::open(path, self.input, |raw, size| progress.watch(raw, size))
    }

    /// How the item with that id, if it has none of its own, is read.
    pub(crate) fn options<'a>(&'a self, id: &'a str) -> ReadOptions<'a> {
        ReadOptions { workstream: self.workstream.as_deref(), record: self.record.as_deref(), id: Some(id) }
    }
}

/// How many work at once.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct ThreadArgs {
    /// How many threads decide [default: one for each core]; what is printed is the same for any number
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<NonZeroUsize>,
}

impl ThreadArgs {
    /// So many.
    pub(crate) fn many(self) -> NonZeroUsize {
        let all = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(all)
    }
}

/// A number of threads as it stands among arguments.
fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "write how many threads decide, 1 or more".to_owned())
}
