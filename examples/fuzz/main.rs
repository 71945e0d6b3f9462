//! Hostile input by chance, as much of it as there is time for: every way into Enroute is thrown damaged programs and
//! items, and whatever must hold is looked at after each throw.
//!
//! ```text
//! cargo run --release --example fuzz -- --executions 100000000
//! cargo run --release --example fuzz -- --executions 1000000 --target parse --seed 7 --threads 2
//! cargo run --release --example fuzz -- --executions 1 --target parse --seed 7 --from 4711
//! ```
//!
//! Without a target, the executions are shared out over all of them: most to the cheap ones. The same seed and number
//! are the same input everywhere; the last line above does one of them again, and shows it. Ends with 1 at the first
//! panic, and where an execution takes more than two seconds, twice.
#![expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "an example is a program of its own, and what it tries fails by panicking"
)]

#[path = "../../tests/it/fuzz/mod.rs"]
mod fuzz;

/// Chance, as the tests throw it.
#[path = "../../tests/oracle"]
mod oracle {
    pub(crate) mod dice;
}

mod arguments;
mod campaign;

use arguments::Arguments;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => campaign::run(&arguments),
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}
