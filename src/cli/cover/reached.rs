use crate::cli::decider::Decider;
use crate::cli::facts::FactArgs;
use crate::cli::items::{Input, Kind, each};
use crate::cli::known;
use crate::cli::outcome::Failure;
use crate::cli::report::safe;
use enroute::cover::Coverage;
use enroute::engine::Compiled;
use enroute::item::{ReadOptions, Reader};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Which items are counted, where it is not the tests.
#[derive(Debug, clap::Args)]
pub(crate) struct ItemArgs {
    /// Count what the items of this file reach, and not what the program's tests do; `-` for stdin
    #[arg(long, value_name = "FILE")]
    items: Option<PathBuf>,
    /// What the file holds, where its name does not say
    #[arg(long, value_enum, requires = "items")]
    input: Option<Kind>,
    /// The workstream of items that name none
    #[arg(long, value_name = "NAME", requires = "items")]
    workstream: Option<String>,
    /// The record (entity) of items that name neither a workstream nor an instance, for its intake
    #[arg(long, value_name = "ENTITY", requires = "items", conflicts_with = "workstream")]
    record: Option<String>,
    #[command(flatten)]
    facts: FactArgs,
}

impl ItemArgs {
    /// What the items of the file reach; none where no file is named, or the program has errors.
    pub(crate) fn coverage<'c>(&self, compiled: &'c Compiled) -> Result<Option<Coverage<'c>>, Failure> {
        let Some((path, bundle)) = self.items.as_ref().zip(compiled.bundle.as_ref()) else { return Ok(None) };
        known::addressed(bundle, self.workstream.as_deref(), self.record.as_deref())?;
        let facts = self.facts.facts(bundle)?;
        let reader = Reader::new(bundle.schema());
        let mut decider = Decider::new(bundle, &reader, &facts);
        let mut coverage = Coverage::new(bundle);
        let input = Input::open(path, self.input, |raw, _| raw)?;
        let mut talk = anstream::stderr().lock();
        each(input, &mut |line, piece| {
            let id = line.to_string();
            let options = ReadOptions {
                workstream: self.workstream.as_deref(),
                record: self.record.as_deref(),
                id: Some(&id),
            };
            match decider.read(piece, &options) {
                Ok(()) => {
                    let ruling = decider.settle_watched(&mut coverage);
                    coverage.decided(ruling);
                }
                // Nobody is left to tell if this cannot be written.
                Err(why) => drop(writeln!(talk, "line {line}: {}", safe(&why))),
            }
            ControlFlow::Continue(())
        })?;
        Ok(Some(coverage))
    }
}
