use super::documents::Documents;
use super::outside::Files;
use super::paths;
use crate::engine::{LoadError, Loader};
use std::collections::BTreeSet;

/// A program's folder as the editor has it: what is open there is read as it stands, the rest from disk.
#[derive(Clone, Copy)]
pub(super) struct Overlay<'a> {
    /// The program's folder.
    pub(super) folder: &'a str,
    /// What is open.
    pub(super) documents: &'a Documents,
    /// Who reads the rest.
    pub(super) files: &'a dyn Files,
    /// The paths there are, as far as they are known.
    pub(super) known: &'a BTreeSet<String>,
}

impl Loader for Overlay<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        let path = paths::join(self.folder, name);
        match self.documents.at(&path) {
            Some(document) => Ok(document.text.clone().into_bytes()),
            None if paths::is_on_disk(&path) => self.files.read(self.folder, name),
            None => Err(LoadError::Missing),
        }
    }

    fn names(&self) -> Vec<String> {
        let open = self.documents.iter().map(|(path, _)| path);
        let all = open.chain(self.known.iter().map(String::as_str));
        let names: BTreeSet<_> = all.filter_map(|path| paths::name_in(self.folder, path)).collect();
        names.into_iter().map(str::to_owned).collect()
    }
}
