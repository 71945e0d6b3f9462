//! `enroute test`: tests and scenarios, in every format, once and again.

use crate::cli::{command, enroute};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;

const PROGRAM: &str = r#"language 1
entity Case { title: text, urgent: bool = no }
queue cases { type record }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 50, presences [available, busy], skills none }
}
intake Case { "All": otherwise to desk }

test "a case waits at the only desk" {
  given desk { title "Help" }
  expect queue == cases
}
"#;

const PASSES: &str = r#"
scenario "two cases fill an agent" {
  from 2026-03-02 "Europe/London"
  agent ana { queues [cases], units 100 }
  10:00     c1 arrives at desk { title "One" }
            expect c1.offered_to == ana
  10:00:30  c2 arrives as Case { title "Two" }
  10:01     c3 arrives at desk { title "Three" }
            expect ana.units_free == 0 and ana.sessions == 2
            expect c3.state == open and cases.order == [c3]
  10:01:10  ana accepts c3
            expect refused
  10:01:20  ana accepts c1
  10:01:30  ana resolves c1
            expect c1.state == closed and c1.agent == ana and c1.queue == cases
            expect c3.offered_to == ana and cases.waiting_items == 0
}
"#;

const FAILS: &str = r#"
scenario "nobody is there" {
  from 2026-03-02 "Europe/London"
  agent ana { queues [cases], units 100, signed_in no }
  10:00  c1 arrives at desk { title "One" }
         expect c1.state == open
         expect c1.offered_to == ana and ana.units_free == 100
         expect c1.queue is missing
  2026-03-03T09:00  ana accepts c1
}
"#;

fn folder(more: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("main.route"), format!("{PROGRAM}{}", more.concat())).unwrap();
    folder
}

#[test]
fn a_scenario_is_run_beside_the_tests() {
    let ran = enroute(folder(&[PASSES]).path(), &["test", "main.route"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (
            0,
            "✓ a case waits at the only desk\n✓ two cases fill an agent\n1 test, 1 scenario: 2 passed, 0 failed\n",
            ""
        )
    );
}

#[test]
fn a_scenario_that_fails_says_what_was_so_and_what_happened_before() {
    let ran = enroute(folder(&[FAILS]).path(), &["test", "main.route"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.ends_with("✗ nobody is there\n1 test, 1 scenario: 1 passed, 1 failed\n"), "{}", ran.out);
    for words in [
        "scenario-failed",
        "but c1.offered_to is missing, ana.units_free is 100",
        "after this",
        "10:00  c1 arrives at desk { title \"One\" }",
        "`c1` is in `cases`",
        "but it was refused: `c1` is not with `ana`",
        "2026-03-03T09:00  ana accepts c1",
        "2 errors in 1 file",
    ] {
        assert!(ran.err.contains(words), "{words} is not in\n{}", ran.err);
    }
    assert!(!ran.err.contains("c1.queue is cases"), "one failure a line is enough\n{}", ran.err);
}

#[test]
fn scenarios_are_filtered_as_tests_are() {
    let folder = folder(&[PASSES, FAILS]);
    let ran = enroute(folder.path(), &["test", "main.route", "--filter", "fill"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "✓ two cases fill an agent\n1 scenario: 1 passed, 0 failed, 2 left out\n");
}

#[test]
fn results_are_data_too() {
    let folder = folder(&[PASSES, FAILS]);
    let ran = enroute(folder.path(), &["test", "main.route", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let data: Value = serde_json::from_str(&ran.out).unwrap();
    let results = data["results"].as_array().unwrap();
    let seen: Vec<_> =
        results.iter().map(|one| (one["kind"].as_str().unwrap(), one["passed"].as_bool())).collect();
    assert_eq!(seen, [("test", Some(true)), ("scenario", Some(true)), ("scenario", Some(false))]);
    assert_eq!((&results[2]["file"], &results[2]["line"]), (&"main.route".into(), &32.into()));
    let failure = &results[2]["failures"][0];
    assert_eq!((&failure["code"], &failure["line"]), (&"scenario-failed".into(), &37.into()));
    assert!(failure["help"].as_str().unwrap().starts_with("what happened:\n10:00  c1 arrives at desk"));
    let junit = enroute(folder.path(), &["test", "main.route", "--format", "junit"]).out;
    assert!(
        junit.contains("tests=\"3\" failures=\"1\"") && junit.contains("name=\"nobody is there\""),
        "{junit}"
    );
}

#[test]
fn a_program_with_errors_gives_problems_and_no_results() {
    let folder =
        folder(&["scenario \"x\" { from 2026-03-02 \"Europe/London\", agent ana { queues [case] } }\n"]);
    let ran = enroute(folder.path(), &["test", "main.route", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let data: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(data["results"], Value::Array(Vec::new()));
    let mut problems = data["problems"].as_array().unwrap().iter();
    assert!(problems.any(|problem| problem["code"] == "unknown-name"), "{}", ran.out);
}

#[test]
fn watching_runs_again_when_a_file_of_the_program_changes() {
    let folder = folder(&[PASSES]);
    let mut command = command(folder.path(), &["test", "main.route", "--watch"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (tell, told) = mpsc::channel();
    let talk = BufReader::new(child.stderr.take().unwrap());
    let reader = std::thread::spawn(move || {
        talk.lines().map_while(Result::ok).for_each(|line| tell.send(line).unwrap_or_default());
    });
    let next = || told.recv_timeout(Duration::from_mins(1)).unwrap();
    assert_eq!(next(), "waiting for a file to change (Ctrl-C ends)");
    fs::write(folder.path().join("notes.txt"), "no file of the program").unwrap();
    fs::write(folder.path().join("main.route"), PROGRAM).unwrap();
    assert_eq!(next(), "main.route has changed: running again");
    assert_eq!(next(), "waiting for a file to change (Ctrl-C ends)");
    child.kill().unwrap();
    let out = child.wait_with_output().unwrap().stdout;
    reader.join().unwrap();
    let out = String::from_utf8(out).unwrap();
    let counts: Vec<_> = out.lines().filter(|line| line.contains(" passed, ")).collect();
    assert_eq!(counts, ["1 test, 1 scenario: 2 passed, 0 failed", "1 test: 1 passed, 0 failed"]);
}
