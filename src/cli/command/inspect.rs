use crate::cli::loaded::read;
use crate::cli::outcome::{Outcome, Verdict};
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  enroute inspect contoso.routeb
  enroute inspect --index contoso.routeb
  enroute inspect --index --rule platinum contoso.routeb";

/// What to look into.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A compiled `.routeb`
    file: PathBuf,

    /// Say how each list of rules is asked, what each rule is filed under, and which rules are costly
    #[arg(long)]
    index: bool,

    /// Name only the rules whose address has this in it
    #[arg(long, value_name = "TEXT", requires = "index", default_value = "", hide_default_value = true)]
    rule: String,
}

/// Prints the bundle's header, its sections, what its lists of rules cost, and its instructions; or how its rules are
/// found.
pub(crate) fn run(args: &Args) -> Outcome {
    let bundle = read(&args.file)?;
    let mut out = anstream::stdout().lock();
    if args.index {
        write!(out, "{}", bundle.filed(&args.rule))?;
    } else {
        write!(out, "{}\n{}", bundle.header(), bundle.listing())?;
    }
    Ok(Verdict::Good)
}
