//! How well decisions agree with what a person would have chosen.
//!
//! Reads decisions from standard input, the items they were made of, and a table that says which queue each category of
//! the items belongs to; prints, per queue, how many items it got and how many of them are right.
//!
//! ```text
//! enroute run examples/bank train.csv --workstream bank_chat |
//!     cargo run --release --example agreement -- train.csv category examples/bank/intents.csv
//! ```
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a program of its own")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, Read, stdin};

/// What became of the items of one queue.
#[derive(Default)]
struct Count {
    /// How many should be there.
    wanted: u32,
    /// How many went there.
    got: u32,
    /// How many are both.
    right: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [items, column, queues] = arguments.as_slice() else {
        return Err("give the items, the name of their column, and the table of queues".into());
    };
    let queues = queue_of_category(queues)?;
    let mut items = csv::Reader::from_reader(open(items)?);
    let place = items.headers()?.iter().position(|name| name == column).ok_or("no such column")?;
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for (line, item) in stdin().lock().lines().zip(items.records()) {
        let decision: serde_json::Value = serde_json::from_str(&line?)?;
        let got = decision.get("queue").and_then(|queue| queue.as_str()).unwrap_or("nowhere").to_owned();
        let item = item?;
        let category = item.get(place).unwrap_or_default();
        let wanted = queues.get(category).cloned().unwrap_or_else(|| "nowhere".to_owned());
        counts.entry(got.clone()).or_default().right += u32::from(got == wanted);
        counts.entry(got).or_default().got += 1;
        counts.entry(wanted).or_default().wanted += 1;
    }
    print(&counts);
    Ok(())
}

fn queue_of_category(path: &str) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut rows = csv::Reader::from_path(path)?;
    Ok(rows.deserialize().collect::<Result<Vec<(String, String)>, _>>()?.into_iter().collect())
}

/// The file, unpacked if it is packed.
fn open(path: &str) -> Result<Box<dyn Read>, Box<dyn Error>> {
    let file = File::open(path)?;
    if std::path::Path::new(path).extension().is_some_and(|end| end == "gz") {
        return Ok(Box::new(flate2::read::GzDecoder::new(file)));
    }
    Ok(Box::new(file))
}

fn print(counts: &BTreeMap<String, Count>) {
    let share = |part: u32, whole: u32| 100.0 * f64::from(part) / f64::from(whole.max(1));
    println!("| queue | should get | got | right of those it got | found of those it should get |");
    println!("|---|---|---|---|---|");
    for (queue, Count { wanted, got, right }) in counts {
        let (right_of, found_of) = (share(*right, *got), share(*right, *wanted));
        println!("| {queue} | {wanted} | {got} | {right_of:.1} % | {found_of:.1} % |");
    }
    let all: u32 = counts.values().map(|count| count.got).sum();
    let right: u32 = counts.values().map(|count| count.right).sum();
    println!("| **all** | {all} | {all} | **{:.1} %** ({right}) | |", share(right, all));
}
