//! What grows faster than the text: each piece of programs that say everything, many times, and twice as many times.
//!
//! ```text
//! cargo run --release --example doubling
//! cargo run --release --example doubling -- --pairs 10000
//! cargo run --release --example doubling -- --from 4711
//! cargo run --release --example doubling -- --only 4711
//! ```
//!
//! A piece is an entry of a block, a member of a list, or up to three words and signs that follow one another; it is
//! repeated where it stands, as it is or with other names, texts and numbers each time. With `--pairs`, so many pairs of
//! pieces are, chosen by chance that is the same everywhere. What is done with the program is done with it twice: that
//! should take twice as long. Ends with 1 where something takes three times as long or more.
//!
//! Seconds are those of the processor, so that other work of the machine does not count. What seems to grow must show it
//! with a longer text too, measured three times, the least of each taken. Needs Linux, for it reads `/proc`.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "an example is a program of its own"
)]

mod measure;
mod piece;
mod stage;

/// Chance, as the tests throw it.
#[path = "../../tests/oracle/dice.rs"]
#[expect(dead_code, reason = "not all of it is thrown here")]
mod dice;

use dice::Dice;
use measure::{Found, Work};
use piece::{Shape, shapes};
use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const PROGRAMS: &[&str] = &[
    include_str!("../../tests/programs/every_construct.route"),
    include_str!("../../tests/programs/every_kind.route"),
    include_str!("../../tests/programs/capacity.route"),
    include_str!("../../tests/programs/matching.route"),
    include_str!("../../tests/programs/overflow.route"),
    include_str!("../../tests/programs/scenarios.route"),
    include_str!("../../tests/programs/states.route"),
];

/// How often a piece is repeated.
const TIMES: usize = 1_500;

/// After so many shapes it is said how far this has come.
const STEP: usize = 1_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |word: &str| -> Option<usize> {
        arguments.iter().skip_while(|argument| *argument != word).nth(1)?.parse().ok()
    };
    let mut seen = BTreeSet::new();
    let mut all: Vec<Shape> = PROGRAMS.iter().flat_map(|text| shapes(text, &mut seen)).collect();
    if let Some(many) = number("--pairs") {
        all = pairs(&all, many);
    }
    let (only, from) = (number("--only"), number("--from").unwrap_or_default());
    let is_asked = |at: usize| only.is_none_or(|only| only == at) && from <= at;
    let shapes: Vec<(usize, &Shape)> = all.iter().enumerate().filter(|(at, _)| is_asked(*at)).collect();
    println!("{} shapes of {}", shapes.len(), all.len());
    let work = Work { times: number("--times").unwrap_or(TIMES), told: only.is_some() };
    let found = measured(&shapes, &work, number("--threads").unwrap_or(2));
    println!("\n{found} of {} shapes grow faster than their text", shapes.len());
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// So many pairs of pieces.
fn pairs(shapes: &[Shape], many: usize) -> Vec<Shape> {
    let mut dice = Dice::new(1);
    let mut pairs = Vec::new();
    while pairs.len() < many {
        let (one, other) = (dice.pick(shapes), dice.pick(shapes));
        pairs.extend(one.with(other));
    }
    pairs
}

/// Measures all shapes and tells which grow; gives how many do.
fn measured(shapes: &[(usize, &Shape)], work: &Work, threads: usize) -> usize {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(BTreeSet::new()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, shape)) = shapes.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for grown in work.measure(shape) {
                        tell(*at, shape, &grown);
                        found.lock().unwrap().insert(*at);
                    }
                    if at % STEP == 0 {
                        eprintln!("at {at}");
                    }
                }
            });
        }
    });
    found.into_inner().unwrap().len()
}

fn tell(at: usize, shape: &Shape, found: &Found) {
    let Found { stage, times, once, twice } = found;
    println!(
        "| {at} | {stage} | {times} times {once:.3} s, twice {twice:.3} s: {:.1} | `{}` |",
        twice / once,
        shape.shown()
    );
}
