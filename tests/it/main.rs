//! All tests that look at Enroute from outside, in one binary.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test reads files, starts processes, and fails by panicking"
)]

mod architecture;
mod bytecode;
mod calendar;
mod check_core;
mod check_desk;
mod check_settings;
mod cli;
mod coverage;
mod docs;
mod item;
mod machine;
mod oracle;
mod properties;
mod render;
mod spec;
mod support;
mod syntax;
