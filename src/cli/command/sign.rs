use crate::cli::keys;
use crate::cli::loaded;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::output;
use crate::cli::report::safe;
use enroute::bundle::{Bundle, Envelope, LoadError, Seal};
use enroute::trust;
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
A host that demands signatures takes this revision of the bundle and higher ones from then on, so count it up each time: to go \
back to an older program, sign that again with a higher revision. KEY is PEM: `enroute keygen` or `openssl genpkey \
-algorithm ed25519` make one. What a host with default ceilings would not load is not signed.

Exit codes: 0 signed; 2 wrong usage, also where the bundle is signed already or has a higher revision, or where the file to \
write is no bundle; 3 the bundle or the key cannot be read, or the file cannot be written.

Examples:
  enroute sign contoso.routeb --key release.key --revision 7 -o contoso.signed.routeb
  enroute sign contoso.signed.routeb --key next.key --revision 8 --again -o contoso.signed.routeb";

/// The highest revision: every reader of JSON knows it exactly, and it leaves room for a higher one.
const HIGHEST: u64 = (1 << 53) - 1;

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
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=HIGHEST))]
    revision: u64,
    /// The file to write; may be the same, and must be a bundle if it is there
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
    if let Some(why) = seal.and_then(|seal| kept(args, &seal)) {
        return Err(Failure::Usage(why));
    }
    let key = keys::secret(&args.key)?;
    let signed = trust::sign(&bytes, &key, args.revision).map_err(unfit)?;
    output::write(&args.output, "bundle", &signed)?;
    let output = args.output.display().to_string();
    let (output, revision, digest, public) = (safe(&output), args.revision, bundle.digest(), key.public());
    writeln!(anstream::stderr(), "wrote {output}: revision {revision} of {digest}, signed with {public}")?;
    Ok(Verdict::Good)
}

/// Why the seal that is there is not replaced. The same revision is no step back: it is the same bundle.
fn kept(args: &Args, seal: &Seal) -> Option<String> {
    let (shown, revision) = (args.bundle.display(), seal.revision);
    if !args.again {
        return Some(format!(
            "`{shown}` is signed already, as revision {revision}: say `--again` to sign it anew"
        ));
    }
    (args.revision < revision).then(|| {
        let asked = args.revision;
        format!(
            "`{shown}` is signed as revision {revision}, and hosts that took it refuse {asked}: give `--revision` {revision} or a higher one"
        )
    })
}
