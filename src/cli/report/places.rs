use enroute::source::{FileId, SourceFile, Sources, Span};
use line_index::{LineCol, LineIndex, TextSize, WideEncoding};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The texts of a program, ready to show places in.
pub(crate) struct Places<'s> {
    prefix: String,
    texts: Vec<Text<'s>>,
}

/// One text, and where its lines begin.
pub(super) struct Text<'s> {
    pub(super) name: String,
    source: &'s SourceFile,
    shown: OnceLock<(Cow<'s, str>, LineIndex)>,
}

/// A place as people count: lines and columns from 1, columns in characters, the end just past the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

impl<'s> Places<'s> {
    /// The texts of a program whose folder is shown as `prefix`: empty, or ending in `/`.
    pub(crate) fn new(sources: &'s Sources, prefix: &str) -> Self {
        let text = |source: &'s SourceFile| Text {
            name: format!("{prefix}{}", source.name),
            source,
            shown: OnceLock::new(),
        };
        Self { prefix: prefix.to_owned(), texts: sources.iter().map(|(_, source)| text(source)).collect() }
    }

    /// The text of a file.
    pub(super) fn text(&self, file: FileId) -> Option<&Text<'s>> {
        self.texts.get(usize::try_from(file.0).ok()?)
    }

    /// The names of the files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| text.name.as_str())
    }

    /// Where `span` is.
    pub(crate) fn place(&self, span: Span) -> Place {
        let Some(text) = self.text(span.file) else {
            return Place { file: self.prefix.clone(), line: 1, column: 1, end_line: 1, end_column: 1 };
        };
        let (line, column) = text.line_and_column(span.start);
        let (end_line, end_column) = text.line_and_column(span.end);
        Place { file: text.name.clone(), line, column, end_line, end_column }
    }
}

impl Text<'_> {
    fn shown(&self) -> &(Cow<'_, str>, LineIndex) {
        self.shown
            .get_or_init(|| (super::escape::masked(&self.source.text), LineIndex::new(&self.source.text)))
    }

    /// The text, harmful letters masked.
    pub(super) fn masked(&self) -> &str {
        &self.shown().0
    }

    /// Where its lines begin.
    pub(super) fn lines(&self) -> &LineIndex {
        &self.shown().1
    }

    /// Line and column of an offset, both from 1; of the end of the text if the offset lies behind it.
    fn line_and_column(&self, offset: u32) -> (u32, u32) {
        let lines = self.lines();
        let offset = TextSize::from(offset).min(lines.len());
        let at = lines.try_line_col(offset).unwrap_or(LineCol { line: 0, col: 0 });
        let column = lines.to_wide(WideEncoding::Utf32, at).map_or(at.col, |wide| wide.col);
        (at.line + 1, column + 1)
    }
}
