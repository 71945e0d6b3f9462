use gen_lsp_types::{Position, PositionEncodingKind, Range};
use line_index::{LineCol, LineIndex, TextRange, TextSize, WideEncoding, WideLineCol};
use std::borrow::Cow;

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Halves of a pair where a letter needs two: what every client understands.
    #[default]
    Utf16,
    /// Letters.
    Utf32,
}

impl Encoding {
    /// The best of those that the client offers, in the protocol's words.
    pub(super) fn agreed<'o>(offered: impl Iterator<Item = &'o str>) -> Self {
        let known = offered.filter_map(|name| match name {
            "utf-8" => Some(Self::Utf8),
            "utf-32" => Some(Self::Utf32),
            "utf-16" => Some(Self::Utf16),
            _ => None,
        });
        let known: Vec<_> = known.collect();
        if known.contains(&Self::Utf8) { Self::Utf8 } else { known.first().copied().unwrap_or_default() }
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How long a text is.
    pub(super) fn length(self, text: &str) -> u32 {
        let length = match self.wide() {
            Some(wide) => wide.measure(text),
            None => text.len(),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    fn wide(self) -> Option<WideEncoding> {
        match self {
            Self::Utf8 => None,
            Self::Utf16 => Some(WideEncoding::Utf16),
            Self::Utf32 => Some(WideEncoding::Utf32),
        }
    }
}

/// Where the lines of a text begin. A line ends with `\n`, `\r\n` or `\r`.
#[derive(Debug)]
pub(super) struct Lines {
    index: LineIndex,
}

impl Lines {
    /// The lines of a text.
    pub(super) fn new(text: &str) -> Self {
        Self { index: LineIndex::new(&with_breaks(text)) }
    }

    /// The offset of a position; of the nearest that there is, where a position is none or lies inside a letter.
    pub(super) fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        let Some(line) = self.index.line(position.line) else { return u32::from(self.index.len()) };
        let start = usize::from(line.start());
        let content = content(text, line);
        let column =
            self.column(position, encoding).map_or(content.len(), |column| column.min(content.len()));
        u32::try_from(start + content.floor_char_boundary(column)).unwrap_or(u32::MAX)
    }

    /// The column of a position in bytes; `None` where it is beyond all lines.
    fn column(&self, position: Position, encoding: Encoding) -> Option<usize> {
        let Position { line, character: col } = position;
        let bytes = match encoding.wide() {
            None => col,
            Some(wide) => self.index.to_utf8(wide, WideLineCol { line, col })?.col,
        };
        usize::try_from(bytes).ok()
    }

    /// The position of an offset.
    pub(super) fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let at = self.line_and_column(offset);
        let column = encoding.wide().and_then(|wide| self.index.to_wide(wide, at)).map(|wide| wide.col);
        Position { line: at.line, character: column.unwrap_or(at.col) }
    }

    /// The range between two offsets.
    pub(super) fn range(&self, start: u32, end: u32, encoding: Encoding) -> Range {
        Range { start: self.position(start, encoding), end: self.position(end, encoding) }
    }

    /// A letter has at most four bytes: an offset inside one is taken as its start.
    fn line_and_column(&self, offset: u32) -> LineCol {
        let offset = offset.min(u32::from(self.index.len()));
        let near = (0..4).filter_map(|back| offset.checked_sub(back));
        let mut found = near.filter_map(|offset| self.index.try_line_col(TextSize::from(offset)));
        found.next().unwrap_or(LineCol { line: 0, col: 0 })
    }
}

/// A line without its end.
fn content(text: &str, line: TextRange) -> &str {
    let whole = text.get(usize::from(line.start())..usize::from(line.end())).unwrap_or_default();
    let bare = whole.strip_suffix('\n').unwrap_or(whole);
    bare.strip_suffix('\r').unwrap_or(bare)
}

/// The text with `\n` for each `\r` that ends a line on its own: of the same length, and all that the index looks for.
fn with_breaks(text: &str) -> Cow<'_, str> {
    let is_alone = |(at, _): &(usize, &str)| text.as_bytes().get(at + 1) != Some(&b'\n');
    if !text.match_indices('\r').any(|found| is_alone(&found)) {
        return Cow::Borrowed(text);
    }
    let mut broken = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends_alone = letter == '\r' && letters.peek() != Some(&'\n');
        broken.push(if ends_alone { '\n' } else { letter });
    }
    Cow::Owned(broken)
}
