//! `enroute dispatch`: events go in, what they ask of the world comes out, and the state outlives the process.

use crate::cli::{Ran, command, enroute, enroute_with};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;

const ROSTER: &str = r#"[
    {"id": "ana", "queues": ["general", "in_turn"], "profiles": {"chats": 1}, "signed_in": true, "fields": {"team": "red"}},
    {"id": "bo", "queues": ["general"], "skills": {"french": 3, "marine": "expert"}, "profiles": {"chats": null}}
]"#;

const SHEET: &str = "\u{feff}id, queues, skills, profiles, signed_in, team
ana, general;in_turn, , chats=1, yes, red
bo, general, french=3; marine=expert, chats, no,
";

/// A morning with something of everything: offers, misses, parking, overflow of time, refusals.
const EVENTS: &str = r#"{"at":"2026-03-02T10:00:00Z","event":"arrives","item":{"id":"c1","workstream":"live","body":"Hello"}}
{"at":"2026-03-02T10:00:10Z","event":"arrives","item":{"id":"c2","workstream":"live","body":"Me too"},"preferred":["bo"]}
{"at":"2026-03-02T10:00:20.5Z","event":"accepts","agent":"ana","item":"c1"}
{"at":"2026-03-02T10:01:00Z","event":"signs_in","agent":"bo"}
{"at":"2026-03-02T10:05:00Z","event":"tick"}
{"at":"2026-03-02T10:05:30Z","event":"accepts","agent":"ana","item":"c2"}
{"at":"2026-03-02T10:06:00Z","event":"sets_presence","agent":"bo","presence":"available"}
{"at":"2026-03-02T10:06:10Z","event":"accepts","agent":"bo","item":"c2"}
{"at":"2026-03-02T10:06:00Z","event":"updates","item":"c2","values":{"body":"late"}}
{"at":"2026-03-02T10:07:00Z","event":"agent_joins","agent":{"id":"cy","queues":["general"],"profiles":{"chats":1},"signed_in":true}}
{"at":"2026-03-02T10:08:00Z","event":"ends","agent":"ana","item":"c1"}
{"at":"2026-03-02T11:00:00Z","event":"supervisor_returns","item":"c2"}
{"at":"2026-03-02T11:30:00Z","event":"tick"}
"#;

fn day() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/day").to_str().unwrap().to_owned()
}

fn office() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("agents.json"), ROSTER).unwrap();
    fs::write(folder.path().join("agents.csv"), SHEET).unwrap();
    fs::write(folder.path().join("events.jsonl"), EVENTS).unwrap();
    folder
}

fn dispatch(folder: &Path, more: &[&str], events: &str) -> Ran {
    let day = day();
    enroute_with(folder, &[&["dispatch", day.as_str()], more].concat(), events.as_bytes())
}

fn json(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn effects<'v>(answer: &'v Value, kind: &str) -> Vec<&'v Value> {
    answer["effects"].as_array().unwrap().iter().filter(|effect| effect["effect"] == kind).collect()
}

const AGENTS: [&str; 2] = ["--agents", "agents.json"];

#[test]
fn each_event_is_answered_by_what_it_asks_of_the_world() {
    let folder = office();
    let ran = dispatch(folder.path(), &AGENTS, EVENTS);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "13 events: 12 happened, 1 refused, 0 not read\n"),
        "{}",
        ran.out
    );
    let answers = json(&ran.out);
    assert_eq!(answers.len(), EVENTS.lines().count());
    let offered = effects(&answers[0], "offered");
    assert_eq!((&offered[0]["agent"], &offered[0]["until"]), (&"ana".into(), &"2026-03-02T10:02:00Z".into()));
    assert_eq!(
        (&answers[0]["at"], &answers[0]["next"]),
        (&"2026-03-02T10:00:00Z".into(), &"2026-03-02T10:02:00Z".into())
    );
    assert_eq!(answers[2]["at"], "2026-03-02T10:00:20.5Z");
    assert_eq!(effects(&answers[3], "offered")[0]["agent"], "bo");
    assert_eq!(effects(&answers[5], "refused")[0]["reason"], "not_theirs");
    assert_eq!(
        answers[8]["at"], "2026-03-02T10:06:10Z",
        "an event that comes late happens when the last one did"
    );
    assert!(answers.iter().all(|answer| answer.get("notes").is_none() && answer.get("saved").is_none()));
}

