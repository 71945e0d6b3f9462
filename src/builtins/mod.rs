//! What the language knows without being told, as tables: built-in enums and models, the blocks and their settings,
//! what overflow may do, what may happen in a scenario, and what may be asked there.
//!
//! Takes nothing, gives rows with a sentence of documentation each, read by the checker, by completion and by hover. It
//! must never know a program.

pub mod asked;
mod channels;
mod enums;
pub mod event;
mod form;
pub mod limits;
mod models;
pub mod overflow;
mod setting;
mod settings;
mod words;

pub use channels::{CHANNELS, ChannelField};
pub use enums::{BuiltInEnum, BuiltInValue, ENUMS, PRESENCE, SENTIMENT, WEEKDAY, presence};
pub use models::{BuiltInModel, MODELS, ModelResult};
pub use setting::{Block, Default, Form, NameKind, Need, SettingRow};
pub use words::{FACTS, FUNCTIONS, FactOf, KEYWORDS, KnownFact, KnownFunction, KnownType, TYPES, keyword};
