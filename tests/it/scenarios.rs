//! Scenarios: every event and every fact does what it says.

use enroute::builtins::asked::ASKS;
use enroute::builtins::event::{EVENTS, Part};
use enroute::runner::{self, TestKind};
use enroute::source::{SourceFile, Sources};
use enroute::{diagnostic::Severity, engine};

const PROGRAM: &str = include_str!("../programs/scenarios.route");

fn report(text: &str) -> runner::TestReport {
    let sources: Sources = [SourceFile::new("main.route", text)].into_iter().collect();
    let compiled = engine::compile_with_tests(&sources, &["main.route".to_owned()]).unwrap();
    let errors = compiled.checked.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.map(|found| found.message.clone()).collect::<Vec<_>>(), [""; 0]);
    runner::run(&compiled, None)
}

#[test]
fn all_that_a_scenario_can_say_comes_about() {
    let report = report(PROGRAM);
    for result in &report.results {
        assert_eq!(result.kind, TestKind::Scenario);
        let failed: Vec<_> = result.failed.iter().map(|one| (&one.expected, &one.got, &one.before)).collect();
        assert!(failed.is_empty(), "{}: {failed:#?}", result.title);
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
