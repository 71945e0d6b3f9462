use super::error::MarkError;
use crate::source::{FileId, Limits, Span};

/// Offsets have 32 bits, whatever a host allows.
const MOST_BYTES: usize = 0xFFFF_FFFF;

/// The text of a file's bytes, or why they are no text of a program: not UTF-8, or more than the limit.
pub fn decode(file: FileId, bytes: Vec<u8>, limits: &Limits) -> Result<String, MarkError> {
    let start = Span::new(file, 0, 0);
    if let Some(error) = too_large(bytes.len(), limits, start) {
        return Err(error);
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before =
            error.as_bytes().get(..valid).and_then(|before| std::str::from_utf8(before).ok()).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        let at = super::lex::offset(valid);
        MarkError::NotUtf8 { line, column, span: Span::new(file, at, at) }
    })
}

/// The error for a text of that many bytes, if it is too long.
pub(super) fn too_large(bytes: usize, limits: &Limits, span: Span) -> Option<MarkError> {
    let megabytes = |bytes: usize| bytes.div_ceil(1 << 20);
    let most = limits.file_bytes.min(MOST_BYTES);
    (bytes > most).then(|| MarkError::TooLarge { size: megabytes(bytes), limit: megabytes(most), span })
}
