//! The language by example: every file of `tests/spec/` holds named cases, each a whole program.
//!
//! `//# name` begins a case. `//~ code text` at the end of a line is a diagnostic that stands there, with the text it
//! points at. `//+ desks.csv` begins a file beside the program, each of its lines after `//| `. `//> {…}` gives an item
//! and what is so beside it (`at`, `queues`, `models`, `show`; see `support.rs`), and the line `//= …` under it says what
//! is decided.
//! `ENROUTE_UPDATE=1` rewrites the expectations: look at the difference before you keep it.

use super::support::decide_line;
use enroute::diagnostic::Diagnostic;
use enroute::engine::{Compiled, compile_sources};
use enroute::source::{FileId, SourceFile, Sources};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn spec_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            spec_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "route") {
            found.push(path);
        }
    }
}

/// The text without its expectations.
fn bare(text: &str) -> String {
    let kept = text.lines().filter(|line| !line.starts_with("//="));
    kept.map(|line| line.split(" //~").next().unwrap().trim_end().to_owned() + "\n").collect()
}

/// The cases of a file: the line that names each, and the lines up to the next.
fn cases(text: &str) -> Vec<(String, String)> {
    let mut cases: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with("//#") {
            cases.push((line.to_owned(), String::new()));
        } else if let Some((_, body)) = cases.last_mut() {
            body.push_str(line);
            body.push('\n');
        }
    }
    cases
}

/// The program of a case with the files beside it, and the line of the case before each file's first.
fn compile_case(body: &str) -> (Compiled, Vec<(String, usize)>) {
    let mut files = vec![("main.route".to_owned(), body.to_owned(), 0)];
    for (number, line) in body.lines().enumerate() {
        if let Some(name) = line.strip_prefix("//+ ") {
            files.push((name.to_owned(), String::new(), number + 1));
        } else if let Some(row) = line.strip_prefix("//| ") {
            let (_, text, _) = files.last_mut().unwrap();
            text.extend([row, "\n"]);
        }
    }
    let sources: Sources =
        files.iter().map(|(name, text, _)| SourceFile::new(name.as_str(), text.as_str())).collect();
    (compile_sources(&sources).unwrap(), files.into_iter().map(|(name, _, first)| (name, first)).collect())
}

/// `//~ code text` for a diagnostic, and the line it belongs on.
fn mark(sources: &Sources, firsts: &[(String, usize)], diagnostic: &Diagnostic) -> (usize, String) {
    let Some(span) = diagnostic.span() else { return (0, format!(" //~ {}", diagnostic.code)) };
    let file = sources.get(FileId(span.file.0)).unwrap();
    let first = firsts.iter().find(|(name, _)| *name == file.name).map_or(0, |(_, first)| *first);
    let before = &file.text[..usize::try_from(span.start).unwrap()];
    let text = sources.text(span);
    let begin = text.lines().next().unwrap_or_default().trim_end();
    let more = if text.trim_end().contains('\n') { " …" } else { "" };
    (first + before.matches('\n').count(), format!(" //~ {} `{begin}`{more}", diagnostic.code))
}

/// The case with the expectations that are true of it.
fn with_expectations(body: &str) -> String {
    let (compiled, firsts) = compile_case(body);
    let mut marks = vec![String::new(); body.lines().count() + 1];
    for diagnostic in &compiled.checked.diagnostics {
        let (line, text) = mark(&compiled.checked.sources, &firsts, diagnostic);
        marks[line].push_str(&text);
    }
    let mut out = String::new();
    for (line, marks) in body.lines().zip(&marks) {
        out.push_str(line);
        out.push_str(marks);
        out.push('\n');
        if let Some(item) = line.strip_prefix("//>") {
            let decision = match &compiled.bundle {
                Some(bundle) => decide_line(bundle, item),
                None => "not compiled".to_owned(),
            };
            writeln!(out, "//= {decision}").unwrap();
        }
    }
    out
}

#[test]
fn every_case_of_the_spec_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut files = Vec::new();
    spec_files(&root, &mut files);
    assert!(files.len() > 5, "the spec has gone missing");
    let mut wrong = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let stripped = bare(&text);
        let mut held = String::new();
        for (name, body) in cases(&stripped) {
            write!(held, "{name}\n{}", with_expectations(&body)).unwrap();
        }
        if held == text {
            continue;
        }
        if std::env::var_os("ENROUTE_UPDATE").is_some() {
            fs::write(&path, &held).unwrap();
        } else {
            wrong.push(format!("{}:\n{}", path.display(), difference(&text, &held)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn difference(expected: &str, got: &str) -> String {
    let (mut expected, mut got) = (expected.lines(), got.lines());
    let mut out = String::new();
    loop {
        match (expected.next(), got.next()) {
            (None, None) => return out,
            (left, right) if left == right => {}
            (left, right) => {
                let (left, right) = (left.unwrap_or_default(), right.unwrap_or_default());
                writeln!(out, "  expected {left}\n  got      {right}").unwrap();
            }
        }
    }
}
