//! Scenarios: every event and every fact does what it says.

use enroute::builtins::asked::ASKS;
use enroute::builtins::event::{EVENTS, Part};
use enroute::runner::{self, TestKind};
use enroute::source::{SourceFile, Sources};
use enroute::{diagnostic::Severity, engine};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const PROGRAM: &str = include_str!("../programs/scenarios.route");

/// Where scenarios lie, and what their names begin with: `day/queues: round robin goes round`.
const FOLDERS: [(&str, &str); 2] = [("examples/day", "day"), ("tests/programs", "programs")];

/// Not to be run: they are for the parser.
const UNFIT: [&str; 2] = ["many_faults", "every_construct"];

fn report(text: &str) -> runner::TestReport {
    let sources: Sources = [SourceFile::new("main.route", text)].into_iter().collect();
    report_of(&sources, "main.route")
}

fn report_of(sources: &Sources, root: &str) -> runner::TestReport {
    let compiled = engine::compile_with_tests(sources, &[root.to_owned()]).unwrap();
    let errors = compiled.checked.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.map(|found| found.message.clone()).collect::<Vec<_>>(), [""; 0], "{root}");
    runner::run(&compiled, None)
}

fn programs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "route"));
    paths.sort();
    paths
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}

/// What each scenario of the examples and of `tests/programs` is called, and what of it did not come about.
fn told() -> &'static [(String, Vec<String>)] {
    static TOLD: OnceLock<Vec<(String, Vec<String>)>> = OnceLock::new();
    TOLD.get_or_init(|| {
        let mut told = Vec::new();
        for (folder, short) in FOLDERS {
            let paths = programs(folder);
            let file = |path: &PathBuf| {
                SourceFile::new(format!("{}.route", stem(path)), fs::read_to_string(path).unwrap())
            };
            let sources: Sources = paths.iter().map(file).collect();
            for name in paths.iter().map(|path| stem(path)).filter(|name| !UNFIT.contains(name)) {
                let results = report_of(&sources, &format!("{name}.route")).results;
                for result in results.into_iter().filter(|result| result.kind == TestKind::Scenario) {
                    let failed =
                        result.failed.iter().map(|one| format!("expected {}: {}", one.expected, one.got));
                    told.push((format!("{short}/{name}: {}", result.title), failed.collect()));
                }
            }
        }
        told
    })
}

/// The scenarios that come about, by their names.
pub(crate) fn shown() -> BTreeSet<&'static str> {
    told().iter().filter(|(_, failed)| failed.is_empty()).map(|(name, _)| name.as_str()).collect()
}

#[test]
fn every_scenario_comes_about() {
    let failed: Vec<_> = told().iter().filter(|(_, failed)| !failed.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn no_two_scenarios_of_a_file_have_the_same_name() {
    assert_eq!(shown().len(), told().len());
}

/// The average wait of a queue is known from the twentieth item that an agent began to work on.
#[test]
fn a_predicted_wait_is_known_from_the_twentieth_call() {
    for (before, state) in [(19, "active"), (20, "closed")] {
        let calls = |line: fn(usize) -> String| (0..before).map(line).collect::<String>();
        let text = format!(
            "language 1\nentity Call {{ reason: text? }}\nnotification given {{ auto_assign yes }}\n\
             queue calls {{ type voice, overflow {{ when predicted_wait > 5m then end_call }} }}\n\
             workstream phone {{\ntype voice, carries Call, mode push, fallback calls\n\
             route first {{ \"All\": otherwise to calls }}\ntemplates {{ incoming given }}\n\
             distribution {{ units 1, presences [available, busy, do_not_disturb], skills none }}\n}}\n\
             scenario \"x\" {{\n  from 2026-03-02 \"UTC\"\n  agent ana {{ queues [calls], units 100, signed_in no }}\n\
             {}10:10 ana goes online\n10:11 last arrives at phone\nexpect last.state == {state}\n}}\n",
            calls(|call| format!("10:00 c{call} arrives at phone\n")),
        );
        let failed = report(&text).results.remove(0).failed;
        assert!(failed.is_empty(), "after {before} calls: {:?}", failed[0].got);
    }
}

/// Whether a line of the program has the words of an event, names aside.
fn is_told(parts: &[Part]) -> bool {
    PROGRAM.lines().any(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        words.windows(parts.len()).any(|found| {
            found.iter().zip(parts).all(|(word, part)| !matches!(part, Part::Word(wanted) if wanted != word))
        })
    })
}

#[test]
fn nothing_is_left_out() {
    let untold =
        EVENTS.iter().filter(|event| !is_told(event.parts)).map(enroute::builtins::event::Event::shape);
    assert_eq!(untold.collect::<Vec<_>>(), [""; 0], "events that no scenario of tests/programs tells");
    let unasked = ASKS.iter().filter(|ask| !PROGRAM.contains(&format!(".{}", ask.word))).map(|ask| ask.word);
    assert_eq!(unasked.collect::<Vec<_>>(), [""; 0], "facts that no scenario of tests/programs asks");
}

#[test]
fn a_failure_tells_only_what_no_failure_before_it_told() {
    let text = "language 1\nentity Case { title: text }\nqueue a { type record }\nworkstream desk {\n\
                type record, carries Case, mode push, fallback a\n\
                distribution { units 1, presences [available], skills none }\n}\n\
                scenario \"x\" {\n  from 2026-03-02 \"Europe/London\"\n  agent ana { units 1 }\n\
                10:00 c1 arrives at desk { title \"One\" }\nexpect c1.state == closed\n10:01 ana accepts c1\n}\n";
    let results = report(text).results;
    let before: Vec<_> = results[0].failed.iter().map(|one| one.before[0].as_str()).collect();
    assert_eq!(before, ["10:00  c1 arrives at desk { title \"One\" }", "10:01  ana accepts c1"]);
}
