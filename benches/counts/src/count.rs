//! Runs the cases under valgrind and reads what it counted.

use crate::kept::Count;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Set where this program is started by the cases.
const RUNNER: &str = "ENROUTE_COUNTS_RUNNER";

/// Whether the cases started this program.
pub(crate) fn is_runner() -> bool {
    std::env::var_os(RUNNER).is_some()
}

/// The instructions of every case, by name in the order of the alphabet.
pub(crate) fn all(folder: &Path) -> Result<Vec<Count>> {
    let results = folder.join("target").join("counted");
    if results.exists() {
        fs::remove_dir_all(&results)?;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cases = Command::new(cargo);
    cases.current_dir(folder).args(["bench", "--locked", "--package", "cases", "--bench", "cases"]);
    cases.env("GUNGRAUN_RUNNER", std::env::current_exe()?).env(RUNNER, "1");
    cases.env("GUNGRAUN_HOME", &results).env("GUNGRAUN_SAVE_SUMMARY", "json");
    cases.env("GUNGRAUN_CALLGRIND_ARGS", "--cache-sim=no");
    // Its tables say the same in many words.
    cases.stdout(Stdio::null());
    if !cases.status().context("cargo could not be started")?.success() {
        bail!("the cases could not be counted");
    }
    let mut counts = summaries(&results)?.iter().map(|file| count(file)).collect::<Result<Vec<_>>>()?;
    counts.sort();
    Ok(counts)
}

fn summaries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("nothing stands in {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(summaries(&path)?);
        } else if path.file_name().is_some_and(|name| name == "summary.json") {
            found.push(path);
        }
    }
    Ok(found)
}

fn count(file: &Path) -> Result<Count> {
    let summary: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    let name = summary.get("function_name").and_then(Value::as_str).context("a case without a name")?;
    let count = summary.pointer("/profiles/0/data/total/metrics/Ir/values/new").and_then(Value::as_u64);
    let count = count.with_context(|| format!("no instructions were counted for {name}"))?;
    Ok((name.to_owned(), count))
}
