//! One rule set and items to match it, before any engine's language: ordered rules, the first that holds wins, each
//! names a queue. Everything follows from the shape, the number of rules and a fixed seed, on every machine alike.

mod attribute;
mod condition;
mod generate;
mod interned;
mod items;
mod random;
mod shape;
mod vocabulary;

pub use attribute::{ATTRIBUTES, Attribute, Domain, Kind, VALUES};
pub use condition::{Condition, Test};
pub use generate::{Rule, RuleSet};
pub use interned::Interned;
pub use items::Item;
pub use random::Random;
pub use shape::Shape;

/// The queue of items that no rule takes.
pub const FALLBACK: u32 = u32::MAX;
