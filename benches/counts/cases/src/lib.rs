//! The programs and items of the cases: always the same.

mod dice;
mod generated;

pub use generated::{Shape, items, source};

use enroute::Bundle;
use enroute::source::{SourceFile, Sources};
use enroute::value::Instant;
use enroute::vm::Facts;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of an example of the repository.
fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../examples").join(name)
}

/// The text of a file of an example.
#[must_use]
pub fn text(folder: &str, file: &str) -> String {
    fs::read_to_string(example(folder).join(file)).expect("an example can be read")
}

/// The program of an example.
#[must_use]
pub fn program(folder: &str) -> Bundle {
    let entries = fs::read_dir(example(folder)).expect("an example can be read");
    let paths = entries.map(|entry| entry.expect("an example can be read").path());
    let files = paths.map(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("an example has plain names");
        SourceFile::new(name, text(folder, name))
    });
    compile(&files.collect())
}

/// The program of one text.
#[must_use]
pub fn compile(sources: &Sources) -> Bundle {
    let compiled = enroute::compile(sources).expect("a case can be compiled");
    compiled.bundle.expect("a case has no errors")
}

/// The facts of a Tuesday in May at ten in the morning, Greenwich, when desks are open.
#[must_use]
pub fn facts() -> Facts {
    Facts::at(Instant::parse("2026-05-12T10:00:00Z").expect("an instant"))
}
