use super::span::Span;
use serde::{Deserialize, Serialize};

/// The number of a file within one program: its position in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// One text of a program, under the name that diagnostics show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the program's folder, with `/` between parts.
    pub name: String,
    /// The whole text, as read.
    pub text: String,
}

impl SourceFile {
    /// A file called `name` that holds `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

/// All texts of one program: the `.route` files in a fixed order, and the tables that they read rows from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No text at all.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and says which number it got. Names are expected to differ.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// Puts a file in the place of another, or at the end.
    pub fn put(&mut self, id: FileId, file: SourceFile) {
        match usize::try_from(id.0).ok().and_then(|at| self.files.get_mut(at)) {
            Some(place) => *place = file,
            None => self.files.push(file),
        }
    }

    /// The file of that number, if there is one.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// The number of the file called `name`, if there is one.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FileId> {
        let at = self.files.iter().position(|file| file.name == name)?;
        u32::try_from(at).ok().map(FileId)
    }

    /// The text under `span`; empty if the span lies outside the file.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        let range = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
        self.get(span.file)
            .zip(range)
            .and_then(|(file, (start, end))| file.text.get(start..end))
            .unwrap_or_default()
    }

    /// Every file with its number, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl FromIterator<SourceFile> for Sources {
    fn from_iter<I: IntoIterator<Item = SourceFile>>(files: I) -> Self {
        Self { files: files.into_iter().collect() }
    }
}
