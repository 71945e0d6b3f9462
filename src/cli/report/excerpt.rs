use super::places::Text;
use line_index::{TextRange, TextSize};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::ops::Range;

/// Lines that together have more bytes are cut.
const LONGEST: usize = 4096;

/// How many bytes before and after a place are then shown.
const AROUND: usize = 60;

/// One text as `miette` asks for it. Lines are found by index: showing one line of a huge file costs one line.
pub(super) struct Excerpt<'t, 's>(pub(super) &'t Text<'s>);

impl SourceCode for Excerpt<'_, '_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.lines_around(span, before, after).ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(found))
    }
}

impl Excerpt<'_, '_> {
    fn lines_around(&self, span: &SourceSpan, before: usize, after: usize) -> Option<MietteSpanContents<'_>> {
        let lines = self.0.lines();
        let offset = |at: usize| Some(TextSize::from(u32::try_from(at).ok()?).min(lines.len()));
        let (start, end) = (offset(span.offset())?, offset(span.offset().checked_add(span.len())?)?);
        let (first, last) = (lines.try_line_col(start)?, lines.try_line_col(end)?);
        let from = first.line.saturating_sub(u32::try_from(before).ok()?);
        let to = last.line.saturating_add(u32::try_from(after).ok()?);
        // Without context the excerpt begins at the span itself: that is how `miette` asks for line and column.
        let (begin, column) = match before {
            0 => (start, self.characters(first.line, start)),
            _ => (lines.line(from)?.start(), 0),
        };
        let end = lines.line(to).map_or(lines.len(), TextRange::end);
        let range = self.near(usize::from(begin)..usize::from(end), span);
        let data = self.0.masked().get(range.clone())?;
        let line = usize::try_from(from).ok()?;
        let count = data.lines().count();
        let name = self.0.name.clone();
        Some(MietteSpanContents::new_named(
            name,
            data.as_bytes(),
            (range.start, data.len()).into(),
            line,
            column,
            count,
        ))
    }

    /// The lines as they are, or, where they are too long for any screen, what stands near the span.
    fn near(&self, lines: Range<usize>, span: &SourceSpan) -> Range<usize> {
        if lines.len() <= LONGEST {
            return lines;
        }
        let end = span.offset().saturating_add(span.len());
        let from = span.offset().saturating_sub(AROUND).max(lines.start);
        let to = end.saturating_add(AROUND).min(lines.end);
        let text = self.0.masked();
        text.floor_char_boundary(from)..text.ceil_char_boundary(to)
    }

    /// How many characters of a line stand before an offset.
    fn characters(&self, line: u32, offset: TextSize) -> usize {
        let start = self.0.lines().line(line).map_or(offset, TextRange::start);
        let before = self.0.masked().get(usize::from(start)..usize::from(offset));
        before.map_or(0, |before| before.chars().count())
    }
}
