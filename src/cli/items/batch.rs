use super::each::{LARGEST, Piece, too_large};
use csv::{ByteRecord, StringRecord};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Memory that a batch of usual size takes; what a single large item took beyond it is given back.
const USUAL: usize = 1 << 20;

/// A batch has no more items, so that what is decided of small ones does not take much memory either.
pub(super) const MOST: usize = 512;

/// Some items of a file, one after the other, in memory that is used again.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(super) bytes: Vec<u8>,
    /// The number of the first line, where the bytes are lines that are still to be cut.
    pub(super) lines: Option<u64>,
    spots: Vec<Spot>,
    rows: Vec<ByteRecord>,
    /// How many bytes the rows have.
    row_bytes: usize,
    spare: Vec<ByteRecord>,
    /// What the columns of the rows are called.
    pub(super) header: Option<Arc<StringRecord>>,
}

/// Where an item begins in its file, and where it is kept.
#[derive(Debug)]
struct Spot {
    line: u64,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    /// Among the bytes, from the end of the item before it to here.
    Json { end: usize },
    /// The next of the rows.
    Row,
    /// Nowhere: it is no item.
    Bad(String),
}

impl Batch {
    /// Forgets the items, not the memory.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(USUAL);
        self.lines = None;
        self.spots.clear();
        self.spare.append(&mut self.rows);
        self.row_bytes = 0;
        self.header = None;
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.spots.is_empty()
    }

    /// Whether it has items, and so many of them or so many bytes that no more should come.
    pub(super) fn is_full(&self, room: usize) -> bool {
        let bytes = self.bytes.len().max(self.row_bytes);
        self.spots.len() >= MOST || (bytes >= room && !self.spots.is_empty())
    }

    pub(super) fn push_json(&mut self, line: u64, item: &[u8]) {
        self.bytes.extend_from_slice(item);
        self.spots.push(Spot { line, kept: Kept::Json { end: self.bytes.len() } });
    }

    /// A row to read into, to be pushed afterwards.
    pub(super) fn spare_row(&mut self) -> ByteRecord {
        self.spare.pop().unwrap_or_default()
    }

    pub(super) fn push_row(&mut self, line: u64, row: ByteRecord) {
        self.row_bytes += row.as_slice().len();
        self.rows.push(row);
        self.spots.push(Spot { line, kept: Kept::Row });
    }

    pub(super) fn push_bad(&mut self, line: u64, why: String) {
        self.spots.push(Spot { line, kept: Kept::Bad(why) });
    }

    /// Adds an item as it was handed out of another batch.
    pub(crate) fn push(&mut self, line: u64, piece: &Piece<'_>) {
        match piece {
            Piece::Json(bytes) => self.push_json(line, bytes),
            Piece::Row(header, row) => {
                self.header = Some(Arc::clone(header));
                self.push_row(line, row.as_byte_record().clone());
            }
            Piece::Bad(why) => self.push_bad(line, why.clone()),
        }
    }

    /// Hands each item to `take` with the line it begins on, from 1, until `take` has had enough.
    pub(crate) fn each(
        &mut self,
        take: &mut dyn FnMut(u64, &Piece<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match self.lines {
            Some(first) => each_line(&self.bytes, first, take),
            None => self.each_spot(take),
        }
    }

    fn each_spot(&mut self, take: &mut dyn FnMut(u64, &Piece<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
        let nameless = Arc::default();
        let header = self.header.as_ref().unwrap_or(&nameless);
        let (mut begins, mut rows) = (0, self.rows.iter_mut());
        for spot in &self.spots {
            let next = match &spot.kept {
                Kept::Json { end } => {
                    let item = self.bytes.get(begins..*end).unwrap_or_default();
                    begins = *end;
                    take(spot.line, &Piece::Json(item))
                }
                Kept::Row => {
                    let Some(bytes) = rows.next() else { continue };
                    let row = StringRecord::from_byte_record_lossy(std::mem::take(bytes));
                    let next = take(spot.line, &Piece::Row(header, &row));
                    *bytes = row.into_byte_record();
                    next
                }
                Kept::Bad(why) => take(spot.line, &Piece::Bad(why.clone())),
            };
            next?;
        }
        ControlFlow::Continue(())
    }
}

/// One item a line; blank lines are skipped.
fn each_line(
    bytes: &[u8],
    first: u64,
    take: &mut dyn FnMut(u64, &Piece<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (mut rest, mut number) = (bytes, first);
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        let text = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| number == 1).unwrap_or(line).trim_ascii();
        if line.len() > LARGEST {
            take(number, &too_large())?;
        } else if !text.is_empty() {
            take(number, &Piece::Json(text))?;
        }
        number += 1;
    }
    ControlFlow::Continue(())
}
