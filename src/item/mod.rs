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
//!
//! # How it is fast
//! Plain JSON goes straight into the slots (`scan`): keys are known by a glance at their bytes where they come in the
//! order of the item before, what no rule reads is skipped, values in the form that their kind mostly has are read
//! without asking what else they might be, texts of up to fifteen letters are found as numbers (`words`), and a frame that
//! has seen a few items takes no more memory.
//! Whatever is not plain is read once more by `serde_json`, which alone says what is wrong with it; both put values into
//! slots by the same code (`filling`). Rows of a CSV and items made in code ([`Reader::begin`]) find their fields once.

mod address;
mod built;
mod changes;
mod constants;
mod dictionary;
mod entity;
mod error;
mod filling;
mod frame;
mod index;
mod json;
mod lists;
mod named;
mod pass;
mod place;
mod problem;
mod reader;
mod record;
mod repair;
mod rows;
mod scan;
mod seen;
mod snapshot;
mod texts;
mod typed;
mod visit;
mod words;

pub use built::{Given, Item};
pub use error::ItemError;
pub use frame::{Frame, Mark, Target};
pub use lists::Lists;
pub use named::instance_of;
pub use problem::{Instead, Problem, Reason};
pub use reader::{ReadOptions, Reader};
pub use rows::Columns;
pub use snapshot::Snapshot;
pub use texts::{Texts, entry_of, symbol_of, text_value};
pub use typed::{Filler, ItemField, Lent};
