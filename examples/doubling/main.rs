//! What grows faster than the text: each piece of programs that say everything, many times, and twice as many times.
//!
//! ```text
//! cargo run --release --example doubling
//! cargo run --release --example doubling -- --times 2000 --only 4711
//! ```
//!
//! A piece is an entry of a block, a member of a list, or up to three words and signs that follow one another; it is
//! repeated where it stands, as it is or with other names, texts and numbers each time. What is done with the program is
//! done with it twice: that should take twice as long. Ends with 1 where something takes three times as long or more.
//! Seconds are those of the processor, so that other work of the machine does not count. Needs Linux, for it reads `/proc`.
//! What seems to grow is looked at with a text four times as long, three times, and the least time of each taken.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "an example is a program of its own"
)]

mod measure;
mod piece;
mod stage;

use measure::{Found, Work};
use piece::{Shape, shapes};
use std::collections::BTreeSet;
use std::error::Error;
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

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |word: &str| -> Option<usize> {
        arguments.iter().skip_while(|argument| *argument != word).nth(1)?.parse().ok()
    };
    let mut seen = BTreeSet::new();
    let all: Vec<Shape> = PROGRAMS.iter().flat_map(|text| shapes(text, &mut seen)).collect();
    let only = number("--only");
    let shapes: Vec<(usize, &Shape)> =
        all.iter().enumerate().filter(|(at, _)| only.is_none_or(|only| only == *at)).collect();
    println!("{} shapes of {}", shapes.len(), all.len());
    let work = Work { times: number("--times").unwrap_or(1_500), told: only.is_some() };
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..number("--threads").unwrap_or(2) {
            scope.spawn(|| {
                while let Some((at, shape)) = shapes.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for grown in work.measure(shape) {
                        tell(*at, shape, &grown);
                        if let Ok(mut found) = found.lock() {
                            found.push((*at, grown));
                        }
                    }
                    if at % 500 == 0 {
                        eprintln!("at {at}");
                    }
                }
            });
        }
    });
    let found = found.into_inner().unwrap_or_default();
    println!("\n{} of {} shapes grow faster than their text", found.len(), shapes.len());
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(at: usize, shape: &Shape, found: &Found) {
    let Found { stage, times, once, twice } = found;
    println!(
        "| {at} | {stage} | {times} times {once:.3} s, twice {twice:.3} s: {:.1} | `{}` |",
        twice / once,
        shape.shown()
    );
}
