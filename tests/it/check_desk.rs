//! What the checker says about queues, overflow, assignments, intakes, tests, scenarios and limits.

use enroute::check::{check, closures_end};
use enroute::diagnostic::{Diagnostic, Severity};
use enroute::hir::{self, AssignMethod, Members, OverflowAction, WorkKind};
use enroute::source::{SourceFile, Sources};
use enroute::syntax::parse;
use enroute::value::Date;
use std::fs;
use std::path::Path;

/// The codes whose pages are held to what they show.
const CODES: &[&str] = &[
    "assignment-not-used",
    "assignment-without-rules",
    "built-in-queue",
    "clause-missing",
    "clause-out-of-place",
    "clause-twice",
    "intake-not-records",
    "intake-other-entity",
    "intake-target",
    "intake-unknown-workstream",
    "limit-decline",
    "limit-depth",
    "limit-links",
    "limit-model",
    "limit-name",
    "limit-profile",
    "limit-rules",
    "limit-split",
    "limit-time",
    "limit-waiting-items",
    "order-direction",
    "order-key",
    "order-key-type",
    "overflow-action-not-possible",
    "overflow-action-value",
    "overflow-after-in-route",
    "overflow-after-length",
    "overflow-circle",
    "overflow-fact-not-known",
    "overflow-fact-while-waiting",
    "overflow-transfer-kind",
    "overflow-transfer-to-itself",
    "overflow-two-actions",
    "overflow-unknown-action",
    "overflow-without-action",
    "overflow-without-hours",
    "queue-not-used",
    "queue-without-carries",
    "queue-without-way-out",
    "scenario-agent",
    "scenario-agent-twice",
    "scenario-arrives-twice",
    "scenario-event",
    "scenario-event-form",
    "scenario-expectation",
    "scenario-setting",
    "scenario-time",
    "scenario-unknown",
    "scenario-value",
    "scenario-without-start",
    "second-intake",
    "settings-not-looked-at",
    "test-ambiguous-rule",
    "test-moment",
    "test-moment-skipped",
    "test-not-a-model",
    "test-row-label",
    "test-row-width",
    "test-two-items",
    "test-unknown-fact",
    "test-unknown-rule",
    "test-value-form",
    "test-value-twice",
    "test-without-expectation",
    "test-without-intake",
    "test-without-item",
    "test-without-rows",
    "test-without-time",
    "workstream-not-reached",
];

fn checked(text: &str) -> (hir::Program, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = SourceFile::new("a.route", text);
    let id = sources.add(file.clone());
    let (tree, mut bag) = parse(id, &file);
    let (program, found) = check(&sources, &[tree]);
    bag.extend(found);
    (program, bag.into_sorted())
}

/// The example of a page that is marked with that word.
fn example(code: &str, mark: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/errors/{code}.md"));
    let page = fs::read_to_string(&path).unwrap();
    let after = page.split(&format!("```route {mark}\n")).nth(1).unwrap().to_owned();
    after.split("```").next().unwrap().to_owned()
}

fn said(found: &[Diagnostic]) -> String {
    let lines: Vec<_> = found.iter().map(|one| format!("  {} {}", one.code, one.message)).collect();
    lines.join("\n")
}

#[test]
fn the_bad_example_of_each_page_has_its_code_and_no_other_error() {
    let mut wrong = Vec::new();
    for code in CODES {
        let (_, found) = checked(&example(code, "bad"));
        let others = found.iter().any(|one| one.severity == Severity::Error && one.code != *code);
        if others || !found.iter().any(|one| one.code == *code) {
            wrong.push(format!("{code}:\n{}", said(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_good_example_of_each_page_has_no_error_and_not_its_code() {
    let mut wrong = Vec::new();
    for code in CODES {
        let (_, found) = checked(&example(code, "good"));
        if found.iter().any(|one| one.severity == Severity::Error || one.code == *code) {
            wrong.push(format!("{code}:\n{}", said(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_program_has_three_queues() {
    let (program, found) = checked("language 1\nqueue default_voice { assign round_robin }\n");
    assert!(found.is_empty(), "{}", said(&found));
    let names: Vec<_> = program.queues.iter().map(|queue| queue.named.name.as_str()).collect();
    assert_eq!(names, ["default_messaging", "default_record", "default_voice"]);
    assert_eq!(program.queues[0].assign.value, AssignMethod::HighestCapacity);
    assert_eq!(program.queues[2].assign.value, AssignMethod::RoundRobin);
}

#[test]
fn calls_go_to_the_least_active_agent_unless_said_otherwise() {
    let (program, _) = checked("language 1\nqueue phones { type voice }\nqueue chats { type messaging }\n");
    assert_eq!(program.queues[3].assign.value, AssignMethod::LeastActive);
    assert_eq!(program.queues[4].assign.value, AssignMethod::HighestCapacity);
}

#[test]
fn a_copied_queue_keeps_what_it_does_not_say() {
    let text = "language 1\nqueue general { type messaging }\n\
                queue one \"One\" { type messaging, priority 2, members nobody, overflow { after 5m then transfer general } }\n\
                queue two copies one { priority 7 }\n";
    let (program, found) = checked(text);
    assert!(found.is_empty(), "{}", said(&found));
    let two = &program.queues[5];
    assert_eq!(two.named.label, "Copy of One");
    assert_eq!(
        (two.priority.value, &two.members, two.kinds.as_slice()),
        (7, &Members::Nobody, &[WorkKind::Messaging][..])
    );
    assert_eq!(two.overflow[0].action, OverflowAction::Transfer(hir::QueueId(3)));
    assert_eq!(two.overflow[0].name, "overflow#1");
}

#[test]
fn one_mistake_in_an_overflow_rule_is_said_once() {
    let (_, found) = checked(
        "language 1\nqueue vip { type messaging, overflow { when waiting_item > 40 then voicemail } }\n",
    );
    assert_eq!(found.len(), 1, "{}", said(&found));
}

#[test]
fn a_queue_of_two_kinds_may_do_what_both_can() {
    let one = |action| {
        format!(
            "language 1\nqueue vip {{ type [messaging, voice], overflow {{ after 5m then {action} }} }}\n"
        )
    };
    let (_, found) = checked(&one("voicemail"));
    assert_eq!(found[0].code, "overflow-action-not-possible");
    assert!(found[0].message.contains("messaging"), "{}", found[0].message);
}

#[test]
fn calendars_that_know_no_later_closure_are_found() {
    let text = "language 1\nclosures bank { 2026-12-25 \"Christmas\" }\n\
                hours office { zone \"Europe/London\", open mon..fri 08:00..18:00, closed bank }\n";
    let (program, _) = checked(text);
    let day = |text: &str| Date::parse(text).unwrap();
    assert!(closures_end(&program, day("2026-12-24")).is_empty());
    let ends = closures_end(&program, day("2026-12-25"));
    assert_eq!((ends[0].hours.as_str(), ends[0].last), ("office", Some(day("2026-12-25"))));
}
