use crate::cli::keys;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::said;
use enroute::trust::SecretKey;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const EXAMPLES: &str = "\
NAME.key signs, and only you may read it: keep it where bundles are signed, and nowhere else. NAME.pub is for hosts, and may be \
shown to anybody; the key itself is printed too, as 64 digits, for configurations.

Examples:
  enroute keygen release
  enroute sign contoso.routeb --key release.key --revision 1 -o contoso.signed.routeb
  enroute verify contoso.signed.routeb --key release.pub";

/// What to call the pair.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// What the two files are called, before `.key` and `.pub`; neither may be there
    name: PathBuf,
}

/// Draws a key by chance, and writes its two halves.
pub(crate) fn run(args: &Args) -> Outcome {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice())
        .map_err(|error| Failure::Access(format!("cannot draw a key by chance: {error}")))?;
    let (secret, public) = keys::written(&bytes)?;
    let (private_file, public_file) = (with_end(&args.name, "key"), with_end(&args.name, "pub"));
    create(&public_file, &public, 0o644)?;
    if let Err(failure) = create(&private_file, &secret, 0o600) {
        // A public half alone is of no use to anybody; that it cannot be removed is not the failure to tell.
        let _ = fs::remove_file(&public_file);
        return Err(failure);
    }
    let (private_file, public_file) = (private_file.display(), public_file.display());
    writeln!(
        anstream::stderr(),
        "wrote {private_file}, which signs: keep it secret\nwrote {public_file}, which hosts trust; as digits:"
    )?;
    writeln!(io::stdout(), "{}", SecretKey::from_bytes(&bytes).public())?;
    Ok(Verdict::Good)
}

fn with_end(name: &Path, end: &str) -> PathBuf {
    let mut name = name.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    name.into()
}

/// Writes a file that is not there yet, which these may read and write.
fn create(path: &Path, text: &str, rights: u32) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, rights);
    #[cfg(not(unix))]
    let _ = rights;
    let cannot =
        |error: io::Error| Failure::Access(format!("cannot write `{}`: {}", path.display(), said(&error)));
    let mut file = options.open(path).map_err(|error| {
        let there = error.kind() == io::ErrorKind::AlreadyExists;
        let why = || format!("`{}` is there already, and a key is never overwritten", path.display());
        if there { Failure::Usage(why()) } else { cannot(error) }
    })?;
    let done = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    done.map_err(|error| {
        // Half a key is none.
        let _ = fs::remove_file(path);
        cannot(error)
    })
}
