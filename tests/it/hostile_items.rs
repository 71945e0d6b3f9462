//! Items that nobody meant: each is decided, with what is wrong said, or refused with a word; none is lost.

use super::fuzz::item::PROGRAM;
use super::support::compile;
use enroute::item::{ItemError, ReadOptions, Reader};
use enroute::value::Instant;
use enroute::vm::{Facts, Machine, TraceLevel};
use std::fs;
use std::process::{Command, Output, Stdio};

/// What every item has, where it does not say otherwise.
const BASE: [(&str, &str); 4] =
    [("title", "\"t\""), ("words", "[\"a\"]"), ("tiers", "[\"gold\"]"), ("numbers", "[1]")];

/// Fields as they come, and what is said of them; nothing, where they are taken as they are.
const FIELDS: &[(&str, &str)] = &[
    // Wrong types.
    (r#""count": "twelve""#, "`count` is `twelve`, which is not a whole number; its default is taken"),
    (r#""count": true"#, "`count` is `true`, which is not a whole number; its default is taken"),
    (r#""flag": 2"#, "`flag` is `2`, which is not yes or no; taken as missing"),
    (r#""flag": []"#, "`flag` is `[…]`, which is not yes or no; taken as missing"),
    (r#""title": {"a": 1}"#, "`title` is `{…}`, which is not a text; taken as missing"),
    (r#""title": null"#, "`title` has no value"),
    (
        r#""words": {"a": 1}"#,
        "`words` is `{…}`, which is not a list whose members are each a text; taken as missing",
    ),
    (r#""words": [["a"]]"#, "`words` is `[…]`, which is not a text; left out of the list"),
    (r#""customer": "Ana""#, "`customer` is `Ana`, which is not an object with fields; taken as missing"),
    (r#""customer": []"#, "`customer` is `[…]`, which is not an object with fields; taken as missing"),
    (r#""customer": {}"#, "`customer.name` has no value"),
    (r#""context": 7"#, "`context` is `7`, which is not an object with fields; taken as missing"),
    (r#""tier": 3"#, "`tier` is `3`, which is not a value of `Tier`; taken as missing"),
    (r#""numbers": [1, "x"]"#, "`numbers` is `x`, which is not a whole number; left out of the list"),
    // Numbers as texts, one value as a list, other cases of a word.
    (r#""amount": "12.5""#, ""),
    (r#""count": "7""#, ""),
    (r#""title": 12"#, ""),
    (r#""words": "a;b""#, ""),
    (r#""tier": "GOLD""#, ""),
    // Numbers beyond what a field holds, and what is no number.
    (
        r#""count": 9223372036854775808"#,
        "`count` is `9223372036854775808`, which is too large; its default is taken",
    ),
    (r#""count": 12.5"#, "`count` is `12.5`, which is not a whole number; its default is taken"),
    (r#""amount": 1e999"#, "`amount` is `1e999`, which is too large; taken as missing"),
    (r#""amount": -1e999"#, "`amount` is `-1e999`, which is too large; taken as missing"),
    (r#""amount": "NaN""#, "`amount` is `NaN`, which is not a number; taken as missing"),
    (r#""amount": 1e-400"#, ""),
    // Days and times that there are not.
    (
        r#""day": "2026-02-30""#,
        "`day` is `2026-02-30`, which is not a date such as 2026-12-25; taken as missing",
    ),
    (
        r#""day": "99999-12-31""#,
        "`day` is `99999-12-31`, which is not a date such as 2026-12-25; taken as missing",
    ),
    (r#""clock": "25:00""#, "`clock` is `25:00`, which is not a time of day such as 08:00; taken as missing"),
    (
        r#""opened": "10000-01-01T00:00:00Z""#,
        "`opened` is `10000-01-01T00:00:00Z`, which is not a date and time such as 2026-12-25T08:00Z; taken as missing",
    ),
    (
        r#""length": "99999999999999d""#,
        "`length` is `99999999999999d`, which is not a length of time such as 1h30m; taken as missing",
    ),
    // Half letters, letters that nobody sees, letters written as numbers.
    (r#""title": "\ud83d""#, "`title` holds a character that is damaged; taken as missing"),
    (r#""title": "\ud83d\ude00""#, ""),
    (r#""title": "\u0000""#, ""),
    (r#""ti\u0074le": "a", "title": "b""#, "`title` stands more than once; the last one counts"),
    // Keys given twice, keys in other cases, empty keys, fields that nobody declared.
    (r#""title": "a", "title": "b""#, "`title` stands more than once; the last one counts"),
    (r#""Title": "a", "TITLE": 7"#, ""),
    (r#""": 1, " ": 2, "nothing": {"a": []}"#, ""),
    (r#""title\u0000": 7"#, ""),
    // Targets and names that there are not.
    (r#""workstream": "nowhere""#, "`workstream` is `nowhere`, which this program does not have"),
    (r#""workstream": 7"#, "`workstream` is `7`, which this program does not have"),
];

/// What is no item at all, and what is said of it.
const NO_ITEMS: &[(&str, &str)] = &[
    (r#"{"title": "a""#, "this is not JSON, from column 13 on: it ends too soon"),
    (r#"{"title": "a",}"#, "this is not JSON, from column 15 on: a comma has nothing after it"),
    (
        r#"{"amount": NaN}"#,
        "this is not JSON, from column 12 on: no value begins so; texts stand in \"quotes\"",
    ),
    (r#"{"amount": -Infinity}"#, "this is not JSON, from column 13 on: invalid number"),
    (r#"{"amount": 01}"#, "this is not JSON, from column 13 on: invalid number"),
    (r"{'title': 1}", "this is not JSON, from column 2 on: a field's name stands in \"quotes\""),
    (
        r#"{"title": "a"} {"title": "b"}"#,
        "this is not JSON, from column 16 on: something follows after its end",
    ),
    (r#"[{"title": "a"}]"#, "an item is an object with fields, `{ … }`; this is something else"),
    (r#""title""#, "an item is an object with fields, `{ … }`; this is something else"),
    ("null", "an item is an object with fields, `{ … }`; this is something else"),
];

/// An item of these fields, and of those that it needs besides.
fn item(fields: &str) -> String {
    let besides = BASE.iter().filter(|(key, _)| !fields.contains(&format!("\"{key}\"")));
    let all: Vec<_> = besides.map(|(key, value)| format!("\"{key}\": {value}")).collect();
    format!("{{{fields}, {}}}", all.join(", "))
}

const OPTIONS: ReadOptions<'_> = ReadOptions { workstream: Some("desk"), record: None, id: Some("1") };

#[test]
fn an_item_with_hostile_fields_is_decided_and_what_is_wrong_is_said() {
    let bundle = compile(PROGRAM).bundle.unwrap();
    let reader = Reader::new(bundle.schema());
    for (fields, wanted) in FIELDS {
        let mut frame = reader.frame();
        reader.json(item(fields).as_bytes(), &OPTIONS, &mut frame).unwrap();
        let decision = Machine::new(&bundle).decide(&mut frame, &Facts::at(Instant(0)), TraceLevel::Off);
        let said: Vec<_> = decision.problems.iter().map(|problem| problem.message.as_str()).collect();
        let wanted: Vec<_> = [*wanted].into_iter().filter(|wanted| !wanted.is_empty()).collect();
        assert_eq!(said, wanted, "{fields}");
        assert_eq!(decision.queue.as_deref(), Some("cases"), "{fields}");
    }
}

#[test]
fn what_is_no_item_is_refused_with_the_place() {
    let bundle = compile(PROGRAM).bundle.unwrap();
    let reader = Reader::new(bundle.schema());
    for (text, wanted) in NO_ITEMS {
        let refused = reader.json(text.as_bytes(), &OPTIONS, &mut reader.frame());
        assert_eq!(refused.as_ref().map_err(ItemError::to_string), Err((*wanted).to_owned()), "{text}");
    }
}

/// Runs items of a file of that name, and gives what was written.
fn run(name: &str, items: &[u8], more: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("main.route"), PROGRAM).unwrap();
    fs::write(folder.path().join(name), items).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_enroute"));
    command.current_dir(folder.path()).env("NO_COLOR", "1").stdin(Stdio::null());
    command.args(["run", "main.route", name, "--workstream", "desk", "--at=2026-03-02T10:15Z"]).args(more);
    command.output().unwrap()
}

/// How many lines were written, and how many items were reported.
fn counts(output: &Output) -> (usize, usize) {
    let lines = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().lines().count();
    let talk = String::from_utf8(output.stderr.clone()).unwrap();
    let reported = talk.lines().filter(|line| line.starts_with("line ")).count();
    (lines(&output.stdout), reported)
}

#[test]
fn run_decides_or_reports_every_line_and_strictly_only_what_is_sound() {
    let all: Vec<String> = FIELDS.iter().map(|(fields, _)| item(fields)).collect();
    let broken = NO_ITEMS.iter().map(|(text, _)| (*text).to_owned());
    let lines: Vec<String> = all.iter().cloned().chain(broken).collect();
    let sound = FIELDS.iter().filter(|(_, said)| said.is_empty()).count();
    let jsonl = lines.join("\n");
    assert_eq!(counts(&run("items.jsonl", jsonl.as_bytes(), &[])), (FIELDS.len(), NO_ITEMS.len()));
    assert_eq!(counts(&run("items.jsonl", jsonl.as_bytes(), &["--strict"])), (sound, lines.len() - sound));
    let json = format!("[{}]", all.join(",\n"));
    assert_eq!(counts(&run("items.json", json.as_bytes(), &[])), (FIELDS.len(), 0));
    assert_eq!(counts(&run("items.json", json.as_bytes(), &["--strict"])), (sound, FIELDS.len() - sound));
}

#[test]
fn run_decides_or_reports_every_row_and_strictly_only_what_is_sound() {
    let rows = [
        ("a,5,gold,1", true),
        ("a,NaN,gold,1", false),
        ("a,1e999,gold,1", false),
        ("a,5,diamond,1", false),
        (",5,gold,1", false),
        ("a,5,gold,1,more,and more", true),
        ("\"a\nb\",5,gold;silver,1;2", true),
        ("a,5,gold,99999999999999999999", false),
    ];
    let texts: Vec<_> = rows.iter().map(|(row, _)| format!("{row},a")).collect();
    let csv = format!("title,amount,tiers,numbers,words\n{}\n", texts.join("\n"));
    let sound = rows.iter().filter(|(_, sound)| *sound).count();
    assert_eq!(counts(&run("items.csv", csv.as_bytes(), &[])), (rows.len(), 0));
    assert_eq!(counts(&run("items.csv", csv.as_bytes(), &["--strict"])), (sound, rows.len() - sound));
}

/// A reader that took a time of an item's length squared would keep this from ever ending.
#[test]
fn items_of_megabytes_are_read_once() {
    let bundle = compile(PROGRAM).bundle.unwrap();
    let reader = Reader::new(bundle.schema());
    let mut frame = reader.frame();
    for (fields, read) in [
        (format!("\"title\":\"{}\"", "a".repeat(10 << 20)), true),
        (format!("\"title\":\"{}\"", "\\u00e9".repeat(1 << 20)), true),
        (format!("\"title\":\"{}\"", "\\ud83d".repeat(1 << 20)), true),
        (format!("\"amount\":{}", "9".repeat(1 << 20)), true),
        (format!("\"words\":[{}\"a\"]", "\"a\",".repeat(200_000)), true),
        (format!("\"nothing\":[{}1]", "1,".repeat(1_000_000)), true),
        (format!("{}\"title\":\"b\"", "\"title\":\"a\",".repeat(100_000)), true),
        (format!("\"title\":{}", "[".repeat(1_000_000)), false),
        (format!("{}1{}", "\"customer\":{\"parent\":".repeat(50_000), "}".repeat(50_000)), false),
    ] {
        let text = format!("{{{fields}}}");
        let answer = reader.json(text.as_bytes(), &OPTIONS, &mut frame);
        assert!(!read || answer.is_ok(), "{:?}: {answer:?}", &fields[..20]);
    }
}