#[test]
fn a_file_stdin_a_sheet_and_a_bundle_give_the_same() {
    let folder = office();
    let piped = dispatch(folder.path(), &AGENTS, EVENTS);
    assert_eq!(dispatch(folder.path(), &["events.jsonl", "--agents", "agents.json"], "").out, piped.out);
    assert_eq!(dispatch(folder.path(), &["-", "--agents", "agents.csv"], EVENTS).out, piped.out);
    assert_eq!(enroute(folder.path(), &["build", &day(), "-o", "day.routeb"]).code, 0);
    let bundle =
        enroute(folder.path(), &["dispatch", "day.routeb", "events.jsonl", "--agents", "agents.json"]);
    assert_eq!((bundle.code, &bundle.out), (0, &piped.out), "{}", bundle.err);
}

#[test]
fn the_trace_says_why_in_sentences() {
    let folder = office();
    let ran = dispatch(folder.path(), &["--agents", "agents.json", "--trace"], EVENTS);
    let answers = json(&ran.out);
    let notes = answers[0]["notes"].as_array().unwrap();
    assert_eq!((&notes[0]["note"], &notes[0]["queue"]), (&"sent".into(), &"general".into()));
    assert_eq!(notes[0]["says"], "`c1` goes to `general`, the fallback: no rule of its route holds");
    assert_eq!(
        answers[8]["notes"][0]["says"],
        "the event of 2026-03-02T10:06Z comes after one of 2026-03-02T10:06:10Z"
    );
}

