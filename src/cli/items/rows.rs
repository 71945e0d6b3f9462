use super::batch::Batch;
use super::each::LARGEST;
use csv::{ByteRecord, StringRecord};
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// One item a row, after a header.
pub(super) struct Rows {
    csv: csv::Reader<Bounded>,
    header: Option<Arc<StringRecord>>,
    ended: bool,
}

impl Rows {
    pub(super) fn new(reader: Box<dyn BufRead + Send>) -> Self {
        let bounded = Bounded { reader, row: 0, last: 0, ended: false };
        let csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bounded);
        Self { csv, header: None, ended: false }
    }

    pub(super) fn fill(&mut self, batch: &mut Batch, room: usize) -> io::Result<()> {
        while !self.ended && !batch.is_full(room) {
            let mut row = batch.spare_row();
            match self.next(&mut row)? {
                Next::End => self.ended = true,
                Next::Endless(line) => {
                    self.ended = true;
                    batch.push_bad(line, endless());
                }
                Next::Row(_) if self.header.is_none() => {
                    self.header = Some(Arc::new(StringRecord::from_byte_record_lossy(row)));
                }
                Next::Row(line) => batch.push_row(line, row),
            }
        }
        batch.header.clone_from(&self.header);
        Ok(())
    }

    fn next(&mut self, row: &mut ByteRecord) -> io::Result<Next> {
        self.csv.get_mut().row = 0;
        let begins = self.csv.position().line();
        match self.csv.read_byte_record(row) {
            Ok(true) => {}
            Ok(false) => return Ok(Next::End),
            Err(_) if self.csv.get_ref().too_large() => return Ok(Next::Endless(begins)),
            Err(error) => return Err(io::Error::from(error)),
        }
        let line = row.position().map_or(1, csv::Position::line);
        let file = self.csv.get_ref();
        let endless = file.ended && never_closed(row, file.last);
        Ok(if endless { Next::Endless(line) } else { Next::Row(line) })
    }
}

/// What comes next in a file, and the line it begins on.
enum Next {
    Row(u64),
    Endless(u64),
    End,
}

/// Whether the last row of a file runs on to its end in a text whose quote is never closed: a closed text with several
/// lines ends in a quote.
fn never_closed(row: &ByteRecord, last: u8) -> bool {
    last != b'"' && row.iter().next_back().is_some_and(|field| field.contains(&b'\n'))
}

fn endless() -> String {
    let most = LARGEST >> 20;
    let words = "a quote opens in this row and is not closed, so all that follows is lost; close it";
    format!("{words} (a row has at most {most} MB)")
}

/// Ends a file whose row does not.
struct Bounded {
    reader: Box<dyn BufRead + Send>,
    /// How many bytes were read for the row at hand.
    row: usize,
    /// The last letter of the file so far that is no line break.
    last: u8,
    /// Whether the file has come to its end.
    ended: bool,
}

impl Bounded {
    fn too_large(&self) -> bool {
        self.row > LARGEST
    }
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.too_large() {
            return Err(io::Error::other("a row is too large"));
        }
        let count = self.reader.read(into)?;
        self.ended = count == 0;
        self.row = self.row.saturating_add(count);
        let read = into.get(..count).unwrap_or_default();
        if let Some(last) = read.iter().rfind(|byte| !matches!(byte, b'\n' | b'\r')) {
            self.last = *last;
        }
        Ok(count)
    }
}
