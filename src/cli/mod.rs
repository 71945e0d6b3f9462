//! The command line.
//!
//! Takes arguments, files, the clock; gives data on stdout, talk on stderr, an exit code. It must never decide
//! anything itself: what is allowed, what is decided and why is said by the rooms below.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the room that touches files, the environment and the clock"
)]

mod again;
mod app;
mod args;
mod bench;
mod command;
mod cover;
mod decider;
mod difference;
mod disk;
mod facts;
mod git;
mod html;
mod items;
mod junit;
mod keys;
mod known;
mod loaded;
mod markdown;
mod outcome;
mod output;
mod pages;
mod pipe;
mod planned;
mod program;
mod progress;
mod prose;
mod reading;
mod replace;
mod replay;
mod report;
mod results;
mod runbook;
mod summary;
mod terminal;
mod told;
mod traced;
mod verdicts;
mod watch;
mod work;

pub(crate) use app::main;
