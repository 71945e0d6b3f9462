//! The folder in which a host keeps its last good bundle.
//!
//! | file | what |
//! |---|---|
//! | `last-good.routeb` | the bundle, as it was given, seal and all |
//! | `floor` | the newest signed bundle that was taken, and the key that signed it |
//! | `incoming` | the next one of either, until all of it is on the disk |
//!
//! The floor is written before the bundle. A host that is killed between them starts with the bundle before, and takes none
//! that is older than the one it had begun to take.
#![expect(clippy::disallowed_methods, reason = "the host asks to keep its bundle in a folder")]

use super::error::{ActivationError, ShelfError};
use crate::trust::{PublicKey, Ratchet};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// More than a floor has, in bytes.
const FLOOR: u64 = 1_024;

/// A folder that this host alone keeps its bundle in.
#[derive(Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
    /// The system lets go of it when the host ends, in whatever way.
    _lock: File,
}

/// Below what no signed bundle is taken, and who said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Floor {
    pub(super) ratchet: Ratchet,
    pub(super) key: PublicKey,
}

impl Shelf {
    /// Takes the folder, which is made where there is none.
    pub(super) fn open(folder: &Path) -> Result<Self, ShelfError> {
        let cannot = |what| move |why: io::Error| system(what, folder, &why);
        if !folder.is_dir() {
            fs::create_dir_all(folder).map_err(cannot("make the folder"))?;
            folder
                .canonicalize()
                .and_then(|path| path.parent().map_or(Ok(()), sync))
                .map_err(cannot("write"))?;
        }
        let lock = lock(folder).map_err(cannot("read"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { folder: folder.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(ShelfError::InUse { folder: shown(folder) }),
            Err(TryLockError::Error(why)) => Err(system("lock", folder, &why)),
        }
    }

    /// The bundle that was kept last; none where there was none.
    pub(super) fn last_good(&self, most: u64) -> Result<Option<Vec<u8>>, ActivationError> {
        let path = self.folder.join("last-good.routeb");
        if is_missing(&path) { Ok(None) } else { read(&path, most).map(Some) }
    }

    /// Below what nothing is taken; none where no signed bundle was taken.
    pub(super) fn floor(&self) -> Result<Option<Floor>, ShelfError> {
        let path = self.folder.join("floor");
        if is_missing(&path) {
            return Ok(None);
        }
        let bytes = read(&path, FLOOR).ok();
        let floor = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()).and_then(parsed);
        floor.map(Some).ok_or_else(|| ShelfError::NoFloor { path: shown(&path) })
    }

    /// Keeps a bundle instead of the one before. Whenever this is cut off, the one or the other is there, whole: the bytes
    /// are on the disk before they get their name, and the name is before this returns.
    pub(super) fn keep(&self, bytes: &[u8], floor: Option<&Floor>) -> Result<(), ShelfError> {
        if let Some(Floor { ratchet, key }) = floor {
            self.put("floor", format!("{ratchet}\n{key}\n").as_bytes())?;
        }
        self.put("last-good.routeb", bytes)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        let (incoming, path) = (self.folder.join("incoming"), self.folder.join(name));
        write(&incoming, bytes).map_err(|why| system("write", &incoming, &why))?;
        fs::rename(&incoming, &path).map_err(|why| system("rename", &incoming, &why))?;
        sync(&self.folder).map_err(|why| system("write", &self.folder, &why))
    }
}

fn parsed(text: &str) -> Option<Floor> {
    let (ratchet, key) = text.split_once('\n')?;
    Some(Floor { ratchet: ratchet.parse().ok()?, key: key.parse().ok()? })
}

/// Whether there is surely nothing of that name: what cannot be looked at is not missing.
fn is_missing(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|why| why.kind() == ErrorKind::NotFound)
}

/// The bytes of a file, if it has at most so many. What is no file is not opened: some things of other kinds keep whoever
/// opens them waiting.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, ActivationError> {
    let unread = |why: String| ActivationError::Unread { file: shown(path), why: why.into() };
    let metadata = fs::metadata(path).map_err(|why| unread(why.to_string()))?;
    if !metadata.is_file() {
        return Err(unread("it is no file".to_owned()));
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes));
    match read {
        Ok(count) if u64::try_from(count).is_ok_and(|count| count <= most) => Ok(bytes),
        Ok(_) => Err(ActivationError::TooLarge { file: shown(path), most }),
        Err(why) => Err(unread(why.to_string())),
    }
}

/// What is left of a failed attempt is no loss; a link that somebody put there is not followed.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if !is_missing(path) {
        fs::remove_file(path)?;
    }
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The folder itself can be locked on Unix; elsewhere a file in it is.
fn lock(folder: &Path) -> io::Result<File> {
    if cfg!(unix) { File::open(folder) } else { File::create(folder.join("lock")) }
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
