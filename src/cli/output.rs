use super::outcome::Failure;
use super::program::said;
use super::replace::put;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// So many first bytes tell a bundle (`routeb`) and a page (`<!DOCT`) from everything else.
const MARK: u64 = 6;

/// Writes what a command made, a `bundle` or a `page`, to the file that an argument names: all of it or nothing. A file that
/// is there already is overwritten only where it is of the same kind or empty, so that a slip costs nobody a key or a source.
pub(crate) fn write(path: &Path, kind: &str, bytes: &[u8]) -> Result<(), Failure> {
    fits(path, kind, bytes)?;
    put(path, bytes).map_err(|error| cannot(path, &error))
}

/// Whether a file may be put there.
fn fits(path: &Path, kind: &str, bytes: &[u8]) -> Result<(), Failure> {
    named(path, kind)?;
    let shown = path.display();
    let no_file = |what| Failure::Access(format!("cannot write `{shown}`: it is {what}: name a file"));
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot(path, &error)),
        Ok(about) if about.is_dir() => return Err(no_file("a folder")),
        Ok(about) if !about.is_file() => return Err(no_file("a device or a pipe")),
        Ok(_) => {}
    }
    if begins_alike(path, bytes).map_err(|error| cannot(path, &error))? {
        return Ok(());
    }
    let why = format!(
        "`{shown}` is there already and is no {kind}, so it is not overwritten: name another file, or remove it first"
    );
    Err(Failure::Usage(why))
}

/// Whether a file is named: elsewhere `-` is what comes through a pipe, so nobody is left with a file called so.
pub(crate) fn named(path: &Path, kind: &str) -> Result<(), Failure> {
    if path.as_os_str() != "-" {
        return Ok(());
    }
    Err(Failure::Usage(format!("`-` is no file, and a {kind} is never printed: name a file to write")))
}

fn begins_alike(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut mark = Vec::new();
    File::open(path)?.take(MARK).read_to_end(&mut mark)?;
    Ok(bytes.starts_with(&mark))
}

/// That the file at `path` cannot be written, and why.
pub(crate) fn cannot(path: &Path, error: &io::Error) -> Failure {
    let is_missing = |folder: &&Path| {
        error.kind() == ErrorKind::NotFound && !folder.as_os_str().is_empty() && !folder.exists()
    };
    let folder = path.parent().filter(is_missing);
    let why =
        folder.map_or_else(|| said(error), |folder| format!("there is no folder `{}`", folder.display()));
    Failure::Access(format!("cannot write `{}`: {why}", path.display()))
}
