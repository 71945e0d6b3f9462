//! `enroute bench`: figures that fit each other. How large they are is no matter of a test.

use crate::cli::{AT, Ran, desk, enroute};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn bench(folder: &Path, file: &str, more: &[&str]) -> Ran {
    enroute(folder, &[&["bench", "desk", file, AT, "--passes", "1"], more].concat())
}

fn figures(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn the_figures_fit_each_other() {
    let folder = desk();
    let found = figures(&bench(folder.path(), "desk/items.jsonl", &["--format", "json"]));
    assert_eq!((&found["items"], &found["failed"], &found["capped"]), (&3.into(), &0.into(), &false.into()));
    assert_eq!((&found["passes"], &found["threads"]), (&1.into(), &1.into()));
    let stages = &found["stages"];
    assert_eq!(stages["read"], found["read_ns"]);
    let parts: u64 = ["intake", "classify", "route"].iter().map(|stage| number(&stages[stage])).sum();
    assert_eq!(parts, number(&found["decide_ns"]));
    assert!(number(&found["read_ns"]) > 0 && number(&found["decisions_per_second"]) > 0, "{found}");
}

#[test]
fn the_costliest_rules_come_first_with_their_places() {
    let folder = desk();
    let found = figures(&bench(folder.path(), "desk/items.jsonl", &["--format", "json"]));
    let rules = found["rules"].as_array().unwrap();
    assert!(!rules.is_empty());
    assert!(rules.iter().map(|rule| number(&rule["steps"])).is_sorted_by(|before, after| before >= after));
    let all: f64 = rules.iter().map(|rule| rule["share"].as_f64().unwrap()).sum();
    assert!((99.0..100.1).contains(&all), "{found}");
    for rule in rules {
        assert!(rule["rule"].as_str().unwrap().starts_with("desk."), "{rule}");
        assert!(number(&rule["line"]) > 0 && number(&rule["asked"]) > 0, "{rule}");
        assert!(rule["file"].as_str().unwrap().ends_with("main.route"), "{rule}");
    }
    let one = figures(&bench(folder.path(), "desk/items.jsonl", &["--format", "json", "--top", "1"]));
    assert_eq!(one["rules"].as_array().unwrap(), &rules[..1]);
}

#[test]
fn every_kind_of_file_is_measured_and_what_is_no_item_left_out() {
    let folder = desk();
    let rows = "id,subject\na,cancel\nb,hello\n";
    fs::write(folder.path().join("items.csv"), rows).unwrap();
    let found = bench(folder.path(), "items.csv", &["--format", "json", "--workstream", "desk"]);
    assert_eq!(figures(&found)["items"], 2);
    fs::write(folder.path().join("items.jsonl"), "{\"workstream\": \"desk\"}\nnot json\n{}\n").unwrap();
    let found = figures(&bench(folder.path(), "items.jsonl", &["--format", "json"]));
    assert_eq!((&found["items"], &found["failed"]), (&1.into(), &2.into()));
    let people = bench(folder.path(), "items.jsonl", &[]);
    assert!(people.out.contains("2 lines are no item and left out"), "{}", people.out);
    assert!(people.out.contains("decisions a second") && people.out.contains("classify"), "{}", people.out);
    fs::write(folder.path().join("items.jsonl"), "not json\n").unwrap();
    assert_eq!(bench(folder.path(), "items.jsonl", &[]).code, 2);
}

#[test]
fn more_items_than_are_kept_are_said_to_be_left_out() {
    let folder = desk();
    fs::write(folder.path().join("items.jsonl"), "{\"workstream\":\"desk\"}\n".repeat(100_001)).unwrap();
    let found = bench(folder.path(), "items.jsonl", &["--top", "1"]);
    assert_eq!(found.code, 0, "{}", found.err);
    assert!(found.out.contains("only the first 100,000 were measured"), "{}", found.out);
}

#[test]
fn names_and_numbers_that_make_no_sense_are_refused() {
    let folder = desk();
    let wrong = bench(folder.path(), "desk/items.jsonl", &["--workstream", "dekk"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean `desk`?"), "{}", wrong.err);
    assert_eq!(enroute(folder.path(), &["bench", "desk", "desk/items.jsonl", "--passes", "0"]).code, 2);
    assert_eq!(bench(folder.path(), "nowhere.jsonl", &[]).code, 3);
}
