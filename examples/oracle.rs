//! The campaign of the oracle: programs and items by chance, decided by the machine in every way and by a plain walk over
//! the tree, and compared in full.
//!
//! `cargo run --release --example oracle -- --decisions 200000000`. Says how far it came on the error output, and what was
//! tried at the end; at the first disagreement it says the smallest program that it could find. Ends with code 1 there,
//! and where something of the language was never met, as in a short run.

#![expect(
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "an example is a program of its own, and a trial fails by panicking"
)]

#[path = "../tests/oracle/mod.rs"]
mod oracle;

use oracle::campaign::{Campaign, Failure};
use oracle::census::Census;
use oracle::trial::Plan;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const HELP: &str = "oracle [--decisions 2000000] [--items 1000] [--traced 32] [--seed 0] [--threads N]";
/// How often it says how far it came.
const PACE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let Some(campaign) = asked() else {
        eprintln!("{HELP}");
        return ExitCode::from(2);
    };
    let start = Instant::now();
    let said = std::sync::Mutex::new(start);
    let result = campaign.run(|programs, decisions| {
        let mut said = said.lock().unwrap();
        if said.elapsed() >= PACE {
            *said = Instant::now();
            let seconds = start.elapsed().as_secs();
            eprintln!(
                "{decisions} decisions, {programs} programs, {seconds} s, {} a second",
                decisions / seconds.max(1)
            );
        }
    });
    match result {
        Ok(census) => summary(&campaign, &census, start.elapsed()),
        Err(failure) => told(&campaign, &failure),
    }
}

fn summary(campaign: &Campaign, census: &Census, took: Duration) -> ExitCode {
    println!("decisions   {}", census.decisions);
    println!("programs    {} (seed {})", census.programs, campaign.first);
    println!("mismatches  0");
    println!("seconds     {} on {} threads", took.as_secs(), campaign.threads);
    println!("ways        3 of 5 by turns (index usual, everywhere, off; optimiser on, off)\n");
    for ((group, kind), count) in &census.counts {
        println!("{group:<16} {kind:<32} {count:>14}");
    }
    println!("\n{:<36} {:>14} {:>14}", "tests in traces", "true", "false");
    for kind in census.tests.keys().map(|(kind, _)| *kind).collect::<std::collections::BTreeSet<_>>() {
        let count = |holds| census.tests.get(&(kind, holds)).copied().unwrap_or_default();
        println!("{kind:<36} {:>14} {:>14}", count(true), count(false));
    }
    let (never, one_sided) = (census.never(), census.one_sided());
    for kind in &never {
        println!("never met: {kind}");
    }
    for kind in &one_sided {
        println!("always came out one way: {kind}");
    }
    if never.is_empty() && one_sided.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn told(campaign: &Campaign, failure: &Failure) -> ExitCode {
    println!("{failure}");
    let Plan { items, traced } = campaign.plan;
    println!(
        "again: cargo run --release --example oracle -- --seed {} --decisions 1 --items {items} --traced {traced}",
        failure.seed
    );
    ExitCode::FAILURE
}

/// What the command line asks for.
fn asked() -> Option<Campaign> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let plan = Plan { items: 1_000, traced: 32 };
    let mut campaign = Campaign { first: 0, programs: u64::MAX, decisions: 2_000_000, threads, plan };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let number = words.next()?.replace('_', "");
        match word.as_str() {
            "--decisions" => campaign.decisions = number.parse().ok()?,
            "--programs" => campaign.programs = number.parse().ok()?,
            "--items" => campaign.plan.items = number.parse().ok()?,
            "--traced" => campaign.plan.traced = number.parse().ok().filter(|each| *each > 0)?,
            "--seed" => campaign.first = number.parse().ok()?,
            "--threads" => campaign.threads = number.parse().ok().filter(|threads| *threads > 0)?,
            _ => return None,
        }
    }
    Some(campaign)
}
