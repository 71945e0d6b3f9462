use super::sheet::Numbers;
use crate::source::{FileId, SourceFile, Sources};

/// The texts of sections, each under a number of its own. A number is given again only after a check has seen that its
/// text is gone.
#[derive(Debug, Default)]
pub(super) struct Slots {
    sources: Sources,
    free: Vec<FileId>,
    released: Vec<FileId>,
    numbered: u64,
}

impl Slots {
    /// All texts.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// How many numbers have been given so far.
    pub(super) fn numbered(&self) -> u64 {
        self.numbered
    }

    /// Puts a text in the place of that number's.
    pub(super) fn put(&mut self, id: FileId, source: SourceFile) {
        self.sources.put(id, source);
    }

    /// A check has seen which texts there are: other numbers are free.
    pub(super) fn settle(&mut self) {
        self.free.append(&mut self.released);
    }
}

impl Numbers for Slots {
    fn number(&mut self, section: SourceFile) -> FileId {
        self.numbered += 1;
        let Some(id) = self.free.pop() else { return self.sources.add(section) };
        self.sources.put(id, section);
        id
    }

    fn release(&mut self, id: FileId) {
        self.sources.put(id, SourceFile::new("", ""));
        self.released.push(id);
    }
}
