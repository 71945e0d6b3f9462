use super::facts::FactArgs;
use super::items::{Input, Items, Kind};
use super::known;
use super::outcome::Failure;
use super::terminal;
use super::work::{Both, Load, Side, work_on};
use enroute::bundle::Bundle;
use enroute::item::Reader;
use enroute::replay::Replay;
use enroute::vm::Facts;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread;

/// Which items are decided again, and how.
pub(crate) struct Again<'a> {
    /// The file of items; `-` for stdin.
    pub(crate) items: &'a Path,
    /// What the file holds, where its name does not say.
    pub(crate) input: Option<Kind>,
    /// The workstream of items that name none.
    pub(crate) workstream: Option<&'a str>,
    /// The record of items that name neither a workstream nor an instance.
    pub(crate) record: Option<&'a str>,
    /// What is so beside the items.
    pub(crate) facts: &'a FactArgs,
    /// How many threads decide; one for each core where nobody says.
    pub(crate) threads: Option<NonZeroUsize>,
}

/// Decides each item by both programs, and tells what is different.
pub(crate) fn again(old: Bundle, new: Bundle, with: &Again<'_>) -> Result<Replay, Failure> {
    known::addressed(&old, with.workstream, with.record)?;
    known::addressed(&new, with.workstream, with.record)?;
    let facts = with.facts.facts(&new)?;
    let bar = terminal::bar(true);
    let input = Input::open(with.items, with.input, |raw, size| terminal::watched(raw, size, &bar))?;
    let digests = (old.digest().to_string(), new.digest().to_string());
    let both = Arc::new(Both {
        old: side(old, facts.clone()),
        new: side(new, facts),
        workstream: with.workstream.map(str::to_owned),
        record: with.record.map(str::to_owned),
    });
    let all = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let tally = work_on(&both, Items::new(input), with.threads.unwrap_or_else(all), &mut talk)?;
    bar.finish_and_clear();
    Ok(tally.report(&digests.0, &digests.1))
}

fn side(bundle: Bundle, facts: Facts) -> Side {
    Side { reader: Reader::new(bundle.schema()), bundle, facts }
}

/// Passes on what is said of items that could not be decided.
fn talk(load: &Load) -> Result<(), Failure> {
    if !load.talk.is_empty() {
        anstream::stderr().lock().write_all(&load.talk)?;
    }
    Ok(())
}
