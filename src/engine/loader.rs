use crate::source::Sources;

/// Where the texts of a program are: a folder on disk, a map in memory, the open files of an editor.
///
/// Names are relative to the program's folder, with `/` between parts, and never contain `..`.
pub trait Loader {
    /// The bytes of the file called `name`.
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError>;

    /// The names there are, for "did you mean"; may be empty where nobody knows.
    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Why a file could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// The file lies outside the program's folder, by way of a link.
    #[error("it leads out of the program's folder")]
    Outside,
    /// The file is too large for a program.
    #[error("it is larger than {limit} MB")]
    TooLarge {
        /// The most that is read, in megabytes.
        limit: u64,
    },
    /// It is there and cannot be read; the text says why.
    #[error("{0}")]
    Failed(String),
}

impl Loader for Sources {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        let file = self.find(name).and_then(|id| self.get(id)).ok_or(LoadError::Missing)?;
        Ok(file.text.clone().into_bytes())
    }

    fn names(&self) -> Vec<String> {
        self.iter().map(|(_, file)| file.name.clone()).collect()
    }
}
