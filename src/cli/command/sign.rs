use crate::cli::keys;
use crate::cli::loaded;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::said;
use crate::cli::replace::put;
use enroute::bundle::{Bundle, Envelope, LoadError};
use enroute::trust;
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
A host that demands signatures takes this revision of the bundle and higher ones from then on, so count it up each time: to go \
back to an older program, sign that again with a higher revision. KEY is PEM: `enroute keygen` or `openssl genpkey \
-algorithm ed25519` make one.

Examples:
  enroute sign contoso.routeb --key release.key --revision 7 -o contoso.signed.routeb
  enroute sign contoso.signed.routeb --key next.key --revision 8 --again -o contoso.signed.routeb";

/// What to sign, and with what.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A compiled `.routeb`
    bundle: PathBuf,
    /// The secret key, a file
    #[arg(long, value_name = "KEY")]
    key: PathBuf,
    /// The bundle's revision: higher than that of any bundle you signed before
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    revision: u64,
    /// The file to write; may be the same
    #[arg(short, long, value_name = "FILE.routeb")]
    output: PathBuf,
    /// Take the place of the signature that the bundle has
    #[arg(long)]
    again: bool,
}

/// Writes the bundle with a seal behind it.
pub(crate) fn run(args: &Args) -> Outcome {
    let bytes = loaded::bytes(&args.bundle)?;
    let unfit = |error: LoadError| loaded::cannot(&args.bundle, &error.to_string());
    let bundle = Bundle::load(&bytes).map_err(unfit)?;
    let seal = Envelope::of(&bytes).map_err(unfit)?.seal;
    if let Some(seal) = seal.filter(|_| !args.again) {
        let (shown, revision) = (args.bundle.display(), seal.revision);
        let why =
            format!("`{shown}` is signed already, as revision {revision}: say `--again` to sign it anew");
        return Err(Failure::Usage(why));
    }
    let key = keys::secret(&args.key)?;
    let signed = trust::sign(&bytes, &key, args.revision).map_err(unfit)?;
    let output = args.output.display();
    put(&args.output, &signed)
        .map_err(|error| Failure::Access(format!("cannot write `{output}`: {}", said(&error))))?;
    let (revision, digest, public) = (args.revision, bundle.digest(), key.public());
    writeln!(anstream::stderr(), "wrote {output}: revision {revision} of {digest}, signed with {public}")?;
    Ok(Verdict::Good)
}
