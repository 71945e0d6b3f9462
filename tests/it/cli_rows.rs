//! `enroute test` with rows and with items from files: what it prints, in which order, and what it says is wrong.

use crate::cli::{command, enroute};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;

const PROGRAM: &str = r#"language 1
enum Tier { silver, gold }
entity Customer { name: text, tier: Tier = silver }
entity Case { title: text, amount: int = 0, customer: Customer? }
queue cases { type record }
queue large { type record }
queue vip { type record }
workstream desk {
  type record, carries Case, mode push, fallback cases
  classify size "Size" all { "Doubled": when customer.tier == gold set amount = amount * 2 }
  route first {
    "Gold": when customer.tier == gold and amount > 1000 to vip
    "Large":
      when amount > 1000
        or title contains "urgent"
      to large
  }
  distribution { units 10, presences [available], skills none }
}
workstream other {
  type record, carries Case, mode push, fallback cases
  route first { "All": otherwise to cases }
  distribution { units 10, presences [available], skills none }
}
intake Case { "All": otherwise to desk }
"#;

const ROWS: &str = r#"
test "who goes where" {
  given desk { title "A case" }
  rows amount | customer.tier -> queue | fired {
    "just large": 1001 | silver -> large | "Large"
    "fine too": 1000 | silver -> large | "Large"
    600 | gold -> cases | not "Gold"
  }
}
"#;

