//! `miette` knows offsets into one text, we have several files: a file's number travels in the upper half of the
//! offset, and [`unpack`] takes it out again before anything is shown.

use crate::source::{FileId, Span};
use miette::SourceSpan;

const _: () = assert!(usize::BITS >= 64, "a file's number needs the upper half of an offset");

impl From<Span> for SourceSpan {
    fn from(span: Span) -> Self {
        let packed = (u64::from(span.file.0) << 32) | u64::from(span.start);
        let length = usize::try_from(span.len()).unwrap_or(usize::MAX);
        Self::new(usize::try_from(packed).unwrap_or(usize::MAX).into(), length)
    }
}

/// The span that [`SourceSpan::from`] packed.
pub(super) fn unpack(packed: &SourceSpan) -> Span {
    let offset = u64::try_from(packed.offset()).unwrap_or(u64::MAX);
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    let (file, start) = (half(offset >> 32), half(offset));
    let length = u32::try_from(packed.len()).unwrap_or(u32::MAX);
    Span::new(FileId(file), start, start.saturating_add(length))
}
