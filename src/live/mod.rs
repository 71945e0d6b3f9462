//! Hot reload: one bundle is in force, and another takes its place while items are being decided.
//!
//! Takes bytes, or a file to look at again and again, and the host's [`Terms`]; gives threads the bundle in force, each
//! as long as it wants it. What cannot be activated is told, and changes nothing. The last good bundle may be kept in a
//! folder, so that the next start has one. This room alone below `cli/` touches files and starts threads, for a host
//! that asks it to; it still asks no clock for the time and prints nothing. It must never know what a program says.
//!
//! ```
//! # #[cfg(feature = "compiler")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use enroute::source::{SourceFile, Sources};
//! # let text = r#"
//! # language 1
//! # entity Case { amount: decimal? }
//! # queue small { type record }
//! # workstream desk {
//! #   type record, carries Case, mode push, fallback small
//! #   distribution { units 10, presences [available], skills none }
//! # }
//! # "#;
//! # let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
//! # let bytes = enroute::compile(&sources)?.bundle.ok_or("the program has errors")?.write();
//! use enroute::item::{Item, ReadOptions};
//! use enroute::live::{Live, Terms};
//! use enroute::value::Instant;
//! use enroute::vm::{Facts, TraceLevel};
//!
//! let live = Live::start(&bytes, Terms::default())?;
//!
//! // Each thread has a worker, and decides with the bundle in force until there is another.
//! let mut worker = live.worker();
//! let queue = worker.serve(|station| {
//!     let json = br#"{"workstream": "desk", "amount": 12}"#;
//!     let decision = station.decide_json(json, &ReadOptions::default(), &Facts::at(Instant(0)), TraceLevel::Off)?;
//!     assert!(station.is_in_force());
//!     Ok::<_, enroute::item::ItemError>(decision.queue)
//! })?;
//! assert_eq!(queue.as_deref(), Some("small"));
//!
//! // Another bundle is put in force; a broken one is not, and the one before stays.
//! live.activate(&bytes)?;
//! assert!(live.activate(b"no bundle").is_err());
//! assert_eq!(live.standing().refusals, 1);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "compiler"))]
//! # fn main() {}
//! ```

mod active;
mod error;
mod handle;
mod reaper;
mod shelf;
mod standing;
mod start;
mod station;
mod terms;
mod watch;
mod watcher;

pub use active::Active;
pub use error::{ActivationError, ShelfError, StartError};
pub use handle::Live;
pub use standing::Standing;
pub use start::Start;
pub use station::{Station, Worker};
pub use terms::Terms;
pub use watch::Watch;
pub use watcher::{Report, Watcher};
