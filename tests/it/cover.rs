//! What counts as covered.

use crate::support::compile;
use enroute::cover::{Covered, Score};
use enroute::engine::{self, Compiled};
use enroute::runner;
use enroute::source::{SourceFile, Sources};

/// A program around rules: `chat` and its copy `app`.
fn program(rules: &str, tests: &str) -> Compiled {
    let text = format!(
        r#"language 1
enum Size {{ small, large }}
entity Agent {{ team: text? }}
entity Message {{ body: text?, size: Size?, urgent: bool = no }}
queue desk {{ type messaging }}
queue other {{
  type messaging, carries Message, members when team == "North"
  prioritize {{ "Urgent": when urgent order by arrival }}
  overflow {{ after 5m then transfer desk }}
}}
condition is_urgent(m: Message) = m.urgent or m.body contains "now"
workstream chat {{
  type messaging, channel chat, carries Message, mode push, fallback desk
  {rules}
  distribution {{ units 10, presences [available], skills none }}
}}
workstream app copies chat {{ }}
{tests}"#
    );
    let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    let compiled = engine::compile_with_tests(&sources, &["main.route".to_owned()]).unwrap();
    assert!(compiled.bundle.is_some(), "{:?}", compiled.checked.diagnostics);
    compiled
}

fn covered(rules: &str, tests: &str) -> Covered {
    runner::cover(&program(rules, tests), None, runner::Crew::ALONE).unwrap()
}

/// What is missing, in words.
fn lacking(covered: &Covered) -> Vec<String> {
    let rules = covered.written().into_iter().flat_map(|group| group.rules);
    rules.flat_map(|rule| rule.clauses).filter_map(|clause| clause.lacks()).collect()
}

fn score(reached: usize, all: usize) -> Score {
    Score { reached, all }
}

#[test]
fn who_gets_an_item_from_its_queue_does_not_count() {
    let found = covered(
        r#"route first { "Urgent": when urgent to other }"#,
        r#"test "t" {
  given chat { urgent yes }
  expect queue == other
}
test "f" {
  given chat {  }
  expect queue == desk
}"#,
    );
    assert_eq!(found.clauses, score(2, 2));
    assert_eq!(found.rules, score(1, 1));
}

/// What is never seen of orders of five and of a hundred where a table leads them to a desk.
fn lacking_of_table(table: &str) -> Vec<String> {
    let text = format!(
        r#"language 1
entity Order {{ amount: int? }}
queue small {{ type record }}
queue large {{ type record }}
{table}
workstream orders {{
  type record, carries Order, mode push, fallback small
  route first {{ "By amount": when amount < 100  to desk(amount) }}
  distribution {{ units 10, presences [available], skills none }}
}}
intake Order {{ "All": otherwise to orders }}
test "five" {{
  given orders {{ amount 5 }}
  expect queue == small
}}
test "a hundred" {{
  given orders {{ amount 100 }}
  expect queue == small
}}
"#
    );
    let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    let compiled = engine::compile_with_tests(&sources, &["main.route".to_owned()]).unwrap();
    lacking(&runner::cover(&compiled, None, runner::Crew::ALONE).unwrap())
}

#[test]
fn a_table_that_may_have_no_row_is_to_be_seen_without_one() {
    let lacks =
        lacking_of_table("table desk(amount: int) -> queue first {\n  < 50 -> small\n  >= 50 -> large\n}");
    assert_eq!(lacks, ["`to desk(amount)` was never seen not to hold"]);
}

#[test]
fn a_table_with_a_row_for_every_input_is_no_test() {
    for table in [
        "table desk(amount: int) -> queue first complete {\n  < 50 -> small\n  >= 50 -> large\n  missing -> small\n}",
        "table desk(amount: int) -> queue first {\n  < 50 -> small\n  otherwise -> large\n}",
    ] {
        assert_eq!(lacking_of_table(table), [""; 0], "{table}");
    }
}

#[test]
fn what_a_copy_takes_over_counts_once() {
    let tests = r#"test "t" {
  given app { urgent yes }
  expect queue == other
}
test "f" {
  given chat {  }
  expect queue == desk
}"#;
    let found = covered(r#"route first { "Urgent": when urgent to other }"#, tests);
    assert_eq!((found.rules, found.clauses), (score(1, 1), score(2, 2)));
    let copies: Vec<_> = found.groups.iter().filter_map(|group| group.copy_of.as_deref()).collect();
    assert_eq!(copies, ["chat.route"]);
}

#[test]
fn a_part_of_a_named_condition_decides_where_the_other_parts_leave_it_to() {
    let rules = r#"route first { "Large and urgent": when size == large and not is_urgent(item) to other }"#;
    let both = r#"test "b" {
  given chat { size large, urgent yes, body "now" }
  expect queue == desk
}"#;
    let found = covered(rules, both);
    assert_eq!(found.clauses, score(0, 6), "with both urgent, turning one changes nothing");

    let tests = format!(
        r#"{both}
test "calm" {{
  given chat {{ size large, body "later" }}
  expect queue == other
}}
test "urgent" {{
  given chat {{ size large, urgent yes }}
  expect queue == desk
}}"#
    );
    let found = covered(rules, &tests);
    assert_eq!(
        lacking(&found),
        ["`size == large` was never seen not to hold", "`m.body contains \"now\"` was never seen to hold"]
    );
}

#[test]
fn tests_that_deny_hold_where_their_words_hold() {
    let rules =
        r#"route first { "All": when size is missing and body != "x" and urgent not in [yes] to other }"#;
    let tests = r#"
test "size" {
  given chat { size large, body "y" }
  expect queue == desk
}
test "body" {
  given chat { body "x" }
  expect queue == desk
}"#;
    assert_eq!(
        lacking(&covered(rules, tests)),
        [
            "`size is missing` was never seen to hold",
            "`body != \"x\"` was never seen to hold",
            "`urgent not in [yes]` never decided"
        ]
    );
}

#[test]
fn the_bundle_of_a_program_without_tests_is_not_covered() {
    let compiled = compile("language 1\nqueue desk { type record }\n");
    let found = runner::cover(&compiled, None, runner::Crew::ALONE).unwrap();
    assert_eq!((found.items, found.went_to), (0, score(0, 1)));
}
