//! The bundles that are tampered with: the examples, and the pages of the cookbook, which between them have everything that
//! programs are made of.

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