#[test]
fn an_answer_comes_before_the_next_event_is_sent() {
    let folder = office();
    let mut child = command(folder.path(), &["dispatch", &day(), "--agents", "agents.json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut events, mut answers) =
        (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for event in EVENTS.lines() {
        writeln!(events, "{event}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert!(answer.starts_with("{\"at\":\"2026-03-02T1"), "{answer}");
    }
    drop(events);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_line_that_is_no_event_is_answered_and_the_stream_goes_on() {
    let folder = office();
    let (first, rest) = EVENTS.split_once('\n').unwrap();
    let events = format!("{first}\n\n{{\"event\":\"acepts\"}}\nnonsense\n{rest}");
    let ran = dispatch(folder.path(), &AGENTS, &events);
    assert_eq!(ran.code, 1);
    assert!(ran.err.ends_with("15 events: 12 happened, 1 refused, 2 not read\n"), "{}", ran.err);
    let answers = json(&ran.out);
    assert_eq!(answers.len(), 15);
    assert_eq!((&answers[1]["line"], &answers[2]["line"]), (&3.into(), &4.into()));
    assert_eq!(answers[1]["error"], "there is no event `acepts`; did you mean `accepts`?");
    let well = dispatch(folder.path(), &AGENTS, EVENTS);
    let others: Vec<_> = ran.out.lines().filter(|line| !line.contains("\"error\"")).collect();
    assert_eq!(others, well.out.lines().collect::<Vec<_>>(), "nothing happens by such a line");

    let strict = dispatch(folder.path(), &["--agents", "agents.json", "--strict", "--state", "s"], &events);
    assert_eq!((strict.code, json(&strict.out).len()), (1, 2));
    assert!(folder.path().join("s").exists(), "what happened before is kept");
}

#[test]
fn whoever_goes_on_from_a_saved_state_sees_what_one_run_gives() {
    let folder = office();
    let whole = dispatch(folder.path(), &["--agents", "agents.json", "--state", "whole.json"], EVENTS);
    let kept = fs::read_to_string(folder.path().join("whole.json")).unwrap();
    for cut in 0..=EVENTS.lines().count() {
        let state = format!("state-{cut}.json");
        let more = ["--agents", "agents.json", "--state", state.as_str()];
        let (before, after): (Vec<_>, Vec<_>) =
            EVENTS.split_inclusive('\n').enumerate().partition(|(at, _)| *at < cut);
        let text = |lines: Vec<(usize, &str)>| lines.into_iter().map(|(_, line)| line).collect::<String>();
        let first = dispatch(folder.path(), &more, &text(before));
        let second = dispatch(folder.path(), &more, &text(after));
        assert_eq!((first.code, second.code), (0, 0), "{}{}", first.err, second.err);
        assert_eq!(first.out + &second.out, whole.out, "cut after {cut}");
        assert_eq!(fs::read_to_string(folder.path().join(state)).unwrap(), kept, "cut after {cut}");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| Path::new(name).extension().is_none_or(|end| end != "part")), "{left:?}");
}

#[test]
fn the_state_is_saved_as_often_as_asked_and_the_answer_says_so() {
    let folder = office();
    let more = ["--agents", "agents.json", "--state", "state.json", "--save-every", "5"];
    let answers = json(&dispatch(folder.path(), &more, EVENTS).out);
    let saved: Vec<_> = answers.iter().map(|answer| answer["saved"] == true).collect();
    let wanted: Vec<_> = (1..=answers.len()).map(|number| number % 5 == 0).collect();
    assert_eq!(saved, wanted);
}

#[test]
fn a_state_that_cannot_be_gone_on_with_is_left_alone() {
    let folder = office();
    let more = ["--agents", "agents.json", "--state", "state.json"];
    assert_eq!(dispatch(folder.path(), &more, EVENTS).code, 0);
    let kept = fs::read(folder.path().join("state.json")).unwrap();
    assert_eq!(enroute(folder.path(), &["new", "desk"]).code, 0);
    let other = enroute(folder.path(), &["dispatch", "desk", "events.jsonl", "--state", "state.json"]);
    assert_eq!((other.code, other.out.as_str()), (3, ""));
    assert!(
        other.err.contains("cannot read `state.json`: the state was saved with another bundle"),
        "{}",
        other.err
    );
    assert_eq!(fs::read(folder.path().join("state.json")).unwrap(), kept);
    fs::write(folder.path().join("state.json"), &kept[..kept.len() / 2]).unwrap();
    let damaged = dispatch(folder.path(), &more, EVENTS);
    assert_eq!(damaged.code, 3);
    assert!(damaged.err.contains("this is no saved state"), "{}", damaged.err);
}

#[test]
fn everything_wrong_with_a_roster_is_told_with_its_agent() {
    let folder = office();
    let wrong = r#"[
        {"id": "ana", "queues": ["genral"]},
        {"id": "bo", "units": "many"},
        {"queues": []},
        {"id": "cy", "profils": {"chats": 1}},
        {"id": "di", "skills": {"french": 9}},
        {"id": "ed"}, {"id": "ed"}
    ]"#;
    fs::write(folder.path().join("agents.json"), wrong).unwrap();
    let ran = dispatch(folder.path(), &AGENTS, EVENTS);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let wanted = "\
agents.json: entry 2: agent `bo`: `units` is a whole number; this is `\"many\"`
agents.json: entry 3: an agent needs `id`
agents.json: entry 4: agent `cy` has no field `profils`; did you mean `profiles`?
agents.json: agent `ana`: there is no queue `genral`; did you mean `general`?
agents.json: agent `di`: `french` has levels from 1 to 5, not 9
agents.json: agent `ed`: there are two of that name
6 problems in the roster
";
    assert_eq!(ran.err, wanted);

    fs::write(folder.path().join("agents.csv"), "id,queues,units\nana,general,1,2\nbo,general,many\n,vip,\n")
        .unwrap();
    let ran = dispatch(folder.path(), &["--agents", "agents.csv"], EVENTS);
    let wanted = "\
agents.csv: line 2: there are 4 cells under 3 columns
agents.csv: line 3: agent `bo`: `units` is a whole number; this is `\"many\"`
agents.csv: line 4: an agent needs `id`
3 problems in the roster
";
    assert_eq!((ran.code, ran.err.as_str()), (1, wanted));

    fs::write(folder.path().join("agents.csv"), "id,quues,trianee,team\n").unwrap();
    let ran = dispatch(folder.path(), &["--agents", "agents.csv"], EVENTS);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("line 1: no rule reads a column `quues`; did you mean `queues`?"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("line 1: no rule reads a column `trianee`; did you mean `trainee`?"),
        "{}",
        ran.err
    );
}

#[test]
fn without_a_roster_people_join() {
    let folder = office();
    let joins = r#"{"at":"2026-03-02T09:00:00Z","event":"agent_joins","agent":{"id":"ana","queues":["general"],"profiles":{"chats":1},"signed_in":true}}"#;
    let ran = dispatch(folder.path(), &[], &format!("{joins}\n{EVENTS}"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(effects(&json(&ran.out)[1], "offered")[0]["agent"], "ana");
}

#[test]
fn an_event_without_an_instant_happens_now() {
    let folder = office();
    let before = jiff::Timestamp::now();
    let ran = dispatch(folder.path(), &AGENTS, "{\"event\":\"tick\"}\n{\"event\":\"tick\"}");
    let answers = json(&ran.out);
    let at = |answer: &Value| answer["at"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert!(
        before.as_millisecond() <= at(&answers[0]).as_millisecond() && at(&answers[0]) <= at(&answers[1])
    );
    assert!(at(&answers[1]) <= jiff::Timestamp::now());
}

#[test]
fn the_day_may_begin_before_the_first_event() {
    let folder = office();
    let late = r#"{"at":"2026-03-01T10:00:00Z","event":"tick"}"#;
    let ran = dispatch(folder.path(), &["--from", "2026-03-02T08:00Z", "--state", "s"], late);
    assert_eq!(json(&ran.out)[0]["at"], "2026-03-02T08:00:00Z");
    assert_eq!(dispatch(folder.path(), &["--from", "today"], "").code, 2);
    let empty = dispatch(folder.path(), &["--state", "none"], "");
    assert_eq!((empty.code, empty.out.as_str()), (0, ""));
    assert!(!folder.path().join("none").exists(), "nothing happened, so there is nothing to keep");
}

#[test]
fn what_cannot_be_done_ends_with_its_code() {
    let folder = office();
    assert_eq!(dispatch(folder.path(), &["--agents", "nobody.json"], "").code, 3);
    assert_eq!(dispatch(folder.path(), &["nothing.jsonl"], "").code, 3);
    assert_eq!(dispatch(folder.path(), &["--save-every", "5"], "").code, 2);
    assert_eq!(dispatch(folder.path(), &["--state", "s", "--save-every", "0"], "").code, 2);
    assert_eq!(dispatch(folder.path(), &["--state", "no/such/folder"], EVENTS).code, 3);
    fs::write(folder.path().join("agents.json"), "{}").unwrap();
    let ran = dispatch(folder.path(), &AGENTS, "");
    assert!(ran.code == 3 && ran.err.contains("a roster is a list of agents"), "{}", ran.err);
    fs::write(folder.path().join("wrong.route"), "language 1\nqueue").unwrap();
    assert_eq!(enroute(folder.path(), &["dispatch", "wrong.route", "events.jsonl"]).code, 1);
}

#[test]
fn a_closed_pipe_ends_quietly_and_keeps_nothing_that_was_not_heard() {
    let folder = office();
    let state: PathBuf = folder.path().join("state.json");
    let mut child = command(folder.path(), &["dispatch", &day(), "--state", "state.json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut events = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || while events.write_all(b"{\"event\":\"tick\"}\n").is_ok() {});
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 20]).unwrap();
    drop(out);
    let end = child.wait_with_output().unwrap();
    assert_eq!((end.status.code(), end.stderr.as_slice()), (Some(0), &b""[..]));
    assert!(!state.exists());
    writer.join().unwrap();
}
