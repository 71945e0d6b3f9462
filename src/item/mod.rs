//! Items of work on their way into a program.
//!
//! Takes what a host has (JSON, a row of a CSV, values in code) and a [`crate::bytecode::Schema`]; gives a [`Frame`]:
//! one integer per slot, with the texts and lists they point to, and the [`Problem`]s of the data in the author's
//! words. It must never know what a program does with the values.

mod frame;
mod lists;
mod problem;
mod texts;

pub use frame::{Frame, Target};
pub use lists::Lists;
pub use problem::{Problem, Reason};
pub use texts::{Texts, entry_of, symbol_of, text_value};
