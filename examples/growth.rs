//! How the compiler's time grows with the number of rules: a check and a build of generated programs, and formatting them.
//!
//! ```text
//! cargo run --release --example growth
//! ```
//!
//! And how long 10,000 tests take, half of them in rows, of a program with 1,000 rules. With a folder, the program is
//! written there, so that `enroute test` can be timed with it.
//!
//! ```text
//! cargo run --release --example growth -- tests target/tests
//! time target/release/enroute test target/tests > /dev/null
//! ```
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a program of its own")]

use enroute::engine;
use enroute::runner::{self, Crew};
use enroute::source::{SourceFile, Sources};
use std::error::Error;
use std::fmt::Write;
use std::num::NonZeroUsize;
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

/// That many tests of a program with 1,000 rules: half are written out, half are rows.
fn tests(many: usize) -> Result<String, Box<dyn Error>> {
    let mut text = rules(1_000)?.replace("amount >=", "amount ==");
    for at in 0..many / 2 {
        let rule = at % 1_000;
        writeln!(text, "test \"t{at}\" {{\n  given desk {{ title \"about word{rule}\", amount {rule} }}")?;
        writeln!(text, "  expect queue == cases\n  expect fired \"r{rule}\"\n}}")?;
    }
    for block in 0..many / 1_000 {
        writeln!(text, "test \"b{block}\" {{\n  given desk {{ title \"a case\" }}")?;
        writeln!(text, "  rows amount | title -> queue | fired {{")?;
        for rule in 0..500 {
            writeln!(text, "    {rule} | \"about word{rule}\" -> cases | \"r{rule}\"")?;
        }
        text.push_str("  }\n}\n");
    }
    Ok(text)
}

/// Times 10,000 tests, by one thread and by all.
fn time_tests(folder: Option<&String>) -> Result<(), Box<dyn Error>> {
    let text = tests(10_000)?;
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)?;
        std::fs::write(format!("{folder}/main.route"), &text)?;
    }
    let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    let begin = Instant::now();
    enroute::check_program(&sources)?;
    println!("check {:.2?}", begin.elapsed());
    let begin = Instant::now();
    let compiled = engine::compile_with_tests(&sources, &["main.route".to_owned()])?;
    println!("check and build {:.2?}", begin.elapsed());
    for threads in [NonZeroUsize::MIN, std::thread::available_parallelism()?] {
        let begin = Instant::now();
        let report = runner::run_with(&compiled, None, Crew { threads, ..Crew::ALONE });
        let (many, failed) = (report.results.len(), report.failures());
        println!("{many} tests on {threads} threads {:.2?} (failed: {failed})", begin.elapsed());
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|word| word == "tests") {
        return time_tests(arguments.get(1));
    }
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
