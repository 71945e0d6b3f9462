//! Input that nobody wrote with good will, given to the `enroute` that stands beside: how long each takes, how much memory,
//! and what is said.
//!
//! ```text
//! cargo build --release && cargo run --release --example hostile
//! cargo run --release --example hostile -- rules
//! ```
//!
//! With a word, only the rows that have it in their name. Seconds are those of the processor, so that other work of the
//! machine does not count. Ends with 1 where a row takes more than it may, ends with another code, or says something
//! else. Needs Linux, for it
//! reads `/proc`.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a program of its own")]

mod measure;
mod rows;

use measure::Measured;
use rows::Row;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The most memory that any row may take, in megabytes.
const MEMORY: u64 = 1_024;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let word = std::env::args().nth(1).unwrap_or_default();
    let program = beside()?;
    println!("| input | seconds | may take | memory | code | what is said |");
    println!("|---|---|---|---|---|---|");
    let mut broken = 0;
    for row in rows::ROWS.iter().filter(|row| row.name.contains(&word)) {
        let folder = std::env::temp_dir().join(format!("enroute-hostile-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        (row.write)(&folder)?;
        let measured = measure::run(&program, row.command, &folder)?;
        fs::remove_dir_all(&folder)?;
        broken += usize::from(!show(row, &measured));
    }
    println!("\n{broken} rows broke a limit or said something else");
    Ok(if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints a row; whether it is as it should be.
fn show(row: &Row, measured: &Measured) -> bool {
    let Measured { seconds, memory, said, code } = measured;
    let is_said = *code == Some(row.code) && said.contains(row.said);
    let holds = *seconds <= row.seconds && *memory <= MEMORY && is_said;
    let mark = if holds { "" } else { " **broken**" };
    let code = code.map_or("killed".to_owned(), |code| code.to_string());
    let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    let last: String = last.chars().take(100).collect();
    println!(
        "| {} | {seconds:.1}{mark} | {:.0} | {memory} MB | {code} | `{}` … {last} |",
        row.name, row.seconds, row.said
    );
    holds
}

/// The `enroute` built with this example.
fn beside() -> Result<PathBuf, Box<dyn Error>> {
    let own = std::env::current_exe()?;
    let program = own.parent().and_then(Path::parent).ok_or("where is this program?")?.join("enroute");
    if program.exists() { Ok(program) } else { Err("build `enroute` first: cargo build --release".into()) }
}
