//! `enroute run` on many items and several threads: what it prints does not tell how many there were.

use crate::cli::{AT, Ran, command, desk, enroute, ran};
use enroute::item::{Frame, ReadOptions, Reader};
use enroute::value::Instant;
use enroute::vm::{Facts, Machine, Scribe, TraceLevel};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;

/// Enough for several batches a thread, by bytes and by number.
const MANY: usize = 2500;

/// Items of all lengths, some of them none: as lines, with blank ones between.
fn lines() -> String {
    let mut text = String::from("\u{feff}");
    for number in 0..MANY {
        let subject = "é".repeat(number % 97);
        let line = match number % 50 {
            7 => "not json".to_owned(),
            11 => String::new(),
            13 => "  [1, 2]".to_owned(),
            17 => format!("{{\"subject\": \"{subject}\"}}"),
            19 => "{\"workstream\": \"desk\", \"priority\": \"sky-high\"}\r".to_owned(),
            _ => format!(
                "{{\"id\": \"i-{number}\", \"workstream\": \"desk\", \"subject\": \"cancel {subject}\"}}"
            ),
        };
        writeln!(text, "{line}").unwrap();
    }
    text + "{\"workstream\": \"desk\"}"
}

fn array() -> String {
    let items = (0..MANY).map(|number| match number % 50 {
        7 => "7".to_owned(),
        13 => "{}".to_owned(),
        _ => format!("{{\"workstream\": \"desk\",\n\n \"subject\": \"{} ] }}\"}}", "x".repeat(number % 89)),
    });
    format!("[{}", items.collect::<Vec<_>>().join(" ,\n"))
}

fn rows() -> String {
    let mut text = String::from("id,workstream,subject,customer.tier\n");
    for number in 0..MANY {
        let row = match number % 50 {
            7 => "a".to_owned(),
            11 => String::new(),
            13 => format!("i-{number},nowhere,,"),
            17 => format!("i-{number},desk,\"two\nlines \"\"{}\"\"\",gold", "y".repeat(number % 83)),
            _ => format!("i-{number},desk,cancel it,silver"),
        };
        writeln!(text, "{row}").unwrap();
    }
    text + "i-last,desk,\"open\n"
}

fn gz(text: &str) -> Vec<u8> {
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    gz.finish().unwrap()
}

fn run(folder: &Path, file: &str, threads: &str, more: &[&str]) -> Ran {
    enroute(folder, &[&["run", "desk", file, AT, "--threads", threads], more].concat())
}

fn assert_same(folder: &Path, file: &str, more: &[&str]) -> Ran {
    let one = run(folder, file, "1", more);
    for threads in ["2", "8"] {
        let many = run(folder, file, threads, more);
        assert_eq!((many.code, &many.err), (one.code, &one.err), "{file} {more:?} on {threads}");
        assert!(many.out == one.out, "{file} {more:?} on {threads}: other decisions, or in another order");
    }
    one
}

#[test]
fn any_number_of_threads_prints_the_same_in_the_order_of_the_file() {
    let folder = desk();
    let at = folder.path();
    fs::write(at.join("items.jsonl"), lines()).unwrap();
    fs::write(at.join("items.jsonl.gz"), gz(&lines())).unwrap();
    fs::write(at.join("items.json"), array()).unwrap();
    fs::write(at.join("items.csv"), rows()).unwrap();
    for file in ["items.jsonl", "items.jsonl.gz", "items.json", "items.csv"] {
        let one = assert_same(at, file, &[]);
        assert_eq!(one.code, 1, "{file}");
        assert!(one.out.lines().count() > MANY * 9 / 10, "{file}: {}", one.err);
        assert!(one.err.lines().count() > MANY / 50, "{file}");
        assert_in_order(&one.err);
    }
    for more in [&["--strict"][..], &["--summary"], &["--trace"], &["--format", "json"]] {
        assert_same(at, "items.jsonl", more);
    }
    let file = run(at, "items.jsonl", "2", &[]);
    for threads in ["1", "8"] {
        let mut piped = command(at, &["run", "desk", "-", AT, "--threads", threads]);
        piped.stdin(fs::File::open(at.join("items.jsonl")).unwrap());
        let piped = ran(piped);
        assert!(
            (piped.code, &piped.out, &piped.err) == (file.code, &file.out, &file.err),
            "stdin on {threads}"
        );
    }
}

