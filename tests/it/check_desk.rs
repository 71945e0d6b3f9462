//! What the checker says about queues, overflow, assignments, intakes, tests, scenarios and limits.

use enroute::check::{check, closures_end};
use enroute::diagnostic::{Diagnostic, Severity};
use enroute::hir::{self, AssignMethod, OverflowAction};
use enroute::source::{SourceFile, Sources};
use enroute::syntax::parse;
use enroute::value::Date;
use std::fs;
use std::path::Path;

fn checked(files: &[(&str, &str)]) -> (hir::Program, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let ids: Vec<_> = files
        .iter()
        .map(|(name, text)| sources.add(SourceFile { name: (*name).to_owned(), text: (*text).to_owned() }))
        .collect();
    let mut found = Vec::new();
    let mut trees = Vec::new();
    for id in ids {
        let (tree, bag) = parse(id, sources.get(id).unwrap());
        found.extend(bag.into_sorted());
        trees.push(tree);
    }
    let (program, bag) = check(&sources, &trees);
    found.extend(bag.into_sorted());
    (program, found)
}

#[test]
fn scratch() {
    let path = std::env::var("SCRATCH").unwrap_or_default();
    if path.is_empty() {
        return;
    }
    let texts: Vec<_> =
        path.split(',').map(|path| (path.to_owned(), fs::read_to_string(path).unwrap())).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (_, found) = checked(&files);
    for one in found {
        let at = one.span().map(|span| {
            let text = &texts[span.file.0 as usize].1;
            (
                text[..span.start as usize].matches('\n').count() + 1,
                text[span.start as usize..span.end as usize].to_owned(),
            )
        });
        println!("{:?} {} {} | {:?} | {:?}", one.severity, one.code, one.message, at, one.help);
    }
}
