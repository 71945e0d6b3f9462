//! What kinds of value the language has, and which operators join them.
//!
//! Takes nothing, gives [`Type`] and the operators. It must never know a value, a name or a place.

mod operator;
mod scalar;

pub use operator::{ArithOp, BoolOp, Case, CompareOp, HitPolicy, Quantifier, RoutePolicy, TextOp};
pub use scalar::{EntityId, EnumId, Type};
