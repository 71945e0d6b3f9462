//! Enroute: routing as code.
//!
//! Text in the `.route` language goes in, a bundle comes out, and a bundle decides work items. See the README for a
//! first program and `docs/language/` for the language.
//!
//! ```
//! # #[cfg(feature = "compiler")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use enroute::Bundle;
//! use enroute::item::Item;
//! use enroute::source::{SourceFile, Sources};
//! use enroute::value::Instant;
//! use enroute::vm::Facts;
//!
//! let text = r#"
//! language 1
//! entity Case { amount: decimal? }
//! queue small { type record }
//! queue large { type record }
//! workstream desk {
//!   type record, carries Case, mode push, fallback small
//!   route first { "Large": when amount > 1000 to large }
//!   distribution { units 10, presences [available], skills none }
//! }
//! "#;
//! let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
//! let compiled = enroute::compile(&sources)?;
//! let bytes = compiled.bundle.ok_or("the program has errors: see `checked.diagnostics`")?.write();
//!
//! // A host needs the bytes only, and `default-features = false`.
//! let bundle = Bundle::load(&bytes)?;
//! let item = Item::for_workstream("desk").id("c-1").set("amount", 1200);
//! let decision = bundle.decide(&item, &Facts::at(Instant(0)))?;
//! assert_eq!(decision.queue.as_deref(), Some("large"));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "compiler"))]
//! # fn main() {}
//! ```

#[cfg(feature = "compiler")]
pub mod builtins;
pub mod bundle;
pub mod bytecode;
pub mod calendar;
pub mod centre;
#[cfg(feature = "compiler")]
pub mod check;
#[cfg(feature = "compiler")]
pub mod codegen;
pub mod cover;
#[cfg(feature = "compiler")]
pub mod diagnostic;
pub mod dispatch;
#[cfg(feature = "compiler")]
pub mod engine;
#[cfg(feature = "compiler")]
pub mod format;
#[cfg(feature = "compiler")]
pub mod hir;
#[cfg(feature = "compiler")]
pub mod ide;
pub mod index;
pub mod item;
#[cfg(feature = "live")]
pub mod live;
#[cfg(feature = "lsp")]
pub mod lsp;
#[cfg(feature = "cli")]
pub mod page;
#[cfg(feature = "compiler")]
pub mod picture;
#[cfg(feature = "compiler")]
pub mod plan;
pub mod replay;
#[cfg(feature = "compiler")]
pub mod runner;
pub mod source;
#[cfg(feature = "compiler")]
pub mod syntax;
#[cfg(feature = "compiler")]
pub mod tell;
#[cfg(feature = "signatures")]
pub mod trust;
pub mod types;
pub mod value;
pub mod vm;
pub mod why;

#[cfg(feature = "compiler")]
pub use engine::{check_sources as check_program, check_within, compile_sources as compile, compile_within};

pub use bundle::Bundle;

/// The programs in the pages for hosts are compiled.
#[cfg(all(doctest, feature = "live"))]
#[doc = include_str!("../docs/hot-reload.md")]
struct HotReload;
