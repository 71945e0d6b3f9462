use super::batch::Batch;
use super::input::{Input, Kind};
use super::lines::Lines;
use super::rows::Rows;
use super::values::Values;
use crate::cli::outcome::Failure;
use csv::StringRecord;
use std::io::{self, ErrorKind};
use std::ops::ControlFlow;
use std::sync::Arc;

/// No item is larger, in bytes: what is longer is a mistake in the file, and is not kept in memory.
pub(super) const LARGEST: usize = 16 << 20;

/// What a file of items gives, one after the other.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    /// An item as JSON.
    Json(&'a [u8]),
    /// An item as a row, after the header of its file.
    Row(&'a Arc<StringRecord>, &'a StringRecord),
    /// Something that is no item; the text says why.
    Bad(String),
}

impl Piece<'_> {
    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Json(bytes) => bytes.len(),
            Self::Row(_, row) => row.as_slice().len(),
            Self::Bad(_) => 0,
        }
    }
}

/// The items of a file, to be had in batches.
pub(crate) struct Items {
    name: String,
    cutter: Cutter,
    /// Why there are no more, to be told after what was read before.
    broken: Option<io::Error>,
}

/// How items are cut out of a file.
enum Cutter {
    Lines(Lines),
    Values(Values),
    Rows(Rows),
}

impl Items {
    /// The items of a file just opened.
    pub(crate) fn new(input: Input) -> Self {
        let Input { name, kind, reader } = input;
        let cutter = match kind {
            Kind::Jsonl => Cutter::Lines(Lines::new(reader)),
            Kind::Json => Cutter::Values(Values::new(reader)),
            Kind::Csv => Cutter::Rows(Rows::new(reader)),
        };
        Self { name, cutter, broken: None }
    }

    /// Puts the next items into `batch`: about `room` bytes, at least one. `false` where there are no more.
    pub(crate) fn fill(&mut self, batch: &mut Batch, room: usize) -> Result<bool, Failure> {
        batch.clear();
        if let Some(error) = self.broken.take() {
            return Err(self.cannot(&error));
        }
        let read = match &mut self.cutter {
            Cutter::Lines(lines) => lines.fill(batch, room),
            Cutter::Values(values) => values.fill(batch, room),
            Cutter::Rows(rows) => rows.fill(batch, room),
        };
        match read {
            Err(error) if batch.is_empty() => Err(self.cannot(&error)),
            Err(error) => {
                self.broken = Some(error);
                Ok(true)
            }
            Ok(()) => Ok(!batch.is_empty()),
        }
    }

    fn cannot(&self, error: &io::Error) -> Failure {
        let damaged = matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidInput);
        let why = if damaged { "it is damaged or cut short".to_owned() } else { error.to_string() };
        Failure::Access(format!("cannot read `{}` to its end: {why}", self.name))
    }
}

/// Hands each item to `take` with the line it begins on, from 1, until the file ends or `take` has had enough. No more
/// is read ahead than a reading gives anyway.
pub(crate) fn each(
    input: Input,
    take: &mut dyn FnMut(u64, &Piece<'_>) -> ControlFlow<()>,
) -> Result<(), Failure> {
    let (mut items, mut batch) = (Items::new(input), Batch::default());
    while items.fill(&mut batch, 1)? && batch.each(take).is_continue() {}
    Ok(())
}

/// What is said of an item that is too large.
pub(super) fn too_large() -> Piece<'static> {
    Piece::Bad(why_too_large())
}

/// The same as a text.
pub(super) fn why_too_large() -> String {
    format!("an item has at most {} MB; this one has more", LARGEST >> 20)
}
