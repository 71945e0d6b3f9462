use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Makes `bytes` the content of the file at `path`, all of it or nothing: they are written to a file beside it, which then
/// takes its place. Links are followed; who may read and write it stays.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = path.canonicalize()?;
    let rights = path.metadata()?.permissions();
    if rights.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it may only be read"));
    }
    swap(&path, bytes, Some(rights))
}

/// As [`replace`], where there need not be a file yet.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.try_exists()? { replace(path, bytes) } else { swap(path, bytes, None) }
}

fn swap(path: &Path, bytes: &[u8], rights: Option<fs::Permissions>) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let done = write(&beside, bytes, rights).and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        // What is left of a failed attempt is no loss.
        let _ = fs::remove_file(&beside);
    }
    done
}

fn write(path: &Path, bytes: &[u8], rights: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    if let Some(rights) = rights {
        file.set_permissions(rights)?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}
