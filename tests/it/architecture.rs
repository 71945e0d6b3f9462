//! The house: rooms stand on floors, imports go down, doors hold no code, files have one purpose.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A room imports rooms of lower floors only.
const FLOORS: &[&[&str]] = &[
    &["source", "types", "value"],
    &["diagnostic", "builtins", "calendar"],
    &["syntax", "hir", "bytecode"],
    &["index"],
    &["bundle", "item"],
    &["format", "check", "codegen", "vm", "dispatch", "trust"],
    &["engine", "centre", "cover", "tell", "live"],
    &["runner", "why", "ide", "replay", "plan", "picture"],
    &["page"],
    &["lsp"],
    &["lib"],
    &["cli"],
    &["main"],
];

/// Everything that may stand in the root of the repository.
const ROOT: &[&str] = &[
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "benches",
    "clippy.toml",
    "deny.toml",
    "docs",
    "editors",
    "examples",
    "fuzz",
    "grammar",
    "rustfmt.toml",
    "src",
    "tests",
];

/// The codes that no text of a page or a case can show: it would not be UTF-8 itself, or be millions of words long.
const NOT_SHOWN: &[&str] = &["not-utf8", "file-too-large", "declaration-too-large"];

const LONGEST_FILE: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Each source file with its room: the first folder under `src/`, or the file's own name in `src/` itself.
fn files_by_room() -> Vec<(String, PathBuf, String)> {
    let src = root().join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files
        .into_iter()
        .map(|path| {
            let relative = path.strip_prefix(&src).unwrap();
            let room = relative.components().next().unwrap().as_os_str().to_str().unwrap();
            (room.trim_end_matches(".rs").to_owned(), path.clone(), fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn floors() -> BTreeMap<&'static str, usize> {
    FLOORS
        .iter()
        .enumerate()
        .flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, floor)))
        .collect()
}

/// The rooms a file names, by `crate::room` (or `enroute::room` in the binary).
fn rooms_named<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
    text.match_indices(prefix)
        .map(|(at, found)| &text[at + found.len()..])
        .map(|rest| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap())
        .collect()
}

#[test]
fn imports_go_down() {
    let floors = floors();
    let mut wrong = Vec::new();
    for (room, path, text) in files_by_room() {
        let Some(floor) = floors.get(room.as_str()) else {
            wrong.push(format!("`{room}` stands on no floor: add it to the table in {}", file!()));
            continue;
        };
        for named in rooms_named(&text, "crate::") {
            match floors.get(named) {
                Some(other) if *other < *floor || named == room => {}
                Some(_) => wrong.push(format!(
                    "{} imports `{named}`, which does not stand below `{room}`",
                    path.display()
                )),
                None => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn doors_hold_no_code() {
    for (_, path, text) in files_by_room().iter().filter(|(_, path, _)| path.ends_with("mod.rs")) {
        let code = ["fn ", "impl ", "struct ", "enum ", "trait ", "const ", "static "];
        let found = text.lines().find(|line| {
            let line = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            code.iter().any(|word| line.starts_with(word))
        });
        assert!(
            found.is_none(),
            "{} is a door, and holds code: {}",
            path.display(),
            found.unwrap_or_default()
        );
        assert!(
            text.starts_with("//!"),
            "{} does not say what its room takes, gives and must not know",
            path.display()
        );
    }
}

#[test]
fn a_file_in_a_room_goes_past_its_door() {
    for (room, path, text) in files_by_room() {
        let inside = !path.ends_with("mod.rs") && path.parent() == Some(&root().join("src").join(&room));
        let own_door = format!("use crate::{room}::{{");
        assert!(!(inside && text.contains(&own_door)), "{} imports through its own door", path.display());
    }
}

#[test]
fn files_have_one_purpose() {
    for (_, path, text) in files_by_room() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines: what second thing does it do?", path.display());
    }
}

/// Whoever writes a program or an item chooses its names and texts, and could choose such as all come to stand in one place
/// of a map whose hash is known: such maps are ordered, or keyed by chance.
#[test]
fn maps_by_text_have_no_hash_that_everybody_knows() {
    for (_, path, text) in files_by_room() {
        let maps = text.split("FxHashMap<").skip(1).chain(text.split("FxHashSet<").skip(1));
        let mut keys = maps.map(|rest| rest.split([',', '>']).next().unwrap_or_default());
        let by_text = keys.find(|key| key.contains("str") || key.contains("String"));
        assert_eq!(by_text, None, "{}", path.display());
    }
}

#[test]
fn the_root_is_closed() {
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = ROOT.contains(&name.as_str()) || [".git", "target"].contains(&name.as_str());
        assert!(known, "`{name}` does not belong in the root of the repository");
    }
}

/// Every file of the repository with this end, but for what is built or fetched.
fn found(folder: &Path, end: &str, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && ![".git", "target", "node_modules"].contains(&name) {
            found(&path, end, into);
        } else if path.is_file() && name.ends_with(end) {
            into.push(path);
        }
    }
}

fn all(end: &str) -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    found(root(), end, &mut paths);
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// Whether a table of a manifest has this line.
fn table_says(manifest: &str, table: &str, line: &str) -> bool {
    let after = manifest.lines().skip_while(|found| *found != table).skip(1);
    after.take_while(|found| !found.starts_with('[')).any(|found| found == line)
}

/// Whether a crate forbids `unsafe`: by itself, or as its workspace does.
fn forbids_unsafe(path: &Path, manifest: &str) -> bool {
    let line = "unsafe_code = \"forbid\"";
    let workspace = || {
        let above =
            path.ancestors().skip(1).filter_map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok());
        above.into_iter().any(|manifest| table_says(&manifest, "[workspace.lints.rust]", line))
    };
    table_says(manifest, "[lints.rust]", line)
        || table_says(manifest, "[lints]", "workspace = true") && workspace()
}

