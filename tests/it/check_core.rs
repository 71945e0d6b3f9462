//! What the checker says of names, types, conditions, tables and rules: codes, and the text each points at.

use enroute::check::check;
use enroute::diagnostic::Diagnostic;
use enroute::source::{SourceFile, Sources};
use enroute::syntax::parse;

/// Everything there is to say about a program of one file and the CSV tables beside it.
fn diagnostics(text: &str, tables: &[(&str, &str)]) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let main = SourceFile::new("main.route", text);
    let id = sources.add(main.clone());
    for (name, rows) in tables {
        sources.add(SourceFile::new(*name, *rows));
    }
    let (file, mut bag) = parse(id, &main);
    let (_, found) = check(&sources, &[file]);
    bag.extend(found);
    let found = bag.into_sorted();
    (sources, found)
}

/// Code and text under the first label of each diagnostic.
fn said(text: &str) -> Vec<(String, String)> {
    said_with(text, &[])
}

fn said_with(text: &str, tables: &[(&str, &str)]) -> Vec<(String, String)> {
    let (sources, found) = diagnostics(&format!("language 1\n{text}"), tables);
    let under = |found: &Diagnostic| found.span().map_or(String::new(), |span| sources.text(span).to_owned());
    found.iter().map(|found| (found.code.clone(), under(found))).collect()
}

#[test]
fn show() {
    let Ok(path) = std::env::var("SHOW") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    for case in text.split("//# ") {
        println!("=== {}", case.lines().next().unwrap_or_default());
        let (sources, found) = diagnostics(&case.split_once('\n').map_or("", |(_, rest)| rest), &[]);
        for found in found {
            let under = found.span().map_or("", |span| sources.text(span));
            println!("{:?} {} `{under}`: {} | {:?}", found.severity, found.code, found.message, found.help);
        }
    }
}
