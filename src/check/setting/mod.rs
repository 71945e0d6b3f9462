//! Blocks of settings, read by the tables of `builtins`.
//!
//! Takes entries as written, gives those that are known, well formed and name what exists, with everything said about
//! the others. It must never know what one particular setting does.

mod effective;
mod form;
mod get;
mod meant;
mod messages;
mod read;
mod resolve;
mod show;
mod term;

pub(super) use effective::{Source, effective};
pub(super) use form::day;
pub(super) use get::{Found, Settings};
pub(super) use messages::messages;
pub(super) use read::{Frame, read};
pub(super) use term::{as_list, as_range};
