use enroute::engine::{LoadError, Loader};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// No text of a program is larger, in megabytes.
const LARGEST: u64 = 32;

/// How many files are looked through for "did you mean".
const MOST_NAMES: usize = 500;

/// A program's folder on disk.
#[derive(Debug)]
pub(crate) struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// The program in `folder`.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Whether `path`, links followed, lies in the folder.
    fn holds(&self, path: &Path) -> Result<bool, LoadError> {
        let real = |path: &Path| path.canonicalize().map_err(|error| reason(&error));
        Ok(real(path)?.starts_with(real(&self.folder)?))
    }
}

impl Loader for Disk {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        let path = self.folder.join(name);
        if !self.holds(&path)? {
            return Err(LoadError::Outside);
        }
        if path.is_dir() {
            return Err(LoadError::Missing);
        }
        let file = fs::File::open(&path).map_err(|error| reason(&error))?;
        let most = LARGEST << 20;
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
        let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
        if fits { Ok(bytes) } else { Err(LoadError::TooLarge { limit: LARGEST }) }
    }

    fn names(&self) -> Vec<String> {
        files(&self.folder).take(MOST_NAMES).collect()
    }
}

fn reason(error: &io::Error) -> LoadError {
    let absent = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    if absent { LoadError::Missing } else { LoadError::Failed(error.to_string()) }
}

/// The names of all files in a folder and below, those ignored by git left out, sorted within each folder.
pub(crate) fn files(folder: &Path) -> impl Iterator<Item = String> {
    let walk = ignore::WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build();
    let folder = folder.to_owned();
    walk.filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .filter_map(move |entry| name_in(&folder, entry.path()))
}

/// The path below `folder`, with `/` between parts.
fn name_in(folder: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let parts: Option<Vec<_>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
