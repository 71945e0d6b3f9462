//! Enroute: routing as code.
//!
//! Text in the `.route` language goes in, a bundle comes out, and a bundle decides work items. See the README for a
//! first program and `docs/language/` for the language.

#[cfg(feature = "compiler")]
pub mod builtins;
pub mod bundle;
pub mod bytecode;
pub mod calendar;
#[cfg(feature = "compiler")]
pub mod check;
#[cfg(feature = "compiler")]
pub mod codegen;
#[cfg(feature = "compiler")]
pub mod diagnostic;
#[cfg(feature = "compiler")]
pub mod engine;
#[cfg(feature = "compiler")]
pub mod hir;
pub mod item;
#[cfg(feature = "compiler")]
pub mod runner;
pub mod source;
#[cfg(feature = "compiler")]
pub mod syntax;
pub mod types;
pub mod value;
pub mod vm;
pub mod why;

#[cfg(feature = "compiler")]
pub use engine::{check_sources as check_program, compile_sources as compile};

pub use bundle::Bundle;
