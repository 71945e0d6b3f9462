//! How the compiler's time grows with the number of rules: a check and a build of generated programs, and formatting them.
//!
//! ```text
//! cargo run --release --example growth
//! ```
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a program of its own")]

use enroute::source::{SourceFile, Sources};
use std::error::Error;
use std::fmt::Write;
use std::time::Instant;

const HEAD: &str = "language 1
entity Case { title: text, amount: decimal? }
queue cases { type record }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first {
";

/// A program with that many rules, each with a condition of its own.
fn rules(many: usize) -> Result<String, std::fmt::Error> {
    let mut text = HEAD.to_owned();
    for at in 0..many {
        writeln!(text, "    \"r{at}\": when amount >= {at} and title contains \"word{at}\" to cases")?;
    }
    text.push_str("    \"rest\": otherwise to cases\n  }\n}\n");
    Ok(text)
}

/// A text of that many lines as people write them: declarations of some lines each.
fn lines(many: usize) -> Result<String, std::fmt::Error> {
    let mut text = "language 1\n".to_owned();
    for at in 0..many / 10 {
        writeln!(text, "queue q{at} \"Queue {at}\" {{\n  type record\n  carries Case\n  priority {at}")?;
        writeln!(text, "  prioritize {{\n    \"Urgent\": when urgent order by opened ascending // first")?;
        writeln!(text, "    \"Rest\": otherwise order by arrival\n  }}\n}}\n")?;
    }
    Ok(text)
}

fn main() -> Result<(), Box<dyn Error>> {
    for many in [1_000, 10_000, 100_000] {
        let file = SourceFile::new("main.route", lines(many)?);
        let begin = Instant::now();
        let left = enroute::format::format(&file).left.len();
        println!("{many} lines: format {:.2?} (left: {left})", begin.elapsed());
        let file = SourceFile::new("main.route", rules(many)?);
        let begin = Instant::now();
        let left = enroute::format::format(&file).left.len();
        let format = begin.elapsed();
        let sources = Sources::from_iter([file]);
        let begin = Instant::now();
        let checked = enroute::check_program(&sources)?;
        let check = begin.elapsed();
        let begin = Instant::now();
        let compiled = enroute::compile(&sources)?;
        let build = begin.elapsed();
        let bytes = compiled.bundle.ok_or("the program does not compile")?.write().len();
        let errors = checked.has_errors();
        println!("{many} rules: format {format:.2?} (left: {left})");
        println!(
            "{many} rules: check {check:.2?} (errors: {errors}), check and build {build:.2?}, {bytes} bytes"
        );
    }
    Ok(())
}
