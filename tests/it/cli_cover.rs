//! `enroute cover`: what tests, scenarios and items reach, in every form it is printed.

use crate::cli::{AT, Ran, enroute, enroute_with};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A desk whose tests leave something out of everything that counts.
const DESK: &str = "language 1
enum Tier { bronze, silver, gold }
entity Case { title: text, tier: Tier = bronze, vip: bool = no }
queue cases { type record }
queue north { type record }
queue south { type record }
intake Case { \"All\": otherwise to desk }
table site(tier: Tier) -> (to: queue) first {
  gold    -> north
  silver  -> south
}
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first {
    \"Either\": when vip or title contains \"urgent\"  to north
    \"Shared\": when tier == bronze                  to split { north 50%, south 50% }
    \"Site\":   when tier >= silver                  to site(tier)
    \"Never\":  when title contains \"refund\"         to cases
  }
}
test \"vip\" {
  given desk { title \"x\", vip yes }
  expect queue == north
}
test \"gold\" {
  given desk { title \"x\", tier gold }
  expect queue == north
}
";

fn desk(more: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("desk.route"), format!("{DESK}{more}")).unwrap();
    folder
}

fn cover(folder: &Path, more: &[&str]) -> Ran {
    enroute(folder, &[&["cover", "desk.route"], more].concat())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err))
}

#[test]
fn it_says_what_is_missing_and_where() {
    let told = cover(desk("").path(), &[]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    kept!("cover", told.out);
}

#[test]
fn under_the_source_it_counts_and_marks() {
    kept!("cover", cover(desk("").path(), &["--annotate"]).out);
}

#[test]
fn lcov_has_a_line_for_each_rule_and_row() {
    kept!("cover", cover(desk("").path(), &["--format", "lcov"]).out);
}

#[test]
fn too_little_ends_with_1() {
    let folder = desk("");
    let found = json(&cover(folder.path(), &["--format", "json"]));
    let percent =
        |what: &str| found[what]["reached"].as_u64().unwrap() * 100 / found[what]["all"].as_u64().unwrap();
    let least = percent("rules").min(percent("clauses"));
    let code = |percent: u64| cover(folder.path(), &["--fail-under", &percent.to_string()]).code;
    assert_eq!((code(least), code(least + 1)), (0, 1));
    let told = cover(folder.path(), &["--fail-under", "100"]);
    let clauses = format!("clauses are covered to {} %, less than 100 %\n", percent("clauses"));
    assert!(told.err.starts_with(&clauses), "{}", told.err);
    for wrong in ["101", "50%"] {
        let told = cover(folder.path(), &["--fail-under", wrong]);
        assert!(told.code == 2 && told.err.contains("write a whole number from 0 to 100"), "{}", told.err);
    }
}

/// An atom that another one overrules has not decided.
#[test]
fn a_clause_counts_only_where_it_decided() {
    let both = "test \"both\" {\n  given desk { title \"urgent\", vip yes }\n  expect queue == north\n}\n";
    let found = json(&cover(desk(both).path(), &["--format", "json"]));
    let groups = found["groups"].as_array().unwrap();
    let mut rules = groups.iter().flat_map(|group| group["rules"].as_array().unwrap());
    let either = rules.find(|rule| rule["rule"]["name"] == "Either").unwrap();
    let clauses = either["clauses"].as_array().unwrap();
    let held: Vec<_> = clauses.iter().map(|clause| clause["held"].as_u64().unwrap()).collect();
    assert_eq!(held, [1, 0], "{either}");
}

#[test]
fn scenarios_reach_rules_too() {
    let scenario = "scenario \"a bronze case comes\" {
  from 2026-03-02 \"Europe/London\"
  agent ana { queues [north, south], units 10 }
  10:00  c1 arrives at desk { title \"refund\" }
         expect c1.offered_to == ana
}
";
    let without = json(&cover(desk("").path(), &["--format", "json"]));
    let told = cover(desk(scenario).path(), &["--format", "json"]);
    let with = json(&told);
    assert_eq!(with["items"], without["items"].as_u64().unwrap() + 1, "{}", told.err);
    assert_eq!(with["rules"]["reached"], without["rules"]["reached"].as_u64().unwrap() + 1);
}

#[test]
fn only_the_tests_asked_for_count() {
    let found = json(&cover(desk("").path(), &["--filter", "gold", "--format", "json"]));
    assert_eq!(found["items"], 1);
}

#[test]
fn items_are_counted_the_same_by_any_number_of_threads() {
    let folder = desk("");
    let mut items = String::new();
    for number in 0..3000 {
        let tier = ["bronze", "silver", "gold"][number % 3];
        let title = if number % 7 == 0 { "urgent" } else { "refund" };
        let item = format!(
            "{{\"record\": \"Case\", \"id\": \"{number}\", \"title\": \"{title}\", \"tier\": \"{tier}\"}}"
        );
        items.extend([item.as_str(), "\n"]);
    }
    fs::write(folder.path().join("items.jsonl"), items).unwrap();
    let told = |threads| {
        cover(folder.path(), &["--items", "items.jsonl", AT, "--format", "json", "--threads", threads])
    };
    let one = told("1");
    let found = json(&one);
    assert_eq!(found["items"], 3000);
    assert_eq!(found["shares"]["reached"], 2);
    assert!(told("4").out == one.out);
}

#[test]
fn what_says_how_items_are_read_asks_for_items() {
    let told = cover(desk("").path(), &["--workstream", "desk"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    assert!(told.err.contains("--items"), "{}", told.err);
}

#[test]
fn an_item_that_cannot_be_read_is_said() {
    let words = ["cover", "desk.route", "--items", "-", AT, "--format", "json"];
    let told = enroute_with(desk("").path(), &words, b"{\"record\": \"Case\"}\nnot json\n");
    assert_eq!(json(&told)["items"], 1);
    assert!(told.err.starts_with("line 2: "), "{}", told.err);
}

#[test]
fn a_program_with_errors_has_no_coverage() {
    let told = cover(desk("queue cases { type record }\n").path(), &[]);
    assert_eq!((told.code, told.out.as_str()), (1, ""));
    assert!(told.err.contains("cases"), "{}", told.err);
}

#[test]
fn a_filter_that_leaves_everything_out_covers_nothing() {
    let told = cover(desk("").path(), &["--filter", "nomatch"]);
    assert_eq!((told.code, told.out.as_str()), (1, ""));
    assert_eq!(told.err, "no test has `nomatch` in its title\n");
}

#[test]
fn a_copy_of_a_queue_with_hours_is_a_copy() {
    let more = "hours office { zone \"Europe/London\"\n  open mon..fri 08:00..18:00 }\n\
        queue near { type messaging }\n\
        queue far { type messaging, hours office, overflow { when waiting_items > 4 then transfer near } }\n\
        queue away copies far { }\n\
        queue alone { type record, hours office }\n\
        queue other { type record, hours office }\n";
    let told = cover(desk(more).path(), &["--format", "json"]);
    assert_eq!(told.err, "");
    let found = json(&told);
    let groups = found["groups"].as_array().unwrap();
    let copies = groups.iter().filter(|group| group["copy_of"].is_string());
    let copies: Vec<_> = copies.map(|group| (&group["address"], &group["copy_of"])).collect();
    assert_eq!(copies, [(&"away.overflow".into(), &"far.overflow".into())]);
}
