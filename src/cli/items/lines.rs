use super::each::{LARGEST, Next, Piece, too_large};
use crate::cli::outcome::Failure;
use std::io::{self, BufRead};

/// One item a line; blank lines are skipped.
pub(super) fn each(
    mut reader: Box<dyn BufRead>,
    cannot: &dyn Fn(io::Error) -> Failure,
    take: &mut dyn FnMut(u64, Piece<'_>) -> Next,
) -> Result<(), Failure> {
    let mut line = Vec::new();
    let mut number = 0;
    while let Some(fits) = next(&mut reader, &mut line).map_err(cannot)? {
        number += 1;
        let text = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| number == 1).unwrap_or(&line).trim_ascii();
        if fits && text.is_empty() {
            continue;
        }
        let piece = if fits { Piece::Json(text) } else { too_large() };
        if take(number, piece)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads the next line, and says whether all of it was kept; `None` at the end.
fn next(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    let (mut any, mut fits) = (false, true);
    loop {
        let there = match reader.fill_buf() {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if there.is_empty() {
            return Ok(any.then_some(fits));
        }
        any = true;
        let end = memchr::memchr(b'\n', there);
        let part = there.get(..end.unwrap_or(there.len())).unwrap_or_default();
        fits = fits && line.len() + part.len() <= LARGEST;
        if fits {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            return Ok(Some(fits));
        }
    }
}
