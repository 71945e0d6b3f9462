//! Counts the instructions of ten fixed cases and compares them with those kept in `counts.txt`.
//!
//! ```text
//! cargo run --manifest-path benches/counts/Cargo.toml             # compare; fails where a case grew
//! cargo run --manifest-path benches/counts/Cargo.toml -- --keep   # keep what was counted
//! ```

mod compare;
mod count;
mod host;
mod kept;

use anyhow::{Context, Result, bail};
use kept::Kept;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn main() -> Result<ExitCode> {
    // The cases start this very program as their runner, so that there is nothing to install.
    if count::is_runner() {
        gungraun_runner::runner::run::run()?;
        return Ok(ExitCode::SUCCESS);
    }
    let keep = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--keep") => true,
        Some(other) => bail!("`{other}` is not known; there is only `--keep`"),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = folder.join("counts.txt");
    let host = host::describe()?;
    let counts = count::all(folder)?;
    let kept = if file.exists() { Kept::parse(&fs::read_to_string(&file)?)? } else { Kept::default() };
    print!("{}", compare::table(&kept.counts, &counts));
    if keep {
        fs::write(&file, Kept { host, counts }.to_string()).context("the counts could not be kept")?;
        println!("kept in {}", file.display());
        return Ok(ExitCode::SUCCESS);
    }
    for (what, before, now) in kept.other_host(&host) {
        println!("warning: the kept counts were taken with {what} `{before}`; here it is `{now}`");
    }
    let grown = compare::grown(&kept.counts, &counts);
    for reason in &grown {
        println!("{reason}");
    }
    Ok(if grown.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
