//! How long an editor waits: keystrokes in a program of 10,000 rules over 50 files.
//!
//! ```text
//! cargo run --release --example editing
//! ```
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "an example is a program of its own"
)]

mod program;

use enroute::engine::{LoadError, Loader, Workspace};
use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

struct Texts(BTreeMap<String, String>);

impl Loader for Texts {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        self.0.get(name).map(|text| text.clone().into_bytes()).ok_or(LoadError::Missing)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut texts = Texts(program::files()?);
    let bytes: usize = texts.0.values().map(String::len).sum();
    println!("{} rules in {} files, {bytes} bytes", program::rules(), texts.0.len());
    let mut workspace = Workspace::new(vec!["main.route".to_owned()]);
    let begin = Instant::now();
    let effort = workspace.refresh(&texts);
    println!("first: {:.1?}, {effort:?}, {} diagnostics", begin.elapsed(), workspace.diagnostics().len());
    for said in workspace.diagnostics().iter().take(5) {
        println!("  {}: {}", said.code, said.message);
    }
    for (what, name, from, letter) in [
        ("in a rule", "desk_07.route", "\"word7004", "x"),
        ("in a name of a queue", "desk_07.route", "queue desk_07_3", "z"),
        ("in a condition that all ask", "main.route", "what.amount >= 100", "0"),
        ("in an enum that all read", "main.route", "enum Tier { bronze", "s"),
        ("half a rule", "desk_07.route", "    \"To 7003\": ", "when "),
    ] {
        let mut times: Vec<Duration> = Vec::new();
        let mut last = None;
        let original = texts.0[name].clone();
        for turn in 0..40 {
            let at = original.find(from).ok_or("the text is not there")? + from.len();
            let more = letter.repeat(turn % 5 + 1);
            let text = [&original[..at], &more, &original[at..]].concat();
            texts.0.insert(name.to_owned(), text);
            workspace.touch(name);
            let begin = Instant::now();
            last = Some(workspace.refresh(&texts));
            times.push(begin.elapsed());
        }
        texts.0.insert(name.to_owned(), original);
        workspace.touch(name);
        workspace.refresh(&texts);
        times.sort();
        println!(
            "{what}: median {:.1?}, p95 {:.1?}, {last:?}",
            times[times.len() / 2],
            times[times.len() * 95 / 100]
        );
    }
    Ok(())
}
