//! Files of items, read one item at a time in memory that does not grow.
//!
//! Takes a path or stdin; gives the bytes of each item with the line it begins on. It must never know what an item
//! means to a program.

mod each;
mod input;
mod lines;
mod rows;
mod values;

pub(crate) use each::{Piece, each};
pub(crate) use input::{Input, Kind};
