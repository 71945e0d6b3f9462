//! What kinds of value the language has.
//!
//! Takes nothing, gives [`Type`]. It must never know a value, a name or a place.

mod scalar;

pub use scalar::{EntityId, EnumId, Type};
