use super::facts::FactArgs;
use super::items::Items;
use super::outcome::Failure;
use super::progress::Progress;
use super::reading::{ReadArgs, ThreadArgs};
use super::work::{Both, Side, work_on};
use enroute::bundle::Bundle;
use enroute::item::Reader;
use enroute::replay::Replay;
use enroute::vm::Facts;
use std::path::Path;
use std::sync::Arc;

/// How items are decided again.
#[derive(Debug, clap::Args)]
pub(crate) struct AgainArgs {
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    threads: ThreadArgs,
    #[command(flatten)]
    facts: FactArgs,
}

impl AgainArgs {
    /// Decides each item of that file (`-`: stdin) by both programs, and tells what is different.
    pub(crate) fn again(&self, old: Bundle, new: Bundle, items: &Path) -> Result<Replay, Failure> {
        self.read.fits(&old)?;
        self.read.fits(&new)?;
        let facts = self.facts.facts(&new)?;
        let progress = Progress::new(true);
        let items = Items::new(self.read.open(items, &progress)?);
        let digests = (old.digest().to_string(), new.digest().to_string());
        let both =
            Arc::new(Both { old: side(old, facts.clone()), new: side(new, facts), read: self.read.clone() });
        let tally = work_on(&both, items, self.threads.many(), &mut |load| progress.given(load))?;
        progress.end();
        Ok(tally.report(&digests.0, &digests.1))
    }
}

fn side(bundle: Bundle, facts: Facts) -> Side {
    Side { reader: Reader::new(bundle.schema()), bundle, facts }
}
