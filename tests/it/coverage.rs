//! `docs/coverage.md` says what is true: every row is filled, every code and every test in it exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(root().join("docs/coverage.md")).unwrap()
}

/// The cells of each line of a table whose first cell is a number, by how many cells a line has.
fn rows(page: &str, cells: usize) -> Vec<Vec<String>> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").map(str::to_owned).collect::<Vec<_>>())
        .filter(|row| row.len() == cells && row[0].parse::<usize>().is_ok())
        .collect()
}

fn texts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Every code that the source gives: the literals of `code("…")`, and those of the limit profiles.
fn codes() -> BTreeSet<String> {
    let mut files = Vec::new();
    texts(&root().join("src"), &mut files);
    let mut found = BTreeSet::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let text = fs::read_to_string(path).unwrap();
        for mark in ["code(\"", "code: \""] {
            let after = text.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(after.map(str::to_owned));
        }
    }
    found
}

/// The words between back quotes.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_row_is_filled() {
    let page = page();
    for (cells, last) in [(6, 93), (3, 20)] {
        let rows = rows(&page, cells);
        let numbers: Vec<_> = rows.iter().map(|row| row[0].parse::<usize>().unwrap()).collect();
        assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
        let empty = rows.iter().flatten().find(|cell| cell.trim().is_empty());
        assert!(empty.is_none());
    }
}

#[test]
fn every_code_in_it_is_given_and_every_link_leads_to_a_page() {
    let page = page();
    let known = codes();
    let cells = rows(&page, 6).into_iter().map(|row| row[3].clone());
    let cells: Vec<_> = cells.chain(rows(&page, 3).into_iter().map(|row| row[2].clone())).collect();
    let unknown: BTreeSet<_> =
        cells.iter().flat_map(|cell| quoted(cell)).filter(|code| !known.contains(*code)).collect();
    assert!(unknown.is_empty(), "no such codes: {unknown:?}");
    for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(root().join("docs").join(link).exists(), "no page {link}");
    }
}

#[test]
fn every_test_in_it_exists() {
    for row in rows(&page(), 6) {
        for name in quoted(&row[4]) {
            let exists = match name.split_once("::") {
                Some((module, test)) => {
                    let path = root().join(format!("tests/it/{module}.rs"));
                    fs::read_to_string(path).unwrap().contains(&format!("fn {test}("))
                }
                None => root().join(name).exists(),
            };
            assert!(exists, "row {}: no test {name}", row[0]);
        }
    }
}
