use super::verify::Answer;
use crate::cli::bench::Figures;
use crate::cli::outcome::{Outcome, Verdict};
use crate::cli::pipe::Line;
use crate::cli::report::Shape;
use crate::cli::results::Tested;
use std::io::{self, Write};

const EXAMPLES: &str = "\
Examples:
  enroute schema decision > decision.schema.json
  enroute schema diagnostic";

/// Which schema.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// What it describes
    #[arg(value_enum)]
    of: Kind,
}

/// What there are schemas of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// A line that `run` prints
    Decision,
    /// A problem that `check --format json` prints
    Diagnostic,
    /// What `test --format json` prints
    Results,
    /// A line that `dispatch` reads
    Event,
    /// A line that `dispatch` prints
    Step,
    /// The agents that `dispatch --agents` reads
    Roster,
    /// What `cover --format json` prints
    Cover,
    /// What `plan --format json` prints
    Plan,
    /// What `replay --format json` prints
    Replay,
    /// What `verify --format json` prints
    Signed,
    /// The figures that `bench --format json` prints
    Bench,
}

/// Prints the JSON Schema.
pub(crate) fn run(args: &Args) -> Outcome {
    let schema = match args.of {
        Kind::Decision => schemars::schema_for!(enroute::vm::Decision),
        Kind::Diagnostic => schemars::schema_for!(Shape),
        Kind::Results => schemars::schema_for!(Tested),
        Kind::Event => schemars::schema_for!(enroute::dispatch::Happened),
        Kind::Step => schemars::schema_for!(Line),
        Kind::Roster => schemars::schema_for!(enroute::dispatch::Roster),
        Kind::Cover => schemars::schema_for!(enroute::cover::Covered),
        Kind::Plan => schemars::schema_for!(enroute::plan::Plan),
        Kind::Replay => schemars::schema_for!(enroute::replay::Replay),
        Kind::Signed => schemars::schema_for!(Answer),
        Kind::Bench => schemars::schema_for!(Figures),
    };
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(Verdict::Good)
}
