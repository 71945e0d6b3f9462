//! What every program knows without declaring it, as tables.
//!
//! Takes nothing, gives rows: built-in enums and models, and which words each block of settings knows, what may stand
//! after each and what it does. It must never know a program.

mod channels;
mod enums;
mod form;
mod models;
mod setting;
mod settings;

pub use channels::{CHANNELS, ChannelField};
pub use enums::{BuiltInEnum, BuiltInValue, ENUMS, PRESENCE, SENTIMENT, WEEKDAY};
pub use models::{BuiltInModel, MODELS, ModelResult};
pub use setting::{Block, Default, Form, NameKind, Need, SettingRow};
