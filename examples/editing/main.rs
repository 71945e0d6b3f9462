//! How long an editor waits: somebody types in a program of 10,000 rules over 50 files, and asks as they type.
//!
//! ```text
//! cargo build --release && cargo run --release --example editing
//! cargo build --release && cargo run --release --example editing -- 100000
//! ```
//!
//! The number is how many keys are typed; 2,000 without one. The server is the `enroute` that stands beside.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a program of its own")]

mod client;
mod program;
mod typing;

use client::{Client, Outcome};
use enroute::engine::{LoadError, Loader, Workspace};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use typing::{Chance, burst};

struct Texts(BTreeMap<String, String>);

impl Loader for Texts {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        self.0.get(name).map(|text| text.clone().into_bytes()).ok_or(LoadError::Missing)
    }
}

fn main() -> Outcome<()> {
    let keys = std::env::args().nth(1).map_or(Ok(2_000), |keys| keys.parse())?;
    let files = program::files()?;
    let bytes: usize = files.values().map(String::len).sum();
    println!("{} rules in {} files, {bytes} bytes\n", program::rules(), files.len());
    counted(&files);
    let folder = std::env::temp_dir().join(format!("enroute-editing-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    for (name, text) in &files {
        fs::write(folder.join(name), text)?;
    }
    let done = session(&folder, files, keys);
    fs::remove_dir_all(&folder)?;
    done
}

/// How much is read and checked again after a change.
fn counted(files: &BTreeMap<String, String>) {
    let mut texts = Texts(files.clone());
    let mut workspace = Workspace::new(vec!["main.route".to_owned()]);
    let all = workspace.refresh(&texts);
    println!("at first: {} sections read, {} declarations checked", all.parsed, all.checked.looked_at);
    for (what, name, from, to) in [
        ("a letter in a rule", "desk_07.route", "\"word7004", "\"word7004x"),
        ("a letter in a queue's label", "desk_07.route", "\"Desk 7, line 3", "\"Desk 7, line 3x"),
        ("half a rule", "desk_07.route", "    \"To 7003\": when", "    \"To 7003\": when when"),
        ("an empty line", "desk_07.route", "language 1", "language 1\n"),
        (
            "a number in a condition of 49 workstreams",
            "main.route",
            "what.amount >= 200",
            "what.amount >= 2001",
        ),
    ] {
        let changed = files.get(name).map(|text| text.replacen(from, to, 1));
        texts.0.extend(changed.map(|text| (name.to_owned(), text)));
        workspace.touch(name);
        let effort = workspace.refresh(&texts);
        println!(
            "{what}: {} read, {} checked, {} remembered",
            effort.parsed, effort.checked.looked_at, effort.checked.remembered
        );
        texts.0.extend(files.get(name).map(|text| (name.to_owned(), text.clone())));
        workspace.touch(name);
        workspace.refresh(&texts);
    }
}

/// What was waited for, by what.
#[derive(Default)]
struct Waited {
    diagnostics: Vec<Duration>,
    completion: Vec<Duration>,
    hover: Vec<Duration>,
}

fn session(folder: &Path, files: BTreeMap<String, String>, keys: usize) -> Outcome<()> {
    let program = server()?;
    let mut client = Client::start(&program, folder)?;
    let open: Vec<String> = (0..5).map(|desk| format!("desk_{:02}.route", desk * 9)).collect();
    for name in open.iter().chain([&"main.route".to_owned()]) {
        client.open(name, files.get(name).map_or("", String::as_str))?;
    }
    let begin = Instant::now();
    client.diagnostics("main.route")?;
    println!("\nopening: {:.0?}", begin.elapsed());
    let mut chance = Chance(0x5EED);
    let mut waited = Waited::default();
    let mut typed = 0;
    let mut before = None;
    while typed < keys {
        let Some(burst) = burst(&mut chance, &files, &open) else {
            return Err("there is nowhere to type".into());
        };
        let mut column = burst.column;
        for letter in burst.words.chars() {
            let begin = Instant::now();
            client.edit(&burst.name, burst.line, column, column, &letter.to_string())?;
            client.diagnostics(&burst.name)?;
            waited.diagnostics.push(begin.elapsed());
            column += 1;
            let begin = Instant::now();
            client.at("textDocument/completion", &burst.name, burst.line, column)?;
            waited.completion.push(begin.elapsed());
            typed += 1;
        }
        let begin = Instant::now();
        client.at("textDocument/hover", &burst.name, burst.line, column.saturating_sub(3))?;
        waited.hover.push(begin.elapsed());
        while column > burst.column {
            let begin = Instant::now();
            client.edit(&burst.name, burst.line, column - 1, column, "")?;
            client.diagnostics(&burst.name)?;
            waited.diagnostics.push(begin.elapsed());
            column -= 1;
            typed += 1;
        }
        if typed > 1_000 && before.is_none() {
            before = client.memory();
        }
    }
    println!("{typed} keys, {} completions, {} hovers", waited.completion.len(), waited.hover.len());
    report("a key to fresh diagnostics", waited.diagnostics);
    report("completion", waited.completion);
    report("hover", waited.hover);
    if let (Some(before), Some(after)) = (before, client.memory()) {
        let grown = i128::from(after) * 1000 / i128::from(before.max(1)) - 1000;
        println!(
            "memory: {} MB after the first 1,000 keys, {} MB at the end ({:+}.{} %)",
            before / 1024,
            after / 1024,
            grown / 10,
            grown.abs() % 10
        );
    }
    let same = answers(&mut client, &files, &open)? == fresh(&program, folder, &files, &open)?;
    client.end()?;
    println!("the answers of a server started anew are {}", if same { "the same" } else { "OTHERS" });
    if same { Ok(()) } else { Err("the answers differ from those of a new server".into()) }
}

/// What a server that has seen nothing else says of the same texts.
fn fresh(
    program: &Path,
    folder: &Path,
    files: &BTreeMap<String, String>,
    open: &[String],
) -> Outcome<Vec<Value>> {
    let mut client = Client::start(program, folder)?;
    for name in open.iter().chain([&"main.route".to_owned()]) {
        client.open(name, files.get(name).map_or("", String::as_str))?;
    }
    let found = answers(&mut client, files, open)?;
    client.end()?;
    Ok(found)
}

/// What a server says of files it has open: everything that is asked without a place, and much at some places.
fn answers(client: &mut Client, files: &BTreeMap<String, String>, open: &[String]) -> Outcome<Vec<Value>> {
    let mut found = Vec::new();
    let mut chance = Chance(0xCAFE);
    for name in open.iter().map(String::as_str).chain(["main.route"]) {
        let report = client.diagnostics(name)?;
        found.push(report["items"].clone());
        for method in
            ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/semanticTokens/full"]
        {
            let answer = client.of(method, name)?;
            found.push(answer.get("data").cloned().unwrap_or(answer));
        }
        let lines: Vec<&str> = files.get(name).map_or("", String::as_str).lines().collect();
        for _ in 0..40 {
            let line = chance.below(lines.len());
            let column = chance.below(lines.get(line).map_or(0, |line| line.len()) + 1);
            for method in [
                "textDocument/hover",
                "textDocument/completion",
                "textDocument/definition",
                "textDocument/references",
            ] {
                found.push(client.at(method, name, line, column)?);
            }
        }
    }
    Ok(found)
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |part: usize| times.get(times.len() * part / 1000).copied().unwrap_or_default();
    println!(
        "{what}: median {:.1?}, p95 {:.1?}, p99 {:.1?}, longest {:.1?}",
        at(500),
        at(950),
        at(990),
        times.last().copied().unwrap_or_default()
    );
}

/// The `enroute` of the same build.
fn server() -> Outcome<PathBuf> {
    let here = std::env::current_exe()?;
    let folder = here.parent().and_then(Path::parent).ok_or("this program stands nowhere")?;
    let program = folder.join(format!("enroute{}", std::env::consts::EXE_SUFFIX));
    if program.exists() {
        Ok(program)
    } else {
        Err("there is no `enroute` beside this example: `cargo build --release` first".into())
    }
}
