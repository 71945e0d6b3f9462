use super::active::Active;
use super::error::ActivationError;
use super::handle::Live;
use super::shelf::read;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// After so many attempts the waits between them grow no further.
const PATIENCE: u32 = 6;

/// Looks at a file when it is told to, and activates what is new there.
#[derive(Debug)]
pub struct Watcher {
    live: Live,
    path: PathBuf,
    /// What the file looked like when it was read last.
    seen: Option<Stamp>,
    /// Whether what was read then has been activated, or how often that failed.
    stands: Stands,
}

/// What can be seen of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Another file may have taken its name, or somebody may have put its time back: what else the system says.
    system: [u64; 4],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It was read just now: something may have been written since that the stamp does not tell.
    Fresh,
    Good,
    /// It failed so many times; it is tried again after so many looks.
    Failing {
        tries: u32,
        looks: u32,
    },
}

/// What a look at a file has led to.
#[derive(Debug, Clone)]
pub enum Report {
    /// What it holds was put in force.
    Activated(Arc<Active>),
    /// What had failed fails no more: what the file holds is in force, and was before.
    Recovered(Arc<Active>),
    /// It was not. It is tried again after `looks` more looks, or as soon as the file changes.
    Failed {
        /// Why not.
        why: ActivationError,
        /// How many times it has failed.
        tries: u32,
        /// How many looks pass until it is tried again: 1, 2, 4 and so on, at most 64.
        looks: u32,
    },
}

impl Watcher {
    /// Watches the file at that path, which need not be there yet. Its first look reads it.
    #[must_use]
    pub fn new(live: Live, path: impl Into<PathBuf>) -> Self {
        Self { live, path: path.into(), seen: None, stands: Stands::Good }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Looks once: nothing to tell where nothing is new.
    pub fn look(&mut self) -> Option<Report> {
        let stamp = fs::metadata(&self.path).ok().map(|metadata| Stamp::of(&metadata));
        let changed = stamp != self.seen;
        self.seen = stamp;
        match self.stands {
            Stands::Good if !changed && stamp.is_some() => None,
            Stands::Failing { tries, looks } if !changed && looks > 1 => {
                self.stands = Stands::Failing { tries, looks: looks - 1 };
                None
            }
            before @ (Stands::Good | Stands::Fresh | Stands::Failing { .. }) => self.attempt(before, changed),
        }
    }

    fn attempt(&mut self, before: Stands, changed: bool) -> Option<Report> {
        let generation = self.live.generation();
        match self.offer() {
            Ok(active) => {
                self.stands = if changed { Stands::Fresh } else { Stands::Good };
                if active.generation() > generation {
                    return Some(Report::Activated(active));
                }
                matches!(before, Stands::Failing { .. }).then_some(Report::Recovered(active))
            }
            Err(why) => {
                let failed =
                    if let (Stands::Failing { tries, .. }, false) = (before, changed) { tries } else { 0 };
                let looks = 1 << failed.min(PATIENCE);
                let tries = failed.saturating_add(1);
                self.stands = Stands::Failing { tries, looks };
                Some(Report::Failed { why, tries, looks })
            }
        }
    }

    fn offer(&self) -> Result<Arc<Active>, ActivationError> {
        match read(&self.path, self.live.terms().most()) {
            Ok(bytes) => self.live.activate(&bytes),
            Err(why) => {
                self.live.failed(&why);
                Err(why)
            }
        }
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok(), system: system(metadata) }
    }
}

#[cfg(unix)]
fn system(metadata: &Metadata) -> [u64; 4] {
    use std::os::unix::fs::MetadataExt;
    let changed = [metadata.ctime(), metadata.ctime_nsec()].map(i64::cast_unsigned);
    [metadata.dev(), metadata.ino(), changed[0], changed[1]]
}

/// Elsewhere the length and the time must tell.
#[cfg(not(unix))]
fn system(_: &Metadata) -> [u64; 4] {
    [0; 4]
}
