//! Expressions: what each means at its place, and its type.
//!
//! [`condition`] for what holds or does not, [`value`] for what has a value of a known type, [`constant`] for what is
//! known while compiling, [`place`] for what may be read or set. Each gives `None` after it has reported what is wrong.

mod entry;

pub(super) use entry::{arguments, condition, constant, declare_conditions, infer, place, value};
