use super::input::{Input, Kind};
use super::{lines, rows, values};
use crate::cli::outcome::Failure;
use std::io::ErrorKind;

/// No item is larger, in bytes: what is longer is a mistake in the file, and is not kept in memory.
pub(super) const LARGEST: usize = 16 << 20;

/// What a file of items gives, one after the other.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    /// An item as JSON.
    Json(&'a [u8]),
    /// The header of a CSV; comes first, and once.
    Header(&'a csv::StringRecord),
    /// An item as a row.
    Row(&'a csv::StringRecord),
    /// Something that is no item; the text says why.
    Bad(String),
}

/// Whether to go on with the next item.
pub(crate) type Next = Result<std::ops::ControlFlow<()>, Failure>;

/// Hands each item to `take` with the line it begins on, from 1, until the file ends or `take` has had enough.
pub(crate) fn each(input: Input, take: &mut dyn FnMut(u64, Piece<'_>) -> Next) -> Result<(), Failure> {
    let Input { name, kind, reader } = input;
    let cannot = |error: std::io::Error| {
        let damaged = matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidInput);
        let why = if damaged { "it is damaged or cut short".to_owned() } else { error.to_string() };
        Failure::Access(format!("cannot read `{name}` to its end: {why}"))
    };
    match kind {
        Kind::Jsonl => lines::each(reader, &cannot, take),
        Kind::Json => values::each(reader, &cannot, take),
        Kind::Csv => rows::each(reader, &cannot, take),
    }
}

/// What is said of an item that is too large.
pub(super) fn too_large() -> Piece<'static> {
    Piece::Bad(format!("an item has at most {} MB; this one has more", LARGEST >> 20))
}
