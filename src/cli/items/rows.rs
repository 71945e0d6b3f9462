use super::each::{Next, Piece};
use crate::cli::outcome::Failure;
use csv::{ByteRecord, StringRecord};
use std::io::{self, BufRead};

/// One item a row, after a header.
pub(super) fn each(
    reader: Box<dyn BufRead>,
    cannot: &dyn Fn(io::Error) -> Failure,
    take: &mut dyn FnMut(u64, Piece<'_>) -> Next,
) -> Result<(), Failure> {
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(reader);
    let mut row = ByteRecord::new();
    let mut header = true;
    loop {
        match csv.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
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
