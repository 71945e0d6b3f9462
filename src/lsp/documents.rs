use super::paths;
use super::position::{Encoding, Lines};
use gen_lsp_types::{Range, Uri};
use std::collections::BTreeMap;

/// A text that is open in the editor.
#[derive(Debug)]
pub(super) struct Document {
    /// Its address, as the editor writes it.
    pub(super) uri: Uri,
    /// The number of its state.
    pub(super) version: i32,
    /// The text.
    pub(super) text: String,
    /// Where its lines begin.
    pub(super) lines: Lines,
    /// Whether it is written in the language; else it is a table.
    pub(super) is_route: bool,
}

impl Document {
    /// What the editor has opened.
    pub(super) fn new(uri: Uri, version: i32, text: String, is_route: bool) -> Self {
        let lines = Lines::new(&text);
        Self { uri, version, text, lines, is_route }
    }

    /// Puts `text` in the place of a range; of all there is, where there is no range.
    pub(super) fn edit(&mut self, range: Option<Range>, text: &str, encoding: Encoding) {
        match range {
            None => text.clone_into(&mut self.text),
            Some(range) => {
                let (one, other) =
                    (self.offset_of(range.start, encoding), self.offset_of(range.end, encoding));
                self.text.replace_range(one.min(other)..one.max(other), text);
            }
        }
        self.lines = Lines::new(&self.text);
    }

    fn offset_of(&self, position: gen_lsp_types::Position, encoding: Encoding) -> usize {
        let offset = self.lines.offset(&self.text, position, encoding);
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        self.text.floor_char_boundary(offset)
    }
}

/// The texts that are open, by path.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<String, Document>,
}

impl Documents {
    /// Opens a text, and gives its path.
    pub(super) fn open(&mut self, document: Document) -> String {
        let path = paths::path(document.uri.as_ref());
        self.open.insert(path.clone(), document);
        path
    }

    /// Closes a text; gives its path if it was open.
    pub(super) fn close(&mut self, uri: &Uri) -> Option<String> {
        let path = paths::path(uri.as_ref());
        self.open.remove(&path).map(|_| path)
    }

    /// The open text at a path.
    pub(super) fn at(&self, path: &str) -> Option<&Document> {
        self.open.get(path)
    }

    /// The open text of that address, with its path.
    pub(super) fn get_mut(&mut self, uri: &Uri) -> Option<(String, &mut Document)> {
        let path = paths::path(uri.as_ref());
        self.open.get_mut(&path).map(|document| (path, document))
    }

    /// All of them, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Document)> {
        self.open.iter().map(|(path, document)| (path.as_str(), document))
    }

    /// The address of a path: as the editor writes it, where it has the text open.
    pub(super) fn uri(&self, path: &str) -> Uri {
        self.at(path).map_or_else(|| Uri(paths::uri(path)), |document| document.uri.clone())
    }
}
