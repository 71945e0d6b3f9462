//! The tests that programs contain.
//!
//! Takes a compiled program, decides the item of each test, asks its expectations; gives a [`TestReport`] as plain
//! data. It must never print, nor know where the program came from.

mod given;
mod report;
mod run;

pub use report::{Failed, TestReport, TestResult};
pub use run::run;
