//! Files of items, read a batch at a time in memory that does not grow.
//!
//! Takes a path or stdin; gives the bytes of each item with the line it begins on. It must never know what an item
//! means to a program.

mod batch;
mod each;
mod input;
mod lines;
mod rows;
mod values;

pub(crate) use batch::Batch;
pub(crate) use each::{Items, Piece, each};
pub(crate) use input::{Input, Kind};
