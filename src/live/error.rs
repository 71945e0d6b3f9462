use crate::trust::TrustError;
use std::sync::Arc;

/// Why a bundle was not put in force. The one before stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActivationError {
    /// The file cannot be read.
    #[error("cannot read `{file}`: {why}")]
    Unread {
        /// Its path, as the host gave it.
        file: Arc<str>,
        /// What the system says.
        why: Arc<str>,
    },
    /// The file is larger than any bundle that the host takes.
    #[error("`{file}` has more than {most} bytes, the most that a bundle may have here")]
    TooLarge {
        /// Its path.
        file: Arc<str>,
        /// The most bytes.
        most: u64,
    },
    /// It is not taken: it is damaged, or not trusted, or too old.
    #[error(transparent)]
    Refused(#[from] TrustError),
    /// It is good, but cannot be kept for the next start. Where its last step on the disk failed, that start may have it
    /// nevertheless.
    #[error(transparent)]
    NotKept(#[from] ShelfError),
}

/// Why the folder of the last good bundle cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// Another host keeps its bundle there.
    #[error("the folder `{folder}` is in use: each host keeps its last good bundle in a folder of its own")]
    InUse {
        /// The folder.
        folder: Arc<str>,
    },
    /// What was taken before is not known, so that older bundles could not be refused.
    #[error(
        "`{path}` does not say which bundle was the newest: put it back, or remove it to begin anew on purpose"
    )]
    NoFloor {
        /// The file.
        path: Arc<str>,
    },
    /// The system says no.
    #[error("cannot {what} `{path}`: {why}")]
    System {
        /// What was tried: `write`, `rename`.
        what: &'static str,
        /// With which file or folder.
        path: Arc<str>,
        /// What the system says.
        why: Arc<str>,
    },
}

/// Why a host cannot start: it has no bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// The folder cannot be used.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// Nothing was given, and nothing was kept.
    #[error("there is no bundle to start with: none was given, and none was kept")]
    Nothing,
    /// What was given is refused, and nothing was kept.
    #[error("the bundle given is not taken, and none was kept: {0}")]
    Given(ActivationError),
    /// Nothing was given, and what was kept is refused.
    #[error("no bundle was given, and the one that was kept is not taken: {0}")]
    Kept(ActivationError),
    /// Both are refused.
    #[error("the bundle given is not taken: {given}; nor is the one that was kept: {kept}")]
    Both {
        /// Why not the one given.
        given: Box<ActivationError>,
        /// Why not the one kept.
        kept: Box<ActivationError>,
    },
}
