//! What counts depend on beside the code: the compiler, valgrind, the CPU (libraries choose their code by it).

use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;

/// Each with its name.
pub(crate) fn describe() -> Result<Vec<(String, String)>> {
    let pairs = [
        ("rustc", first_line("rustc", "the compiler")?),
        ("valgrind", first_line("valgrind", "valgrind, from your system's packages,")?),
        ("cpu", cpu()),
    ];
    Ok(pairs.into_iter().map(|(what, value)| (what.to_owned(), value)).collect())
}

fn first_line(program: &str, words: &str) -> Result<String> {
    let found = Command::new(program).arg("--version").output();
    let found = found.with_context(|| format!("{words} is needed: `{program}` could not be started"))?;
    if !found.status.success() {
        bail!("`{program} --version` failed");
    }
    Ok(String::from_utf8_lossy(&found.stdout).lines().next().unwrap_or_default().trim().to_owned())
}

/// The model, and those of its features that valgrind passes on and libraries ask for.
fn cpu() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = about.lines().find(|line| line.split(':').next().is_some_and(|key| key.trim() == name));
        line.and_then(|line| line.split_once(':')).map_or("", |(_, value)| value.trim())
    };
    let features: Vec<_> =
        field("flags").split(' ').filter(|flag| ["ssse3", "sse4_2", "avx2"].contains(flag)).collect();
    format!("{}, {}, {}", std::env::consts::ARCH, field("model name"), features.join(" "))
}
