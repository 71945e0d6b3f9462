use super::each::{LARGEST, Next, Piece};
use crate::cli::outcome::Failure;
use csv::{ByteRecord, StringRecord};
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// One item a row, after a header.
pub(super) fn each(
    reader: Box<dyn BufRead>,
    cannot: &dyn Fn(io::Error) -> Failure,
    take: &mut dyn FnMut(u64, Piece<'_>) -> Next,
) -> Result<(), Failure> {
    let state = Rc::new(State::default());
    let bounded = Bounded { reader, state: Rc::clone(&state) };
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bounded);
    let mut row = ByteRecord::new();
    let mut header = true;
    loop {
        state.row.set(0);
        let begins = csv.position().line();
        match csv.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) if state.too_large() => return take(begins, endless()).map(drop),
            Err(error) => return Err(cannot(io::Error::from(error))),
        }
        let line = row.position().map_or(1, csv::Position::line);
        if state.ended.get() && never_closed(&row, state.last.get()) {
            return take(line, endless()).map(drop);
        }
        let text = StringRecord::from_byte_record_lossy(std::mem::take(&mut row));
        let piece = if header { Piece::Header(&text) } else { Piece::Row(&text) };
        if take(line, piece)?.is_break() {
            return Ok(());
        }
        header = false;
        row = text.into_byte_record();
    }
}

/// Whether the last row of a file runs on to its end in a text whose quote is never closed: a closed text with several
/// lines ends in a quote.
fn never_closed(row: &ByteRecord, last: u8) -> bool {
    last != b'"' && row.iter().next_back().is_some_and(|field| field.contains(&b'\n'))
}

fn endless() -> Piece<'static> {
    let most = LARGEST >> 20;
    let words = "a quote opens in this row and is not closed, so all that follows is lost; close it";
    Piece::Bad(format!("{words} (a row has at most {most} MB)"))
}

/// What was read for the row at hand.
#[derive(Debug, Default)]
struct State {
    /// How many bytes.
    row: Cell<usize>,
    /// The last letter of the file so far that is no line break.
    last: Cell<u8>,
    /// Whether the file has come to its end.
    ended: Cell<bool>,
}

impl State {
    fn too_large(&self) -> bool {
        self.row.get() > LARGEST
    }
}

/// Ends a file whose row does not.
struct Bounded {
    reader: Box<dyn BufRead>,
    state: Rc<State>,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.state.too_large() {
            return Err(io::Error::other("a row is too large"));
        }
        let count = self.reader.read(into)?;
        self.state.ended.set(count == 0);
        self.state.row.set(self.state.row.get().saturating_add(count));
        let read = into.get(..count).unwrap_or_default();
        if let Some(last) = read.iter().rfind(|byte| !matches!(byte, b'\n' | b'\r')) {
            self.state.last.set(*last);
        }
        Ok(count)
    }
}
