//! From the program as meant to the program as run.
//!
//! Takes a [`crate::hir::Program`], gives a [`crate::bytecode::Program`] and what people want to know of it. It must
//! never know whether a program is allowed, nor how an item is read.

mod agent;
mod assignment;
mod atoms;
mod classify;
mod code;
mod compile;
mod condition;
mod cut;
mod desk;
mod error;
mod filing;
mod generator;
mod intake;
mod layout;
mod output;
mod people;
mod pools;
mod queue;
mod rarity;
mod route;
mod rules;
mod schema;
mod service;
mod serving;
mod table;
mod trial;
mod value;
mod words;

pub use compile::{compile, compile_with};
pub use error::CodegenError;
pub use output::{Compiled, Effort, Expected, Tests};
