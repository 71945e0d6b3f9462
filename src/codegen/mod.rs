//! From the program as meant to the program as run.
//!
//! Takes a [`crate::hir::Program`], gives a [`crate::bytecode::Program`] and what people want to know of it. It must
//! never know whether a program is allowed, nor how an item is read.

mod compile;
mod output;

pub use compile::compile;
pub use output::{Compiled, Expected, Tests};
