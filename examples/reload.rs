//! What it costs to put other bundles in force while items are decided, and what a host finds that was killed meanwhile.
//!
//! ```text
//! cargo run --release --example reload -- load
//! cargo run --release --example reload -- killed
//! ```
//!
//! `load`: threads decide as fast as they can for two minutes; in the middle one, 1,000 good bundles and 200 bad ones are
//! brought. `killed`: 1,000 hosts are killed while they put bundles in force.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "an example is a program of its own, and a trial fails by panicking"
)]

#[path = "../tests/it/reload/mod.rs"]
mod reload;

use reload::{desk, killed, load};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

const RULES: usize = 1_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["load"] => loaded(Duration::from_mins(1)),
        ["killed"] => kill(1_000),
        ["host", folder] => killed::host(Path::new(folder)),
        _ => {
            println!("say `load` or `killed`");
            ExitCode::from(2)
        }
    }
}

fn loaded(time: Duration) -> ExitCode {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let versions = desk::versions(20, RULES);
    let before = memory();
    let found = load::run(&versions, load::Trial { deciders: cores, good: 1_000, bad: 200, time });
    let (quiet, busy) = (&found.quiet, &found.busy);
    println!("{cores} threads, programs of {RULES} rules, {} decisions", found.decided);
    println!(
        "put in force: {}; refused: {}; misjudged: {}",
        found.standing.activations, found.standing.refusals, found.misjudged
    );
    println!("lost: {}; wrong: {}", found.taken - found.decided, found.wrong);
    println!("bundles in memory at the end: {}", found.standing.in_memory);
    let after = memory();
    println!("resident memory: {before} kB before, {after} kB after");
    for (name, of_thousand) in [("half", 500), ("99 %", 990), ("99.9 %", 999)] {
        let (quiet, busy) = (quiet.at_most(of_thousand), busy.at_most(of_thousand));
        println!("{name} within: {quiet} ns steady, {busy} ns while bundles change");
    }
    println!("longest: {} ns steady, {} ns while bundles change", quiet.longest(), busy.longest());
    let good = found.wrong + found.misjudged == 0
        && found.all
        && found.taken == found.decided
        && after <= before * 3 / 2
        && found.standing.in_memory == 1
        && (found.standing.activations, found.standing.refusals) == (1_000, 200)
        && busy.at_most(999) <= 2 * quiet.at_most(999);
    println!("{}", if good { "all as it should be" } else { "NOT as it should be" });
    ExitCode::from(u8::from(!good))
}

/// What the system says this process has in memory, in kB; 0 where it does not say.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

fn kill(times: u32) -> ExitCode {
    let program = std::env::current_exe().unwrap();
    let start = |folder: &Path| {
        let mut host = Command::new(&program);
        host.arg("host").arg(folder);
        host
    };
    println!("{:?}: each next start had a whole bundle", killed::run(times, 1, &start));
    ExitCode::SUCCESS
}
