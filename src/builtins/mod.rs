//! What every program knows without declaring it, as tables.
//!
//! Takes nothing, gives rows: built-in enums and models, and which words each block of settings knows. It must never
//! know a program.

mod enums;
mod models;

pub use enums::{BuiltInEnum, BuiltInValue, ENUMS, PRESENCE, SENTIMENT, WEEKDAY};
pub use models::{BuiltInModel, MODELS, ModelResult};