fn folder(tests: &str, items: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("main.route"), format!("{PROGRAM}{tests}")).unwrap();
    for (name, text) in items {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// What is printed, as it is kept in `tests/snapshots`.
fn shown(name: &str, printed: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/cli_rows");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, printed));
}

#[test]
fn each_row_is_a_line_by_its_label_or_by_what_it_gives() {
    let ran = enroute(folder(ROWS, &[]).path(), &["test", "main.route"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out,
        "✓ who goes where: just large\n✗ who goes where: fine too\n✗ who goes where: 600 | gold\n\
         3 tests: 1 passed, 2 failed\n"
    );
}

#[test]
fn a_failing_cell_is_drawn_with_what_each_test_of_the_deciding_rule_came_to() {
    let ran = enroute(folder(ROWS, &[]).path(), &["test", "main.route"]);
    shown("failures", &ran.err);
}

#[test]
fn one_row_can_be_run_alone() {
    let folder = folder(ROWS, &[]);
    let ran = enroute(folder.path(), &["test", "main.route", "--filter", "who goes where: just"]);
    let wanted = "✓ who goes where: just large\n1 test: 1 passed, 0 failed, 2 left out\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, wanted, ""));
}

#[test]
fn rows_are_results_of_their_own_in_every_format() {
    let folder = folder(ROWS, &[]);
    let data = enroute(folder.path(), &["test", "main.route", "--format", "json"]);
    assert_eq!((data.code, data.err.as_str()), (1, ""));
    let data: Value = serde_json::from_str(&data.out).unwrap();
    let lines: Vec<_> = data["results"].as_array().unwrap().iter().map(|one| one["line"].as_u64()).collect();
    assert_eq!(lines, [Some(30), Some(31), Some(32)]);
    assert_eq!(data["results"][2]["within"], "who goes where");
    assert_eq!(data["results"][2]["title"], "who goes where: 600 | gold");
    let failure = &data["results"][1]["failures"][0];
    assert_eq!(
        (&failure["line"], &failure["column"], &failure["endColumn"]),
        (&31.into(), &34.into(), &39.into())
    );
    let junit = enroute(folder.path(), &["test", "main.route", "--format", "junit"]);
    let case = r#"<testcase name="who goes where: just large" classname="who goes where">"#;
    assert!(junit.out.contains(case) && junit.out.contains("tests=\"3\" failures=\"2\""), "{}", junit.out);
}

#[test]
fn any_number_of_threads_prints_the_same() {
    let mut tests = ROWS.to_owned();
    tests.push_str("test \"many\" {\n  given desk { title \"A case\" }\n  rows amount -> queue {\n");
    for at in 0..2_000 {
        writeln!(tests, "    {at} -> {}", if at > 1_003 { "large" } else { "cases" }).unwrap();
    }
    tests.push_str("  }\n}\nscenario \"a day\" {\n  from 2026-03-02 \"Europe/London\"\n");
    tests.push_str(
        "  agent ana { queues [cases], units 100 }\n  10:00  c1 arrives at desk { title \"One\" }\n",
    );
    tests.push_str("         expect c1.offered_to == ana\n}\n");
    let folder = folder(&tests, &[]);
    let run = |threads: &str| enroute(folder.path(), &["test", "main.route", "--threads", threads]);
    let alone = run("1");
    assert!(
        alone.out.ends_with("2003 tests, 1 scenario: 1999 passed, 5 failed\n"),
        "{}",
        alone.out.lines().last().unwrap()
    );
    for threads in ["2", "7"] {
        let crew = run(threads);
        assert_eq!((crew.code, &crew.out, &crew.err), (alone.code, &alone.out, &alone.err), "{threads}");
    }
    let cover = |format| enroute(folder.path(), &["cover", "main.route", "--format", format]).out;
    assert!(cover("lcov").contains("BRDA") || cover("lcov").contains("DA:"), "{}", cover("lcov"));
}

#[test]
fn items_are_taken_from_every_kind_of_file() {
    let tests = |file: &str| {
        format!(
            "test \"all\" {{\n  given desk from \"{file}\"\n  rows id -> queue | title | amount {{\n    \
             \"c-1\" -> vip | \"One, or so\" | 2400\n    \"c-2\" -> cases | \"Zwei ☎\" | 5\n  }}\n}}\n"
        )
    };
    let jsonl = "{\"id\": \"c-1\", \"title\": \"One, or so\", \"amount\": 1200, \"customer\": {\"name\": \"Bo\", \"tier\": \"gold\"}}\n\
                 \n{\"id\": \"c-2\", \"title\": \"Zwei ☎\", \"amount\": \"5\"}\n";
    let list = format!("\u{feff}[{}]", jsonl.trim().replace("\n\n", ",\n"));
    let rows = "\u{feff}id,title,amount,customer.name,customer.tier\r\nc-1,\"One, or so\",1200,Bo,GOLD\r\nc-2,Zwei ☎, 5,,\r\n";
    let short = "\u{feff}id,title,amount\nc-1,\"One, or so\",1200,Bo,GOLD\nc-2,Zwei ☎\n";
    for (file, text) in
        [("items.jsonl", jsonl), ("items.json", &list), ("items.csv", rows), ("ITEMS.CSV", rows)]
    {
        let ran = enroute(folder(&tests(file), &[(file, text)]).path(), &["test", "main.route"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{file}: {}", ran.out);
        assert_eq!(ran.out, "✓ all: c-1\n✓ all: c-2\n2 tests: 2 passed, 0 failed\n", "{file}");
    }
    let ran = enroute(folder(&tests("short.csv"), &[("short.csv", short)]).path(), &["test", "main.route"]);
    assert_eq!(ran.code, 1, "cells beyond the header count for nothing: {}", ran.out);
}

#[test]
fn an_item_without_an_id_draws_the_same_share_as_in_a_run() {
    let split = PROGRAM.replace(
        "\"Gold\": when customer.tier == gold and amount > 1000 to vip",
        "\"Share\": when amount == 7 to split { vip 50%, large 50% }",
    );
    let items = "{\"title\": \"One of many\", \"amount\": 7}\n\n".repeat(12);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("items.jsonl"), items).unwrap();
    fs::write(folder.path().join("main.route"), &split).unwrap();
    let ran = enroute(
        folder.path(),
        &["run", "main.route", "items.jsonl", "--workstream", "desk", "--at=2026-03-02T10:15Z"],
    );
    let mut rows = String::new();
    for line in ran.out.lines() {
        let decision: Value = serde_json::from_str(line).unwrap();
        writeln!(rows, "    {} -> {}", decision["id"], decision["queue"].as_str().unwrap()).unwrap();
    }
    let test = format!(
        "test \"shares\" {{\n  given desk from \"items.jsonl\"\n  rows id -> queue {{\n{rows}  }}\n}}\n"
    );
    fs::write(folder.path().join("main.route"), format!("{split}{test}")).unwrap();
    let ran = enroute(folder.path(), &["test", "main.route"]);
    assert!(ran.out.ends_with("12 tests: 12 passed, 0 failed\n"), "{}{}", ran.out, ran.err);
}

#[test]
fn what_is_wrong_with_a_file_is_drawn_where_it_is_read_and_where_it_stands() {
    let test = "test \"all\" {\n  given desk from \"items.jsonl\"\n  expect queue == large\n}\n";
    let mut drawn = String::new();
    for items in [
        "",
        "{\"id\": \"c-1\", \"title\": \"One\"}\n{\"id\": \"c-2\", \"title\": \"Two\"\n",
        "{\"id\": \"c-1\", \"title\": \"One\"}\n\n[1, 2]\n",
        "{\"id\": \"c-1\", \"title\": \"One\"}\n{\"id\": \"c-1\", \"title\": \"Two\"}\n",
        "{\"id\": \"c-1\", \"title\": \"One\", \"workstream\": \"other\"}\n",
    ] {
        let ran = enroute(folder(test, &[("items.jsonl", items)]).path(), &["test", "main.route"]);
        assert_eq!(ran.code, 1, "{items}");
        writeln!(drawn, "{items}--\n{}", ran.err).unwrap();
    }
    let ran = enroute(folder(test, &[("itemz.jsonl", "{}")]).path(), &["test", "main.route"]);
    drawn.push_str(&ran.err);
    shown("files", &drawn);
}

#[test]
fn rows_that_nobody_can_read_bring_nothing_down() {
    let many = "    1 -> cases | any\n".repeat(5_000);
    let wide = vec!["1"; 3_000].join(" | ");
    for rows in [
        "rows -> {}".to_owned(),
        "rows amount -> queue {".to_owned(),
        "rows amount queue { 1 cases }".to_owned(),
        "rows amount | amount -> queue | queue { 1 | 2 -> cases | large }".to_owned(),
        format!("rows amount -> queue {{ {wide} -> cases }}"),
        format!("rows {wide} -> queue {{ 1 -> cases }}"),
        format!("rows nothing -> queue {{\n{many}  }}"),
        format!("rows amount -> queue | fired {{\n{}  }}", many.replace("any", "\"Nobody\"")),
        "rows id -> queue { missing -> cases }".to_owned(),
        "rows customer -> queue { gold -> cases }".to_owned(),
        "rows customer.tier.x | at | at \"x\" | model x | queue x y -> fired x { gold | 1 | 2 | 3 | 4 -> \"\\u{1F600}\" }".to_owned(),
    ] {
        let test = format!("test \"t\" {{\n  given desk {{ title \"☎\" }}\n  {rows}\n}}\n");
        let ran = enroute(folder(&test, &[]).path(), &["test", "main.route"]);
        assert!(ran.code < 2, "{} {} {}", ran.code, &test[..test.len().min(200)], ran.err);
    }
}

#[test]
fn a_changed_file_of_items_is_run_again_and_a_file_of_results_is_not() {
    let test = "test \"all\" {\n  given desk from \"items.jsonl\"\n  expect queue == large\n}\n";
    let item = |amount: u32| format!("{{\"id\": \"c-1\", \"title\": \"One\", \"amount\": {amount}}}\n");
    let folder = folder(test, &[("items.jsonl", &item(5))]);
    let mut command = command(folder.path(), &["test", "main.route", "--watch"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (tell, told) = mpsc::channel();
    let talk = BufReader::new(child.stderr.take().unwrap());
    let reader = std::thread::spawn(move || {
        talk.lines().map_while(Result::ok).for_each(|line| tell.send(line).unwrap_or_default());
    });
    let until = |wanted: &str| while told.recv_timeout(Duration::from_mins(1)).unwrap() != wanted {};
    until("waiting for a file to change (Ctrl-C ends)");
    fs::write(folder.path().join("results.json"), "{}").unwrap();
    std::thread::sleep(Duration::from_millis(600));
    fs::write(folder.path().join("items.jsonl"), item(2_000)).unwrap();
    assert_eq!(told.recv_timeout(Duration::from_mins(1)).unwrap(), "items.jsonl has changed: running again");
    until("waiting for a file to change (Ctrl-C ends)");
    child.kill().unwrap();
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    reader.join().unwrap();
    let counts: Vec<_> = out.lines().filter(|line| line.contains(" passed, ")).collect();
    assert_eq!(counts, ["1 test: 0 passed, 1 failed", "1 test: 1 passed, 0 failed"]);
}

#[test]
fn formatting_lines_the_cells_up_once_and_for_all() {
    let rows = "test \"t\" {\ngiven desk {title \"☎\"}\nrows amount|customer.tier->queue|fired{\n\"ßhort\":1|silver->cases|any\n\
                // a comment\n\"a 🚒 longer one\" : 20000 | missing -> [large,vip]|not \"Gold\"\n}\nrows amount -> queue { 1 -> cases, 2 -> cases }\n}\n";
    let folder = folder(rows, &[]);
    let read = || fs::read_to_string(folder.path().join("main.route")).unwrap();
    assert_eq!(enroute(folder.path(), &["fmt", "main.route"]).code, 0);
    let once = read();
    shown("formatted", once.split_once("test ").unwrap().1);
    enroute(folder.path(), &["fmt", "main.route"]);
    assert_eq!(read(), once);
    assert!(enroute(folder.path(), &["test", "main.route"]).out.ends_with("4 tests: 4 passed, 0 failed\n"));
}

#[test]
fn problems_of_the_data_are_counted_and_told() {
    let tests = r#"
test "bad data" {
  given desk from "items.jsonl"
  rows id -> problems {
    "clean" -> 0
    "odd"   -> 0
  }
}
"#;
    let items = "{\"id\": \"clean\", \"title\": \"x\", \"amount\": 7}\n{\"id\": \"odd\", \"title\": \"x\", \"amount\": \"much\"}\n";
    let folder = folder(tests, &[("items.jsonl", items)]);
    let told = enroute(folder.path(), &["test", "main.route"]);
    assert_eq!(told.code, 1);
    assert!(told.out.ends_with("2 tests: 1 passed, 1 failed\n"), "{}", told.out);
    shown("problems_of_the_data", &told.err);
}
