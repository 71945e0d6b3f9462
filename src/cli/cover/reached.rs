use crate::cli::decider::Decider;
use crate::cli::facts::FactArgs;
use crate::cli::items::Items;
use crate::cli::outcome::Failure;
use crate::cli::progress::Progress;
use crate::cli::reading::{ReadArgs, ThreadArgs};
use crate::cli::work::{Count, Counting, work_on};
use enroute::bundle::Bundle;
use enroute::cover::Coverage;
use std::path::PathBuf;
use std::sync::Arc;

/// Which items are counted, where it is not the tests.
#[derive(Debug, clap::Args)]
pub(crate) struct ItemArgs {
    /// Count what the items of this file reach; `-` for stdin
    #[arg(long, value_name = "FILE")]
    items: Option<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    facts: FactArgs,
    #[command(flatten)]
    threads: ThreadArgs,
}

impl ItemArgs {
    /// What the items of the file reach; none where no file is named.
    pub(crate) fn coverage(&self, bundle: &Bundle) -> Result<Option<Coverage>, Failure> {
        let Some(path) = &self.items else { return Ok(None) };
        self.read.fits(bundle)?;
        let facts = self.facts.facts(bundle)?;
        let progress = Progress::new(true);
        let items = Items::new(self.read.open(path, &progress)?);
        let job = Arc::new(Counting::new(bundle.clone(), facts, self.read.clone(), Coverage::new));
        let coverage = work_on(&job, items, self.threads.many(), &mut |load| progress.given(load))?;
        progress.end();
        Ok(coverage)
    }
}

impl Count for Coverage {
    fn item(&mut self, _: u64, decider: &mut Decider<'_>) {
        decider.settle_watched(self);
    }

    fn add(&mut self, other: Self) {
        Self::add(self, &other);
    }
}
