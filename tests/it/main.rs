//! All tests that look at Enroute from outside, in one binary.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test reads files, starts processes, and fails by panicking"
)]

mod architecture;
mod calendar;
mod check_core;
mod check_desk;
mod check_settings;
mod cli;
mod coverage;
mod docs;
mod item;
mod oracle;
mod render;
mod spec;
mod support;
mod bytecode;
mod machine;
mod properties;
mod syntax;
