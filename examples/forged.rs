//! Tampers with bundles, most of them sealed again so that only the verifier stands between them and the host; what loads
//! is used as hosts use bundles.
//!
//! ```text
//! cargo run --release --example forged -- --mutations 100000000 [--seed 1] [--threads 2]
//! ```
//!
//! It ends with 1 at the first bundle that panics, breaks its declared cost or decides differently by its index, and says
//! how to make it again: `--seed N --mutations 1`.
#![expect(
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "an example is a program of its own"
)]

#[path = "../tests/it/forger/mod.rs"]
#[expect(dead_code, reason = "tests use the rest of it")]
mod forger;

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, usual: u64| {
        let at = arguments.iter().position(|argument| argument == name);
        at.map_or(usual, |at| arguments.get(at + 1).and_then(|number| number.parse().ok()).unwrap_or(usual))
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (seed, mutations) = (number("--seed", 1), number("--mutations", 1_000_000));
    let threads = usize::try_from(number("--threads", u64::try_from(cores).unwrap_or(1))).unwrap_or(1);
    let bases = forger::bases::small();
    let (begun, told) = (Instant::now(), AtomicU64::new(0));
    let progress = |done: u64| {
        let part = done / 1_000_000;
        if told.fetch_max(part, Ordering::Relaxed) < part {
            eprintln!("{part} million after {:.0?}", begun.elapsed());
        }
    };
    match forger::campaign::run(&bases, seed, mutations, threads, &progress) {
        Ok(tally) => {
            let took = begun.elapsed();
            println!(
                "{mutations} mutations of {} bundles from seed {seed}, {threads} threads, {took:.1?}",
                bases.len()
            );
            let rate = u128::from(tally.thrown()) * 1_000 / took.as_millis().max(1);
            println!("{rate} a second; no panic, no decision beyond its declared cost\n{tally}");
        }
        Err(failure) => {
            println!("{failure}");
            return ExitCode::from(1);
        }
    }
    ExitCode::SUCCESS
}
