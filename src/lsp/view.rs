use super::documents::{Document, Documents};
use super::overlay::Overlay;
use super::position::Encoding;
use super::program::Program;
use super::state::State;
use crate::engine::Workspace;
use crate::ide::At;
use crate::source::{FileId, Span};
use gen_lsp_types::{Location, Position, Range, Uri};

/// A program as the editor sees it: places are positions in texts with addresses.
#[derive(Clone, Copy)]
pub(super) struct View<'s> {
    /// The program.
    pub(super) program: &'s Program,
    /// What is open.
    pub(super) documents: &'s Documents,
    /// What columns count.
    pub(super) encoding: Encoding,
}

impl<'s> View<'s> {
    /// What is known of the program.
    pub(super) fn workspace(self) -> &'s Workspace {
        &self.program.workspace
    }

    /// The text's path.
    pub(super) fn path(self, file: FileId) -> Option<&'s str> {
        self.program.path(file)
    }

    /// The text's address.
    pub(super) fn uri(self, file: FileId) -> Option<Uri> {
        self.program.uri(file).cloned()
    }

    /// Where a place is in its text.
    pub(super) fn range(self, span: Span) -> Range {
        let lines = self.program.lines(span.file);
        lines.map(|lines| lines.range(span.start, span.end, self.encoding)).unwrap_or_default()
    }

    /// Where an offset is.
    pub(super) fn position(self, file: FileId, offset: u32) -> Position {
        self.range(Span::new(file, offset, offset)).start
    }

    /// Where a place is.
    pub(super) fn location(self, span: Span) -> Option<Location> {
        Some(Location { uri: self.uri(span.file)?, range: self.range(span) })
    }

    /// The version of a text, where it is open.
    pub(super) fn version(self, file: FileId) -> Option<i32> {
        self.document(file).map(|document| document.version)
    }

    fn document(self, file: FileId) -> Option<&'s Document> {
        self.documents.at(self.path(file)?)
    }
}

/// An open text, and the program that answers for it.
#[derive(Clone, Copy)]
pub(super) struct Page<'s> {
    /// The program.
    pub(super) view: View<'s>,
    /// The text's number there.
    pub(super) file: FileId,
    /// The text.
    pub(super) document: &'s Document,
    state: &'s State<'s>,
}

impl<'s> Page<'s> {
    /// The text at that address.
    pub(super) fn new(state: &'s State<'s>, view: View<'s>, file: FileId, document: &'s Document) -> Self {
        Self { view, file, document, state }
    }

    /// Where a cursor is.
    pub(super) fn at(self, position: Position) -> At {
        let offset = self.document.lines.offset(&self.document.text, position, self.view.encoding);
        At { file: self.file, offset }
    }

    /// The stretch that a range covers.
    pub(super) fn span(self, range: Range) -> Span {
        let (one, other) = (self.at(range.start).offset, self.at(range.end).offset);
        Span::new(self.file, one.min(other), one.max(other))
    }

    /// Who reads the files of the program.
    pub(super) fn loader(self) -> Overlay<'s> {
        self.state.loader(self.view.program)
    }
}
