//! `enroute plan`: what is printed of a plan, and how the command ends.

use crate::cli::{AT, enroute};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The bank in `old`, and in `new` with those texts replaced, each in one of its files.
fn bank(edits: &[(&str, &str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bank");
    for side in ["old", "new"] {
        let to = folder.path().join(side);
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir(&bank).unwrap().map(|entry| entry.unwrap()) {
            let to = to.join(entry.file_name());
            if entry.file_name().to_str().unwrap().starts_with("tests_") {
                // What tests say of a queue that goes is not what a plan is about.
                fs::write(to, "language 1\n").unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    for (file, from, to) in edits {
        let path = folder.path().join("new").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: `{from}` is not there");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }
    folder
}

/// A change of each sort that the bank may make, none of which is refused.
const EDITS: &[(&str, &str, &str)] = &[
    (
        "desks.route",
        "queue cards         \"Cards\"         { type messaging, priority 5",
        "queue cards         \"Cards\"         { type messaging, priority 2",
    ),
    ("desks.csv", "top_ups,top_ups", "top_ups,cards"),
    (
        "desks.route",
        "queue top_ups       \"Top-ups\"       { type messaging, priority 5, hours chat_hours, assign highest_capacity }\n",
        "",
    ),
    ("bank.route", "decline_limit 3", "decline_limit 2"),
];

#[test]
fn equal_programs_change_nothing() {
    let folder = bank(&[]);
    let plan = enroute(folder.path(), &["plan", "old", "new"]);
    assert_eq!((plan.code, plan.out.as_str(), plan.err.as_str()), (0, "nothing changes\n", ""));
}

#[test]
fn people_read_a_plan_under_what_it_belongs_to() {
    let folder = bank(EDITS);
    let plan = enroute(folder.path(), &["plan", "old", "new", "--items", "old/items.jsonl", AT]);
    assert_eq!(plan.code, 0, "{}", plan.err);
    kept!("plan", plan.out);
}

#[test]
fn a_pull_request_reads_it_as_markdown() {
    let folder = bank(EDITS);
    let plan = enroute(folder.path(), &["plan", "old", "new", "--format", "markdown"]);
    assert_eq!(plan.code, 0, "{}", plan.err);
    kept!("plan", plan.out);
}

#[test]
fn programs_read_it_as_json() {
    let folder = bank(EDITS);
    let plan =
        enroute(folder.path(), &["plan", "old", "new", "--format", "json", "--items", "old/items.jsonl", AT]);
    let plan: Value = serde_json::from_str(&plan.out).unwrap();
    assert_eq!((&plan["version"], &plan["refused"]), (&1.into(), &0.into()));
    let gone = plan["changes"].as_array().unwrap().iter().find(|change| change["deed"] == "removed").unwrap();
    assert_eq!((&gone["kind"], &gone["name"]), (&"queue".into(), &"top_ups".into()));
    assert!(plan["replay"]["moved"].as_u64().unwrap() > 0);
    let last = plan["steps"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["deed"], &last["name"]), (&"removed".into(), &"top_ups".into()));
}

#[test]
fn the_items_headline_is_that_of_replay() {
    let folder = bank(EDITS);
    let plan = enroute(folder.path(), &["plan", "old", "new", "--items", "old/items.jsonl", AT]);
    let replay = enroute(folder.path(), &["replay", "old", "new", "old/items.jsonl", AT]);
    let headline = plan.out.lines().last().unwrap();
    assert!(headline.contains(" move (") && replay.out.contains(headline), "{headline}\n{}", replay.out);
}

#[test]
fn what_is_refused_ends_with_1() {
    let folder = bank(&[("people.route", "reset end_of_day", "reset immediately")]);
    let plan = enroute(folder.path(), &["plan", "old", "new"]);
    assert_eq!(plan.code, 1);
    assert!(plan.out.contains("refused: the reset of a profile is fixed when it is made"), "{}", plan.out);
    assert!(plan.out.ends_with("the platform refuses 1\n"), "{}", plan.out);
}

#[test]
fn a_roster_keeps_what_its_agents_hold() {
    let folder = bank(&EDITS[1..4]);
    let roster = r#"[{ "id": "ana", "queues": ["top_ups", "cards"] }, { "id": "bo", "queues": ["cards"] }]"#;
    fs::write(folder.path().join("agents.json"), roster).unwrap();
    let plan = enroute(folder.path(), &["plan", "old", "new", "--roster", "agents.json"]);
    assert_eq!(plan.code, 1);
    let wanted =
        "refused: agent `ana` still names queue `top_ups` in the roster: take it from the roster first";
    assert!(plan.out.contains(wanted), "{}", plan.out);
    fs::write(folder.path().join("agents.json"), r#"[{ "id": "ana", "queues": ["top_up"] }]"#).unwrap();
    let wrong = enroute(folder.path(), &["plan", "old", "new", "--roster", "agents.json"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""));
    assert!(wrong.err.contains("top_up") && wrong.err.contains("1 problem in the roster"), "{}", wrong.err);
}

#[test]
fn a_page_for_a_browser_says_the_same() {
    let folder = bank(EDITS);
    assert_eq!(enroute(folder.path(), &["plan", "old", "new", "--html", "plan.html"]).code, 0);
    let page = fs::read_to_string(folder.path().join("plan.html")).unwrap();
    assert!(page.contains("<code>top_ups</code>") && page.contains("In this order"), "{page}");
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"));
}

#[test]
fn a_program_with_errors_is_not_compared() {
    let folder = bank(&[("desks.route", "hours chat_hours", "hours chat_hrs")]);
    let plan = enroute(folder.path(), &["plan", "old", "new"]);
    assert_eq!((plan.code, plan.out.as_str()), (1, ""));
    assert!(plan.err.contains("chat_hours"), "{}", plan.err);
    let items = enroute(folder.path(), &["plan", "old", "new", "--record", "Case"]);
    assert_eq!(items.code, 2, "items are needed for that: {}", items.err);
}
