//! What changes in a configuration when one program takes the place of another, in an operator's words.
//!
//! Takes two checked programs; gives a [`Plan`]: what is new, gone or otherwise, rule by rule and setting by setting with
//! the values in force, and what the platform does not let anybody change in place. It must never decide an item.

mod change;
mod compare;
mod forbidden;
mod lines;
mod outline;
mod part;

pub use change::{Change, Deed, PLAN_VERSION, Plan, Said};
pub use compare::plan;
