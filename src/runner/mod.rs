//! The tests and scenarios that programs contain.
//!
//! Takes a compiled program, decides the item of each test, lets happen what each scenario tells, asks what they
//! expect; gives a [`TestReport`] as plain data. It must never print, nor know where the program came from.

mod answer;
mod cover;
mod crew;
mod event;
mod given;
mod memory;
mod play;
mod report;
mod roster;
mod run;
mod trace;
mod written;

pub use cover::cover;
pub use crew::Crew;
pub use report::{Failed, TestKind, TestReport, TestResult};
pub use run::{count, run, run_with};
