use crate::cli::keys;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::output::cannot;
use crate::cli::program::has_end;
use crate::cli::report::safe;
use enroute::trust::SecretKey;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf, is_separator};
use zeroize::Zeroizing;

const EXAMPLES: &str = "\
NAME.key signs, and only you may read it: keep it where bundles are signed, and nowhere else. NAME.pub is for hosts, and may be \
shown to anybody; the key itself is printed too, as 64 digits, for configurations.

Exit codes: 0 made; 2 wrong usage, also where a file of that name is there already; 3 a file cannot be written.

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
    if let Some(why) = unfit(&args.name.to_string_lossy()) {
        return Err(Failure::Usage(why));
    }
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
    let talk = format!(
        "wrote {}, which signs: keep it secret\nwrote {}, which hosts trust; as digits:",
        private_file.display(),
        public_file.display()
    );
    writeln!(anstream::stderr(), "{}", safe(&talk))?;
    writeln!(io::stdout(), "{}", SecretKey::from_bytes(&bytes).public())?;
    Ok(Verdict::Good)
}

/// Why no pair can be called so.
fn unfit(name: &str) -> Option<String> {
    let own = name.rsplit(is_separator).next().unwrap_or_default();
    if matches!(own, "" | "." | "..") {
        let within = Path::new(name).join("release");
        return Some(format!("`{name}` names no file: give the pair a name, such as `{}`", within.display()));
    }
    let end = ["key", "pub"].into_iter().find(|end| has_end(own, end))?;
    Some(format!(
        "`{name}` has an end already, and the files would be `{name}.key` and `{name}.pub`: name the pair without its `.{end}`"
    ))
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
    let mut file = options.open(path).map_err(|error| {
        let there = error.kind() == io::ErrorKind::AlreadyExists;
        let why = || format!("`{}` is there already, and a key is never overwritten", path.display());
        if there { Failure::Usage(why()) } else { cannot(path, &error) }
    })?;
    let done = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    done.map_err(|error| {
        // Half a key is none.
        let _ = fs::remove_file(path);
        cannot(path, &error)
    })
}
