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
    let open: Vec<String> = (0..5).map(|desk| format!("desk_{:02}.route", desk * 9)).collect();
    let mut author = Author {
        client: Client::start(&program, folder)?,
        files,
        open,
        chance: Chance(0x5EED),
        waited: Waited::default(),
    };
    open_all(&mut author.client, &author.files, &author.open)?;
    let begin = Instant::now();
    author.client.diagnostics("main.route")?;
    println!("\nopening: {:.0?}", begin.elapsed());
    while author.waited.diagnostics.len() < keys.min(1_000) {
        author.types()?;
    }
    let before = author.client.memory();
    while author.waited.diagnostics.len() < keys {
        author.types()?;
    }
    let after = author.client.memory();
    author.waited.report();
    if let (Some(before), Some(after)) = (before, after) {
        let grown = i128::from(after) * 1000 / i128::from(before.max(1)) - 1000;
        let sign = if grown < 0 { "-" } else { "+" };
        let (whole, part) = (grown.abs() / 10, grown.abs() % 10);
        println!(
            "memory: {} MB after 1,000 keys, {} MB at the end ({sign}{whole}.{part} %)",
            before / 1024,
            after / 1024
        );
    }
    let same = answers(&mut author.client, &author.files, &author.open)?
        == fresh(&program, folder, &author.files, &author.open)?;
    author.client.end()?;
    println!("the answers of a server started anew are {}", if same { "the same" } else { "OTHERS" });
    if same { Ok(()) } else { Err("the answers differ from those of a new server".into()) }
}

/// Somebody in front of an editor.
struct Author {
    client: Client,
    files: BTreeMap<String, String>,
    open: Vec<String>,
    chance: Chance,
    waited: Waited,
}

impl Author {
    /// Types a few words somewhere, asks what could follow at each letter and what stands there, and takes it back.
    fn types(&mut self) -> Outcome<()> {
        let burst = burst(&mut self.chance, &self.files, &self.open).ok_or("there is nowhere to type")?;
        let (name, line) = (burst.name.as_str(), burst.line);
        let mut column = burst.column;
        for letter in burst.words.chars() {
            let begin = Instant::now();
            self.client.edit(name, line, column, column, &letter.to_string())?;
            self.client.diagnostics(name)?;
            self.waited.diagnostics.push(begin.elapsed());
            column += 1;
            let begin = Instant::now();
            self.client.at("textDocument/completion", name, line, column)?;
            self.waited.completion.push(begin.elapsed());
        }
        let begin = Instant::now();
        self.client.at("textDocument/hover", name, line, column.saturating_sub(3))?;
        self.waited.hover.push(begin.elapsed());
        while column > burst.column {
            let begin = Instant::now();
            self.client.edit(name, line, column - 1, column, "")?;
            self.client.diagnostics(name)?;
            self.waited.diagnostics.push(begin.elapsed());
            column -= 1;
        }
        Ok(())
    }
}

impl Waited {
    fn report(&mut self) {
        for (what, times) in [
            ("a key to fresh diagnostics", &mut self.diagnostics),
            ("completion", &mut self.completion),
            ("hover", &mut self.hover),
        ] {
            times.sort();
            let at = |part: usize| times.get(times.len() * part / 1000).copied().unwrap_or_default();
            let (median, late, later) = (at(500), at(950), at(990));
            let longest = times.last().copied().unwrap_or_default();
            println!(
                "{what}: median {median:.1?}, p95 {late:.1?}, p99 {later:.1?}, longest {longest:.1?} ({} times)",
                times.len()
            );
        }
    }
}

fn open_all(client: &mut Client, files: &BTreeMap<String, String>, open: &[String]) -> Outcome<()> {
    for name in open.iter().map(String::as_str).chain(["main.route"]) {
        client.open(name, files.get(name).map_or("", String::as_str))?;
    }
    Ok(())
}

/// What a server that has seen nothing else says of the same texts.
fn fresh(
    program: &Path,
    folder: &Path,
    files: &BTreeMap<String, String>,
    open: &[String],
) -> Outcome<Vec<Value>> {
    let mut client = Client::start(program, folder)?;
    open_all(&mut client, files, open)?;
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
        found.push(report.get("items").cloned().unwrap_or_default());
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
