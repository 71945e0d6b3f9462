//! The bundles that are tampered with: the examples, and the pages of the cookbook, which between them have everything that
//! programs are made of; and two with long lists, which they have not.

use super::sections::Parts;
use enroute::Bundle;
use enroute::source::{SourceFile, Sources};
use std::fs;
use std::path::{Path, PathBuf};

/// A bundle to be tampered with.
pub(crate) struct Base {
    pub(crate) name: String,
    pub(crate) bundle: Bundle,
    pub(crate) bytes: Vec<u8>,
    pub(crate) parts: Parts,
}

impl Base {
    fn new(name: &str, sources: &Sources) -> Option<Self> {
        let bundle = enroute::compile(sources).ok()?.bundle?;
        let (bytes, parts) = (bundle.write(), Parts::of(&bundle));
        Some(Self { name: name.to_owned(), bundle, bytes, parts })
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The programs of the examples.
fn examples() -> impl Iterator<Item = Base> {
    let folders = ["contoso", "city", "start", "day", "bank"].into_iter().filter_map(|folder| {
        let files = entries(&format!("examples/{folder}")).into_iter().filter(|path| path.is_file());
        let files =
            files.filter_map(|path| Some(SourceFile::new(name(&path), fs::read_to_string(&path).ok()?)));
        Base::new(folder, &files.collect())
    });
    folders.chain(texts("examples"))
}

/// Programs of one file each.
fn texts(folder: &str) -> impl Iterator<Item = Base> {
    entries(folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "route")).filter_map(
        |path| {
            let file = SourceFile::new(name(&path), fs::read_to_string(&path).unwrap());
            Base::new(&name(&path), &[file].into_iter().collect())
        },
    )
}

/// The programs of the cookbook's pages: each fence with a file's name is a file.
fn pages() -> impl Iterator<Item = Base> {
    entries("docs/cookbook").into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let mut files = Vec::new();
        for fence in text.split("\n```").skip(1) {
            let (info, body) = fence.split_once('\n').unwrap_or_default();
            if let Some(file) = info.split(' ').nth(1).filter(|file| file.contains('.')) {
                files.push(SourceFile::new(file, format!("{body}\n")));
            }
        }
        Base::new(&name(&path), &files.into_iter().collect())
    })
}

/// All bundles, the smallest first.
pub(crate) fn all() -> Vec<Base> {
    let mut all: Vec<_> = examples().chain(texts("tests/programs")).chain(pages()).collect();
    all.sort_by_key(|base| base.bytes.len());
    all
}

/// Those that are small enough to be tampered with millions of times.
pub(crate) fn small() -> Vec<Base> {
    let mut all = all();
    all.retain(|base| base.bytes.len() <= 6_000);
    all
}

/// The small ones, and those with long lists.
pub(crate) fn thrown() -> Vec<Base> {
    let mut all = small();
    all.extend([long("60 rules", 60), long("200 rules", 200)]);
    all
}

/// A program with lists of so many rules, filed under values, numbers and words, and a table of so many rows.
fn long(name: &str, rules: usize) -> Base {
    let lines = |line: fn(usize) -> String| (0..rules).map(line).collect::<String>();
    let rows = lines(|at| format!("  {at} -> {}\n", at % 7));
    let classify =
        lines(|at| format!("  when number == {at} and words contains \"w{at}\"  set found = {at}\n"));
    let route = lines(|at| match at % 20 {
        0..7 => format!("  when title contains \"word {at}\" to first\n"),
        7..13 => format!("  when number in {at}..{} to second\n", at + 9),
        13..19 => format!("  when country == \"c{at}\" and number > {at} to first\n"),
        _ => format!("  when title matches \"a{at}+b\" to second\n"),
    });
    let text = format!(
        "language 1\nentity Case {{ title: text?, number: int?, country: text?, words: [text], found: int? }}\n\
         queue first {{ type record, carries Case }}\nqueue second {{ type record, carries Case }}\n\
         table side(number: int) -> (found: int) first {{\n{rows}}}\n\
         workstream desk {{\n type record, carries Case, mode push, fallback first\n\
         classify sides all {{ when number > 2  set found = side(number) }}\n\
         classify each all {{\n{classify}}}\nroute first {{\n{route}}}\n\
         distribution {{ units 10, presences [available], skills none }}\n}}\n"
    );
    let sources: Sources = [SourceFile::new("main.route", text)].into_iter().collect();
    Base::new(name, &sources).unwrap()
}
