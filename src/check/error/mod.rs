//! What may be wrong with a program that could be read, in the author's words.
//!
//! One enum a theme: each variant carries facts, and its words, code and help stand on it.

mod name;
mod nearest;
mod rule;
mod setting;
mod table;
mod types;

pub(super) use name::NameError;
pub(super) use nearest::{did_you_mean, instead, nearest};
pub(super) use rule::RuleError;
pub(super) use setting::SettingError;
pub(super) use table::TableError;
pub(super) use types::TypeError;