#[test]
fn every_crate_of_ours_forbids_unsafe_code() {
    let manifests = all("Cargo.toml");
    assert!(manifests.len() >= 6, "{} crates", manifests.len());
    let wrong: Vec<_> = manifests.iter().filter(|(path, manifest)| !forbids_unsafe(path, manifest)).collect();
    assert!(wrong.is_empty(), "these crates do not forbid `unsafe_code`: {wrong:#?}");
    let bare = "[package]\nname = \"x\"\n[lints]\nworkspace = true\n";
    assert!(
        !forbids_unsafe(&root().join("tests/Cargo.toml"), bare),
        "the root is no workspace to take lints from"
    );
}

#[test]
fn no_source_is_outside_a_crate_that_forbids_unsafe_code() {
    for (path, text) in all(".rs") {
        let crates = path.ancestors().filter(|folder| folder.join("Cargo.toml").is_file());
        assert!(crates.count() > 0, "{} is in no crate", path.display());
        for words in [["unsafe", "{"], ["unsafe", "fn "], ["unsafe", "impl "], ["unsafe", "extern "]] {
            assert!(!text.contains(&words.join(" ")), "{} is unsafe", path.display());
        }
    }
}

#[test]
fn every_crate_comes_from_the_one_registry() {
    let locks = all("Cargo.lock");
    assert!(!locks.is_empty());
    for (path, lock) in locks {
        let sources: BTreeSet<_> = lock.lines().filter(|line| line.starts_with("source = ")).collect();
        let registry = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        assert_eq!(sources, BTreeSet::from([registry]), "{}", path.display());
    }
}

/// Every code that the source gives: literals in attributes, and the values of fields that hold one.
fn codes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, _, text) in files_by_room() {
        for mark in ["code(\"", "code: \""] {
            let after = text.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(after.map(str::to_owned));
        }
    }
    found
}

/// The text of every case of the specification.
fn spec() -> String {
    let (mut folders, mut text) = (vec![root().join("tests/spec")], String::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                text += &fs::read_to_string(path).unwrap();
            }
        }
    }
    text
}

#[test]
fn every_code_has_a_page_and_is_shown() {
    let spec = spec();
    let mut wrong = Vec::new();
    for code in codes() {
        let page = fs::read_to_string(root().join(format!("docs/errors/{code}.md")));
        let Ok(page) = page else {
            wrong.push(format!("`{code}` has no page: write docs/errors/{code}.md"));
            continue;
        };
        let in_spec = spec.contains(&format!("//~ {code} "));
        let shown = in_spec || page.contains("```route bad") || NOT_SHOWN.contains(&code.as_str());
        if !shown {
            wrong.push(format!(
                "nothing shows `{code}`: write a case in tests/spec, or a bad example in its page"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
