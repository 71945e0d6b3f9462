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

use forger::campaign::Tally;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const HELP: &str = "forged [--mutations 1000000] [--seed 1] [--threads N]";

/// What the command line asks for.
struct Asked {
    mutations: u64,
    seed: u64,
    threads: usize,
}

fn main() -> ExitCode {
    let Some(asked) = asked() else {
        eprintln!("{HELP}");
        return ExitCode::from(2);
    };
    let bases = forger::bases::thrown();
    let (begun, told) = (Instant::now(), AtomicU64::new(0));
    let progress = |done: u64| {
        let part = done / 1_000_000;
        if told.fetch_max(part, Ordering::Relaxed) < part {
            eprintln!("{part} million after {:.0?}", begun.elapsed());
        }
    };
    match forger::campaign::run(&bases, asked.seed, asked.mutations, asked.threads, &progress) {
        Ok(tally) => summary(&asked, bases.len(), &tally, begun.elapsed()),
        Err(failure) => {
            println!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn summary(asked: &Asked, bases: usize, tally: &Tally, took: Duration) -> ExitCode {
    let Asked { mutations, seed, threads } = asked;
    println!("{mutations} mutations of {bases} bundles from seed {seed}, {threads} threads, {took:.1?}");
    let rate = u128::from(tally.thrown()) * 1_000 / took.as_millis().max(1);
    println!("{rate} a second; no panic, no decision beyond its declared cost\n{tally}");
    ExitCode::SUCCESS
}

fn asked() -> Option<Asked> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut asked = Asked { mutations: 1_000_000, seed: 1, threads };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let number = words.next()?.replace('_', "");
        match word.as_str() {
            "--mutations" => asked.mutations = number.parse().ok()?,
            "--seed" => asked.seed = number.parse().ok()?,
            "--threads" => asked.threads = number.parse().ok().filter(|threads| *threads > 0)?,
            _ => return None,
        }
    }
    Some(asked)
}
