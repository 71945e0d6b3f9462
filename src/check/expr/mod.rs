//! Expressions: what each means at its place, and its type.
//!
//! [`condition`] for what holds or does not, [`value`] for what has a value of a known type, [`constant`] for what is
//! known while compiling, [`place`] for what may be read or set. Each gives `None` after it has reported what is wrong.
//! It must never know which rule or declaration an expression stands in: that is what a scope says.

mod arith;
mod call;
mod compare;
mod conditions;
mod constant;
mod doubt;
mod entry;
mod meaning;
mod path;
mod respelled;
mod set;
mod skill;
mod text;
mod time;
mod unknown;

pub(super) use call::{arguments, table_call};
pub(super) use conditions::{declare_conditions, order_conditions};
pub(super) use constant::{coerce, constant, literal, members};
pub(super) use entry::{condition, infer, value};
pub(super) use path::place;
pub(super) use skill::level;
