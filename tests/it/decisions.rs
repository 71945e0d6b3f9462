//! The pages of decisions: those about what happens to an item say which scenario or test shows it.

use super::scenarios;
use std::fs;
use std::path::Path;

/// Decisions about how the project is made, which no single scenario or test shows.
const SHOWN_BY_NONE: [&str; 12] =
    ["0001", "0002", "0003", "0004", "0015", "0016", "0017", "0018", "0019", "0020", "0021", "0022"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages, by their number.
fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<_> = fs::read_dir(root().join("docs/decisions"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter_map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            let number = name.split_once('-').map(|(number, _)| number.to_owned())?;
            Some((number, fs::read_to_string(entry.path()).unwrap()))
        })
        .collect();
    pages.sort();
    pages
}

/// The names that the last paragraph gives, where it says what shows the decision.
fn names(page: &str) -> Vec<String> {
    let Some((_, last)) = page.split_once("\n**Shown by** ") else { return Vec::new() };
    let last = last.replace('\n', " ");
    last.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn has_line(path: &str, wanted: &str) -> bool {
    let text = fs::read_to_string(root().join(path));
    text.is_ok_and(|text| text.lines().any(|line| line == wanted || is_test(line, wanted)))
}

fn is_test(line: &str, wanted: &str) -> bool {
    wanted.ends_with('(') && line.trim_start().starts_with(wanted)
}

/// `day/queues: …` is a scenario, `desks/overflow: …` a case of the specification, `desk::…` a test.
fn exists(name: &str) -> bool {
    match (name.split_once("::"), name.split_once(": ")) {
        (Some((module, test)), _) => has_line(&format!("tests/it/{module}.rs"), &format!("fn {test}(")),
        (None, Some((file, heading))) => {
            scenarios::shown().contains(name)
                || has_line(&format!("tests/spec/{file}.route"), &format!("//# {heading}"))
        }
        (None, None) => false,
    }
}

#[test]
fn every_choice_about_what_happens_to_an_item_is_shown() {
    let mut wrong = Vec::new();
    for (number, page) in pages() {
        let names = names(&page);
        if names.is_empty() && !SHOWN_BY_NONE.contains(&number.as_str()) {
            wrong.push(format!("{number} does not end with what shows it"));
        }
        wrong.extend(names.iter().filter(|name| !exists(name)).map(|name| format!("{number}: no `{name}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_shows_it_is_the_last_paragraph() {
    for (number, page) in pages() {
        let after = page.split_once("\n**Shown by** ").map_or("", |(_, after)| after);
        assert!(!after.contains("\n\n"), "{number}: something comes after what shows it");
    }
}
