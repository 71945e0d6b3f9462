use super::each::{LARGEST, Next, Piece};
use crate::cli::outcome::Failure;
use csv::{ByteRecord, StringRecord};
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// One item a row, after a header. A row that does not end, as where a quote is missing, is the last.
pub(super) fn each(
    reader: Box<dyn BufRead>,
    cannot: &dyn Fn(io::Error) -> Failure,
    take: &mut dyn FnMut(u64, Piece<'_>) -> Next,
) -> Result<(), Failure> {
    let left = Rc::new(Cell::new(LARGEST));
    let bounded = Bounded { reader, left: Rc::clone(&left) };
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bounded);
    let mut row = ByteRecord::new();
    let mut header = true;
    loop {
        left.set(LARGEST);
        let line = csv.position().line();
        match csv.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) if left.get() == 0 => return take(line, endless()).map(drop),
            Err(error) => return Err(cannot(io::Error::from(error))),
        }
        let line = row.position().map_or(1, csv::Position::line);
        let text = StringRecord::from_byte_record_lossy(std::mem::take(&mut row));
        let piece = if header { Piece::Header(&text) } else { Piece::Row(&text) };
        if take(line, piece)?.is_break() {
            return Ok(());
        }
        header = false;
        row = text.into_byte_record();
    }
}

fn endless() -> Piece<'static> {
    let most = LARGEST >> 20;
    Piece::Bad(format!("this row has more than {most} MB, so nothing after it is read; is a `\"` missing?"))
}

/// A reader that fails where more than `left` bytes are asked of it.
struct Bounded {
    reader: Box<dyn BufRead>,
    left: Rc<Cell<usize>>,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other("a row is too large"));
        }
        let count = self.reader.read(into)?;
        self.left.set(self.left.get().saturating_sub(count));
        Ok(count)
    }
}
