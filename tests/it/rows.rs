//! Tests that are run once for each row, and with each item of a file.

use enroute::engine;
use enroute::runner::{self, TestReport};
use enroute::source::{SourceFile, Sources};

const DESK: &str = r#"language 1
enum Tier { silver, gold }
entity Customer { name: text, tier: Tier = silver }
entity Case { title: text, amount: int = 0, customer: Customer? }
hours office { zone "Europe/London", open mon..fri 08:00..18:00 }
model tone(title: text) -> text
skill french
queue cases { type messaging }
queue large { type messaging, overflow { "Full": when waiting_items > 5 then transfer cases } }
queue night { type messaging }
workstream desk {
  type messaging, channel chat, carries Case, mode push, fallback cases
  context { language: text? }
  classify mood "Mood" model tone(title)
  classify skills "Skills" all { "French": when language == "fr" require french }
  route first {
    "Large": when amount > 1000 or customer.tier == gold to large
    "Cross": when mood == "cross" to large
    "Late": when not during office to night
  }
  distribution { units 10, presences [available], skills exact }
}
"#;

fn run(tests: &str) -> TestReport {
    let items = r#"{"id": "c-1", "title": "One", "amount": 2000}
{"title": "Two", "customer": {"name": "Bo", "tier": "gold"}}
{"id": 3, "title": "Three"}
"#;
    let text = format!("{DESK}{tests}");
    let sources =
        Sources::from_iter([SourceFile::new("main.route", text), SourceFile::new("items.jsonl", items)]);
    let compiled = engine::compile_with_tests(&sources, &["main.route".to_owned()]).unwrap();
    assert!(compiled.bundle.is_some(), "{:?}", compiled.checked.diagnostics);
    runner::run(&compiled, None)
}

/// What each run is called, and what is wrong with it.
fn told(tests: &str) -> Vec<(String, Vec<String>)> {
    let results = run(tests).results.into_iter();
    let failed = |failed: &runner::Failed| format!("{}, but {}", failed.expected, failed.got);
    results.map(|result| (result.title.clone(), result.failed.iter().map(failed).collect())).collect()
}

fn passed(title: &str) -> (String, Vec<String>) {
    (title.to_owned(), Vec::new())
}

#[test]
fn each_row_gives_and_expects_what_its_cells_say() {
    let found = told(
        r#"
test "t" {
  given desk { title "A case", amount 2000, customer { name "Ana", tier gold } }
  given model mood = "calm"
  at 2026-03-02T10:15 "Europe/London"
  rows amount | customer.tier | language -> queue | item needs french | fired {
    5 | missing | "fr" -> cases | yes | not "Large"
    5 | gold | "en" -> large | no | "Large"
    "large": 1001 | silver | missing -> [large, night] | no | any
    missing | missing | missing -> cases | any | not "Large"
  }
}
"#,
    );
    assert_eq!(
        found,
        [
            passed("t: 5 | missing | fr"),
            passed("t: 5 | gold | en"),
            passed("t: large"),
            passed("t: missing | missing | missing"),
        ]
    );
}

#[test]
fn moments_models_and_queues_are_given_by_columns() {
    let found = told(
        r#"
test "t" {
  given desk { title "A case" }
  rows at "Europe/London" | model mood | queue large waiting_items -> queue | fired desk.route | title {
    2026-03-02T10:15 | "calm" | 1 -> cases | any | contains "A case"
    2026-03-02T20:15 | "calm" | 1 -> night | "Late" | != "B"
    2026-03-02T10:15 | "cross" | 1 -> large | "Cross" | "A case"
    2026-03-02T10:15 | "cross" | 6 -> cases | any | any
  }
}
"#,
    );
    assert!(found.len() == 4 && found.iter().all(|(_, failed)| failed.is_empty()), "{found:?}");
}

#[test]
fn what_a_row_expects_in_vain_is_said_as_a_condition() {
    let found = told(
        r#"
test "t" {
  given desk { title "A case" }
  given model mood = "calm"
  at 2026-03-02T10:15 "Europe/London"
  rows amount -> queue | item needs french | amount {
    2000 -> cases | yes | > 5000
  }
}
"#,
    );
    let wrong = ["queue == cases, but queue is large", "item needs french, but it does not hold"];
    assert_eq!(found[0].1[0], wrong[0]);
    assert_eq!(found[0].1.len(), 3, "{found:?}");
    assert_eq!(found[0].1[2], "amount > 5000, but amount is 2000");
}

#[test]
fn items_of_a_file_are_all_tried_or_chosen_by_id() {
    let found = told(
        r#"
test "all" {
  given desk from "items.jsonl" { amount 1 }
  given model mood = "calm"
  at 2026-03-02T10:15 "Europe/London"
  expect amount == 1
}
test "some" {
  given desk from "items.jsonl"
  given model mood = "calm"
  at 2026-03-02T10:15 "Europe/London"
  rows id -> queue | title {
    "c-1" -> large | "One"
    "2" -> large | "Two"
    "3" -> cases | "Three"
  }
}
test "one" {
  given desk from "items.jsonl"
  given id "3"
  given model mood = "cross"
  at 2026-03-02T10:15 "Europe/London"
  expect queue == large
}
"#,
    );
    let names = ["all: c-1", "all: 2", "all: 3", "some: c-1", "some: 2", "some: 3", "one"];
    assert_eq!(found, names.map(passed));
}

#[test]
fn a_rule_of_overflow_is_expected_by_its_label_or_its_address() {
    let found = told(
        r#"
test "t" {
  given desk { title "A case", amount 2000 }
  at 2026-03-02T10:00Z
  expect fired desk.route."Large"
  rows queue large waiting_items -> queue | fired | fired large.overflow {
    "five": 5 -> large | not "Full" | not "Full"
    "six": 6 -> cases | "Full" | "Full"
    "wrong": 6 -> cases | not "Full" | any
  }
}
"#,
    );
    assert_eq!(found.first(), Some(&passed("t: five")));
    assert_eq!(found.get(1), Some(&passed("t: six")));
    assert!(found.get(2).is_some_and(|(_, failed)| !failed.is_empty()));
}

#[test]
fn whoever_is_given_a_name_is_there_though_no_rule_reads_names() {
    let program = r#"language 1
entity Sender { name: text }
entity Message { body: text?, sender: Sender? }
queue known { type record }
queue unknown { type record }
workstream mail {
  type record, carries Message, mode push, fallback unknown
  route first { "Known": when sender is present to known }
  distribution { units 10, presences [available], skills none }
}
test "t" {
  given mail { body "Hello" }
  rows sender.name -> queue {
    "Ana" -> known
    missing -> unknown
  }
}
"#;
    let sources = Sources::from_iter([SourceFile::new("main.route", program)]);
    let compiled = engine::compile_with_tests(&sources, &["main.route".to_owned()]).unwrap();
    let results = runner::run(&compiled, None).results;
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|result| result.failed.is_empty()), "{results:?}");
}
