use crate::cli::loaded;
use crate::cli::outcome::{Outcome, Verdict};
use enroute::bundle::{Bundle, Envelope, Hex, LoadError, Seal};
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

/// Prints what the bundle's seal claims, its header, its sections, what its lists of rules cost, and its instructions; or
/// how its rules are found.
pub(crate) fn run(args: &Args) -> Outcome {
    let bytes = loaded::bytes(&args.file)?;
    let unfit = |error: LoadError| loaded::cannot(&args.file, &error.to_string());
    let bundle = Bundle::load(&bytes).map_err(unfit)?;
    let seal = Envelope::of(&bytes).map_err(unfit)?.seal;
    let mut out = anstream::stdout().lock();
    if args.index {
        write!(out, "{}", bundle.filed(&args.rule))?;
    } else {
        write!(out, "{}{}\n{}", sealed(seal), bundle.header(), bundle.listing())?;
    }
    Ok(Verdict::Good)
}

/// What the seal claims, which nobody has proved here.
fn sealed(seal: Option<Seal>) -> String {
    let Some(Seal { revision, key, .. }) = seal else { return "seal     none\n".to_owned() };
    format!("seal     revision {revision}, said to be signed with {}\n", Hex(&key))
}
