//! The folder in which a host keeps its last good bundle.
//!
//! | file | what |
//! |---|---|
//! | `last-good.routeb` | the bundle, as it was given, seal and all |
//! | `incoming` | the next one, until all of it is on the disk |
//! | `lock` | held by the host that keeps its bundle here |
#![expect(clippy::disallowed_methods, reason = "the host asks to keep its bundle in a folder")]

use super::error::{ActivationError, ShelfError};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder that this host alone keeps its bundle in.
#[derive(Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
    /// The system lets go of it when the host ends, in whatever way.
    _lock: File,
}

impl Shelf {
    /// Takes the folder, which is made where there is none.
    pub(super) fn open(folder: &Path) -> Result<Self, ShelfError> {
        fs::create_dir_all(folder).map_err(|why| system("make the folder", folder, &why))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(|why| system("write", &path, &why))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { folder: folder.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(ShelfError::InUse { folder: shown(folder) }),
            Err(TryLockError::Error(why)) => Err(system("lock", &path, &why)),
        }
    }

    /// The bundle that was kept last; none where there was none.
    pub(super) fn last_good(&self, most: u64) -> Result<Option<Vec<u8>>, ActivationError> {
        let path = self.kept();
        if path.exists() { read(&path, most).map(Some) } else { Ok(None) }
    }

    /// Keeps a bundle instead of the one before. Whenever this is cut off, the one or the other is there, whole: the bytes
    /// are on the disk before they get their name, and the name is before this returns.
    pub(super) fn keep(&self, bytes: &[u8]) -> Result<(), ShelfError> {
        let (incoming, kept) = (self.folder.join("incoming"), self.kept());
        write(&incoming, bytes).map_err(|why| system("write", &incoming, &why))?;
        fs::rename(&incoming, &kept).map_err(|why| system("rename", &incoming, &why))?;
        sync(&self.folder).map_err(|why| system("write", &self.folder, &why))
    }

    fn kept(&self) -> PathBuf {
        self.folder.join("last-good.routeb")
    }
}

/// The bytes of a file, if it has at most so many.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, ActivationError> {
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes));
    match file {
        Ok(count) if u64::try_from(count).is_ok_and(|count| count <= most) => Ok(bytes),
        Ok(_) => Err(ActivationError::TooLarge { file: shown(path), most }),
        Err(why) => Err(ActivationError::Unread { file: shown(path), why: why.to_string().into() }),
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name is on the disk when its folder is. Other systems than Unix have no such step.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn shown(path: &Path) -> Arc<str> {
    path.display().to_string().into()
}

fn system(what: &'static str, path: &Path, why: &io::Error) -> ShelfError {
    ShelfError::System { what, path: shown(path), why: why.to_string().into() }
}
