//! What may be written at a place.
//!
//! Takes a workspace and a place, gives words and snippets that fit there. It must never know how they are shown.

mod answer;
mod clause;
mod expr;
mod fired;
mod margin;
mod names;
mod offer;
mod operator;
mod phrase;
mod rows;
mod rule;
mod ruleset;
mod scene;
mod setting;
mod table;
mod target;
mod text;
mod trial;
mod typed;
mod value;
mod wish;

pub use answer::complete;
pub use offer::{Completion, CompletionKind};
