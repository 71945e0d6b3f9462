//! What counts as covered.

use enroute::cover::Covered;
use enroute::engine;
use enroute::runner;
use enroute::source::{SourceFile, Sources};

/// Orders that a table leads to a desk, with a test of an order of five.
fn covered(table: &str) -> Covered {
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
    let sources: Sources = [SourceFile::new("main.route", text)].into_iter().collect();
    let compiled = engine::compile_with_tests(&sources, &["main.route".to_owned()]).unwrap();
    runner::cover(&compiled, None, runner::Crew::ALONE).unwrap()
}

/// What was never seen of the tests of its rules.
fn lacking(covered: &Covered) -> Vec<String> {
    let clauses = covered.groups.iter().flat_map(|group| &group.rules).flat_map(|rule| &rule.clauses);
    clauses.filter_map(|clause| Some(format!("{} {}", clause.text, clause.lacks()?))).collect()
}

#[test]
fn a_table_that_may_have_no_row_is_to_be_seen_without_one() {
    let covered = covered("table desk(amount: int) -> queue first {\n  < 50 -> small\n  >= 50 -> large\n}");
    assert_eq!(lacking(&covered), ["to desk(amount) was never seen not to hold"]);
}

#[test]
fn a_table_with_a_row_for_every_input_is_no_test() {
    for table in [
        "table desk(amount: int) -> queue first complete {\n  < 50 -> small\n  >= 50 -> large\n  missing -> small\n}",
        "table desk(amount: int) -> queue first {\n  < 50 -> small\n  otherwise -> large\n}",
    ] {
        let covered = covered(table);
        assert_eq!(lacking(&covered), [""; 0], "{table}");
        assert!(covered.clauses.is_full());
    }
}
