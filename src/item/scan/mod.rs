//! A fast reader of plain JSON, as nearly all items are.
//!
//! Takes the text of one item and puts its values where the slow reader (`serde_json` and [`super::visit`]) would,
//! through the same [`super::filling`], so that what a value means is said once. It decides nothing about what is not
//! plain (a key with an escape, half a character, a number with an exponent or with more digits than fit, deep nesting,
//! a record with two fields of one key, anything that is not JSON): it gives up, and the slow reader starts again from
//! the beginning. Steps take what is left of the text and give what is left after them; `None` is giving up.

mod item;
mod layout;
mod number;
mod punctuation;
mod quick;
mod read;
mod skip;
mod string;

pub(super) use item::run;
pub(super) use layout::Layout;

/// What is kept between items so that no item needs new memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// A text without its escapes.
    unescaped: String,
    /// The keys of each record as they came last, by the record's number.
    layouts: Vec<Layout>,
}
