//! The neck: from the names of files to a bundle, as one sentence.
//!
//! Takes a [`Loader`] that knows where texts are, and the names of the files to begin with; follows imports and tables;
//! gives the program as checked ([`Checked`]) or compiled ([`Compiled`]), with everything there is to say about it. It
//! must never touch a file or a clock itself, nor show anything.

mod compile;
mod error;
mod failure;
mod imports;
mod loader;
mod numbers;
mod open;
mod placed;
mod sheet;
mod stale;
mod workspace;

pub use crate::source::Limits;
pub use compile::{
    Checked, Compiled, check, check_sources, check_within, compile, compile_sources, compile_with_tests,
    compile_within,
};
pub use failure::Failure;
pub use imports::imported;
pub use loader::{LoadError, Loader};
pub use open::{Opened, open};
pub use stale::stale_calendars;
pub use workspace::{Effort, Workspace};
