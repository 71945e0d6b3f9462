//! What there is to say of what a cursor points at.
//!
//! Takes a workspace and a place, gives Markdown. It must never know how it is shown.

mod answer;
mod declared;
mod played;
mod setting;

pub use answer::{Hover, hover};
