//! What the language knows without being told: the blocks, their settings, what may stand after each word.
//!
//! Takes nothing, gives tables with a sentence of documentation a row, read by the checker, by completion and by
//! hover. It must never know a program.

mod form;
mod setting;
mod settings;

pub use setting::{Block, Default, Form, NameKind, Need, SettingRow};
