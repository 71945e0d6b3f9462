use crate::cli::outcome::Failure;
use crate::cli::program::said;
use enroute::dispatch::State;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

/// The file that a state is kept in. It is there as a whole, or as it was before.
pub(crate) struct Keep {
    path: PathBuf,
    /// After how many events it is saved.
    every: Option<NonZeroU64>,
}

impl Keep {
    /// A file at `path`, saved after every so many events, or only at the end.
    pub(crate) fn new(path: PathBuf, every: Option<NonZeroU64>) -> Self {
        Self { path, every }
    }

    /// What was saved before, if anything was.
    pub(crate) fn saved(&self) -> Result<Option<String>, Failure> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.cannot("read", &said(&error))),
        }
    }

    /// Saves a state if it is time for it after so many events; says whether it was.
    pub(super) fn save_after(&self, events: u64, state: &State) -> Result<bool, Failure> {
        let is_time = self.every.is_some_and(|every| events.is_multiple_of(every.get()));
        if is_time {
            self.save(state)?;
        }
        Ok(is_time)
    }

    /// Saves a state.
    pub(super) fn save(&self, state: &State) -> Result<(), Failure> {
        let Some(name) = self.path.file_name() else {
            return Err(self.cannot("write", "it is a folder"));
        };
        let mut beside = name.to_owned();
        beside.push(".part");
        let beside = self.path.with_file_name(beside);
        let written = write_whole(&beside, &state.save()).and_then(|()| fs::rename(&beside, &self.path));
        written.map_err(|error| self.cannot("write", &said(&error)))
    }

    pub(crate) fn cannot(&self, what: &str, why: &str) -> Failure {
        Failure::Access(format!("cannot {what} `{}`: {why}", self.path.display()))
    }
}

/// Writes a file that is on the disk afterwards, not on its way there.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
