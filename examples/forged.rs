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
    clippy::exit,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "an example is a program of its own"
)]

#[path = "../tests/it/forger/mod.rs"]
#[expect(dead_code, reason = "tests use the rest of it")]
mod forger;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

fn main() {
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
            let rate = tally.thrown() as f64 / took.as_secs_f64() / threads as f64;
            println!("{rate:.0} a second and thread; {} loaded, no panic\n{tally}", tally.accepted());
        }
        Err(failure) => {
            println!("{}: {}", failure.base, failure.what);
            println!("again: cargo run --release --example forged -- --seed {} --mutations 1", failure.seed);
            std::process::exit(1);
        }
    }
}
