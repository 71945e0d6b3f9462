//! What changes in a configuration when one program takes the place of another, in an operator's words.
//!
//! Takes two checked programs; gives a [`Plan`]: what is new, gone or otherwise, rule by rule and setting by setting with
//! the values in force, what the platform does not let anybody change in place, and an order in which the rest can be done.
//! It must never decide an item.

mod change;
mod compare;
mod forbidden;
mod lines;
mod marks;
mod names;
mod outline;
mod part;
mod pieces;
mod reader;
mod remarks;
mod renames;
mod rows;
mod settings;
mod steps;
mod text;
mod wording;
mod workstream;

pub use change::{Change, Deed, Holder, Moved, PLAN_VERSION, PieceChange, Plan, Said, Step};
pub use compare::plan;
