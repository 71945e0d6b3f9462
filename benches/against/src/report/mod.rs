//! Writes what a run found: tables for people, figures for programs, plots for the eye.

mod machine;
mod plot;
mod plots;
mod tables;

pub use machine::{date, machine};
pub use tables::{case, markdown};

use crate::figures::Run;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Writes all files of a run into a folder: `results.md`, `results.json` and the plots.
pub fn write(run: &Run, out: &Path) -> Result<()> {
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let stem = if run.growth.is_empty() { "against" } else { "growth" };
    fs::write(out.join(format!("{stem}.md")), markdown(run))?;
    fs::write(out.join(format!("{stem}.json")), serde_json::to_string_pretty(run)? + "\n")?;
    if !run.cases.is_empty() {
        fs::write(out.join("against.svg"), plots::cases(run))?;
    }
    if !run.growth.is_empty() {
        fs::write(out.join("growth.svg"), plots::growth(run))?;
    }
    eprintln!("written to {}", out.display());
    Ok(())
}
