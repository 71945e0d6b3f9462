//! What may be wrong with a program that could be read, in the author's words.
//!
//! One enum a theme: each variant carries facts, and its words, code and help stand on it.

mod data;
mod doubt;
mod name;
mod nearest;
mod path;
mod rule;
mod setting;
mod table;
mod types;

pub(super) use data::DataError;
pub(super) use doubt::Doubt;
pub(super) use name::NameError;
pub(super) use nearest::{did_you_mean, instead, nearest};
pub(super) use path::PathError;
pub(super) use rule::RuleError;
pub(super) use setting::SettingError;
pub(super) use table::TableError;
pub(super) use types::TypeError;