/// Complaints come by rising line.
fn assert_in_order(complaints: &str) {
    let number = |line: &str| line.strip_prefix("line ")?.split(':').next()?.parse::<u64>().ok();
    let numbers: Vec<_> = complaints.lines().filter_map(number).collect();
    assert!(numbers.is_sorted() && numbers.len() > MANY / 50, "{numbers:?}");
}

#[test]
fn lines_keep_their_numbers_across_batches() {
    let folder = desk();
    let text = lines();
    let bad = text.lines().zip(1..).filter(|(line, _)| line.contains("not json")).map(|(_, number)| number);
    let wanted: Vec<u64> = bad.collect();
    fs::write(folder.path().join("items.jsonl"), text).unwrap();
    let ran = run(folder.path(), "items.jsonl", "8", &["--format", "json"]);
    let told = ran.err.lines().filter_map(|line| {
        let told: serde_json::Value = serde_json::from_str(line).unwrap();
        told["problem"].as_str()?.contains("JSON").then(|| told["line"].as_u64().unwrap())
    });
    let told: Vec<u64> = told.collect();
    assert!(wanted.iter().all(|line| told.contains(line)), "{wanted:?}\n{told:?}");
}

#[test]
fn an_item_that_is_too_large_is_reported_and_the_next_decided() {
    let folder = desk();
    let large = "x".repeat(17 << 20);
    let text =
        format!("{{\"workstream\": \"desk\"}}\n{{\"subject\": \"{large}\"}}\n{{\"workstream\": \"desk\"}}\n");
    for (name, text) in [("items.jsonl", text.clone()), ("items.json", text)] {
        fs::write(folder.path().join(name), text).unwrap();
        let one = assert_same(folder.path(), name, &[]);
        assert_eq!((one.code, one.out.lines().count()), (1, 2), "{name}: {}", one.err);
        assert!(one.err.starts_with("line 2: an item has at most 16 MB"), "{name}: {}", one.err);
    }
}

#[test]
fn what_stands_before_a_damaged_place_is_decided() {
    let folder = desk();
    let whole = gz(&lines());
    fs::write(folder.path().join("items.jsonl.gz"), &whole[..whole.len() / 2]).unwrap();
    let one = assert_same(folder.path(), "items.jsonl.gz", &[]);
    assert_eq!(one.code, 3, "{}", one.err);
    assert!(one.out.lines().count() > MANY / 4, "{}", one.out.lines().count());
    let last = one.err.lines().last().unwrap();
    assert!(last.contains("to its end: it is damaged or cut short"), "{last}");
}

#[test]
fn a_closed_pipe_ends_the_run_though_stdin_goes_on() {
    let folder = desk();
    for threads in ["1", "2", "8"] {
        let mut child = command(folder.path(), &["run", "desk", "-", AT, "--threads", threads])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut items = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || {
            while items.write_all("{\"workstream\": \"desk\"}\n".repeat(1000).as_bytes()).is_ok() {}
        });
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 100]).unwrap();
        drop(out);
        let end = child.wait_with_output().unwrap();
        assert_eq!(end.status.code(), Some(0), "{}", String::from_utf8_lossy(&end.stderr));
        writer.join().unwrap();
    }
}

#[test]
fn no_threads_are_no_answer() {
    let folder = desk();
    assert_eq!(run(folder.path(), "desk/items.jsonl", "0", &[]).code, 2);
    let few = command(folder.path(), &["run", "desk", "desk/items.jsonl", AT, "--threads", "999"]);
    assert_eq!(ran(few).out.lines().count(), 3);
}

#[test]
fn a_decision_is_written_as_serde_writes_it() {
    let bundle = crate::machine::contoso();
    let (reader, mut frame) = (Reader::new(bundle.schema()), Frame::new(bundle.schema()));
    let (mut machine, mut scribe) = (Machine::new(&bundle), Scribe::new(&bundle));
    let items =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/contoso/items.jsonl"));
    let odd = "{\"id\": \"\\u0000 \\\" \\\\ \\n é\", \"workstream\": \"contoso_chat\", \"message\": 7}\n{\"record\": \"Case\"}";
    for (at, item) in ["2026-03-02T10:15Z", "2026-03-01T10:15Z"]
        .into_iter()
        .flat_map(|at| items.as_ref().unwrap().lines().chain(odd.lines()).map(move |item| (at, item)))
    {
        let facts = Facts::at(Instant::parse(at).unwrap());
        if reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).is_err() {
            continue;
        }
        let decision = machine.decide(&mut frame, &facts, TraceLevel::Off);
        let mut written = Vec::new();
        scribe.write(&machine, &frame, &mut written);
        assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&decision).unwrap());
    }
}
