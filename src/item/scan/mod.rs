//! A reader of plain JSON, as nearly all items are.
//!
//! Takes the text of one item and hands its values to the same visitors that `serde_json` hands them to, so that there
//! is one reading of items and two sources of it. It decides nothing: at whatever is not plain (a key with an escape,
//! half a character, a number with an exponent or of more digits than fit exactly, deep nesting, anything that is not
//! JSON) it says [`Odd`], and the whole text is read again by `serde_json`, which is the judge. It must never know what
//! a field is.

mod cursor;
mod number;
mod odd;
mod skip;
mod source;
mod string;

pub(super) use cursor::Scan;
pub(super) use odd::Odd;
