use crate::cli::loaded::read;
use crate::cli::outcome::{Outcome, Verdict};
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  enroute inspect contoso.routeb";

/// What to look into.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A compiled `.routeb`
    file: PathBuf,
}

/// Prints the bundle's header, its sections, what its lists of rules cost, and its instructions.
pub(crate) fn run(args: &Args) -> Outcome {
    let bundle = read(&args.file)?;
    let mut out = anstream::stdout().lock();
    write!(out, "{}\n{}", bundle.header(), bundle.listing())?;
    Ok(Verdict::Good)
}
