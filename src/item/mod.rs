//! Items of work on their way into a program.
//!
//! Takes what a host has (JSON, a row of a CSV, values in code) and a [`crate::bytecode::Schema`]; gives a [`Frame`]:
//! one integer per slot, with the texts and lists they point to, and the [`Problem`]s of the data in the author's
//! words. Only what the program uses is read. It must never know what a program does with the values.
//!
//! # What an item looks like
//! The fields of the item's entity stand at the top, by their names in the data; linked entities are objects. Beside
//! them stand `id`; one of `workstream`, `instance` (as in `instances`) or `record` (an entity, for its intake); and
//! the objects `context`, `channel` and `models` (answers of models by the name of the ruleset that asks). In a CSV the
//! same places are columns with dots: `customer.tier`, `context.cart`.
//!
//! # How data is read
//! Blank texts are missing. `true`, `yes` and `1` are yes; `12` and `12.0` are whole numbers; decimals beyond the fourth
//! are rounded half away from zero; a label, spelling, code or word (in any case) is a value of an enum; numbers are
//! texts where texts are wanted; one value is a list of one, and a text with `;` a list of several. A date and time
//! without an offset, and the midnight of a day alone, are Greenwich's. What cannot be read is a [`Problem`], and the
//! field's default or missing. Through a missing link everything is missing, defaults too.

mod address;
mod built;
mod constants;
mod dictionary;
mod error;
mod filling;
mod frame;
mod index;
mod json;
mod lists;
mod problem;
mod reader;
mod repair;
mod rows;
mod seen;
mod texts;
mod visit;
mod words;

pub use built::{Given, Item};
pub use error::ItemError;
pub use frame::{Frame, Target};
pub use lists::Lists;
pub use problem::{Instead, Problem, Reason};
pub use reader::{ReadOptions, Reader};
pub use rows::Columns;
pub use texts::{Texts, entry_of, symbol_of, text_value};
