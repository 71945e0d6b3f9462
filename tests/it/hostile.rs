//! Input that nobody wrote with good will: it is answered with a sentence, in bounded time and memory.
//!
//! What is larger than a test should be stands in `docs/reliability.md`, with the commands and what came out.

use super::support::compile;
use enroute::diagnostic::{READ, Severity};
use enroute::engine::check_sources;
use enroute::source::{SourceFile, Sources};
use std::fmt::Write;
use std::fs;
use std::process::{Command, Output, Stdio};

const DESK: &str = "language 1
entity Case { title: text, amount: decimal? }
queue cases { type record }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
";

/// A program with that many rules, each with a condition of its own.
fn rules(many: usize) -> String {
    let mut text = format!("{DESK}  route first {{\n");
    for at in 0..many {
        let _ = writeln!(text, "    \"r{at}\": when amount >= {at} and title contains \"word{at}\" to cases");
    }
    text + "    \"rest\": otherwise to cases\n  }\n}\n"
}

/// The codes of what is said about a program of one file, each once, in order.
fn codes(text: &str) -> Vec<String> {
    let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    let mut codes: Vec<_> =
        check_sources(&sources).unwrap().diagnostics.into_iter().map(|it| it.code).collect();
    codes.dedup();
    codes
}

fn enroute(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enroute"));
    command.current_dir(folder.path()).args(arguments).env("NO_COLOR", "1").stdin(Stdio::null());
    command.output().unwrap()
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn many_mistakes_are_counted_and_a_hundred_are_shown() {
    let folder = folder(&[(
        "main.route",
        format!("language 1\n{}", "queue q { type record }\n".repeat(3_000)).as_bytes(),
    )]);
    let said = enroute(&folder, &["check", "."]);
    let talk = String::from_utf8(said.stderr).unwrap();
    assert_eq!(said.status.code(), Some(1));
    assert!(talk.contains("… and 2,899 more"), "{}", &talk[talk.len() - 200..]);
    assert!(talk.ends_with("2999 errors in 1 file\n"));
}

#[test]
fn fixes_are_looked_for_where_somebody_reads_them() {
    let sources = |many: usize| {
        let text = format!("language 1\nqueue q {{\n  type record\n{}}}\n", "  priority 1\n".repeat(many));
        Sources::from_iter([SourceFile::new("main.route", text)])
    };
    // The first `priority` is no mistake.
    let found = check_sources(&sources(READ + 101)).unwrap().diagnostics;
    assert_eq!(found.len(), READ + 100);
    assert!(found.iter().all(|found| found.code == "repeated-setting"), "{}", found[0].code);
    assert_eq!(found.iter().filter(|found| found.fixes.is_empty()).count(), 100);
}

#[test]
fn of_many_names_the_first_are_told() {
    let said = |files: &[(String, String)]| {
        let files = files.iter().map(|(name, text)| SourceFile::new(name, text));
        let found = check_sources(&files.collect()).unwrap().diagnostics;
        found.first().map(|found| format!("{} {:?}", found.message, found.help)).unwrap_or_default()
    };
    let ring = |many: usize| {
        let file = |at: usize| {
            let text = format!("language 1\nimport \"f{}.route\"\n", (at + 1) % many);
            (format!("f{at}.route"), text)
        };
        (0..many).map(file).collect::<Vec<_>>()
    };
    assert!(said(&ring(3)).contains("f0.route → f1.route → f2.route → f0.route"), "{}", said(&ring(3)));
    assert!(said(&ring(50)).contains("f0.route → f1.route → f2.route → … → f0.route"), "{}", said(&ring(50)));
    let enums: String = (0..50).fold(String::new(), |text, at| text + &format!("enum E{at} {{ gold }}\n"));
    let text = format!("language 1\n{enums}let best = gold\n");
    let said = said(&[("main.route".to_owned(), text)]);
    assert!(said.contains("`E8.gold` or `E9.gold` or …"), "{said}");
}

#[test]
fn a_line_of_a_megabyte_is_shown_in_part() {
    let line = format!("language 1\nlist l = [{}amuont]\n", "\"é\", ".repeat(50_000));
    let folder = folder(&[("main.route", line.as_bytes())]);
    let said = enroute(&folder, &["check", "."]);
    assert_eq!(said.status.code(), Some(1));
    assert!(said.stderr.len() < 4_000, "{} bytes", said.stderr.len());
    assert!(String::from_utf8(said.stderr).unwrap().contains("amuont"));
}

#[test]
fn a_word_of_many_pages_is_quoted_in_part() {
    let text = format!("language 1\ncondition c = {} > 1\n", "a".repeat(65_536));
    let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    let said = check_sources(&sources).unwrap().diagnostics;
    assert!(said.iter().all(|it| it.message.len() < 2_000));
    assert_eq!(said[0].code, "unknown-word");
}

#[test]
fn a_declaration_of_millions_of_words_is_refused() {
    assert_eq!(
        codes(&format!("language 1\nlist l = [{}1]\n", "1,".repeat(1_100_000))),
        ["declaration-too-large"]
    );
}

/// What is looked up by name among all its kind: a thousand fit into a declaration, and of one more nothing else is said
/// than that, whatever uses it.
#[test]
fn a_declaration_has_room_for_a_thousand_of_a_kind() {
    let list = |many: usize, one: fn(usize) -> String| (0..many).map(one).collect::<Vec<_>>();
    let fields = |many| list(many, |at| format!("f{at}: int?")).join(", ");
    let desk = |inside: &str, asked: &str| {
        format!(
            "language 1\nentity Case {{ title: text }}\nqueue cases {{ type record }}\nintake Case {{ otherwise to desk }}\n\
             workstream desk {{\n  type record, carries Case, mode push, fallback cases\n{inside}  \
             route first {{\n    \"a\": when {asked} to cases\n    otherwise to cases\n  }}\n  \
             distribution {{ units 10, presences [available], skills none }}\n}}\n"
        )
    };
    let forms: [(&str, &dyn Fn(usize) -> String); 6] = [
        ("fields", &|many| desk("", "f0 == 1").replace("title: text", &fields(many))),
        ("context variables", &|many| {
            desk(&format!("  context {{ {} }}\n", fields(many)), "context.f0 == 1")
        }),
        ("rulesets", &|many| {
            let sets = list(many, |at| format!("  classify k{at} model sentiment(title)\n"));
            desk(&sets.concat(), "k0 <= negative")
        }),
        ("parameters", &|many| {
            let given = list(many, |at| format!("p{at}: int"));
            let asked = list(many, |at| format!("p{at} == 1"));
            format!("language 1\ncondition c({}) = {}\n", given.join(", "), asked.join(" and "))
        }),
        ("parameters", &|many| {
            let given = list(many, |at| format!("p{at}: int"));
            let row = list(many, |_| "1".to_owned());
            let row = row.join(" | ");
            format!("language 1\ntable t({}) -> (n: int) first {{\n  {row} -> 1\n}}\n", given.join(", "))
        }),
        ("outputs", &|many| {
            let given = list(many, |at| format!("p{at}: int"));
            let row = list(many, |_| "1".to_owned());
            let row = row.join(" | ");
            format!("language 1\ntable t(a: int) -> ({}) first {{\n  1 -> {row}\n}}\n", given.join(", "))
        }),
    ];
    for (what, form) in forms {
        let said = |many| {
            let sources = Sources::from_iter([SourceFile::new("main.route", form(many))]);
            check_sources(&sources).unwrap().diagnostics
        };
        let errors =
            |many| said(many).into_iter().filter(|it| it.severity == Severity::Error).collect::<Vec<_>>();
        assert_eq!(errors(1_000), [], "{what}");
        let [only] = errors(1_003).try_into().unwrap();
        assert_eq!(only.code, "declaration-too-large");
        assert_eq!(only.message, format!("this declaration has 1003 {what}; 1000 fit into one"));
    }
}

/// What would take minutes if each sign were looked at from each other.
#[test]
fn signs_without_end_are_read_once() {
    let signs = [
        "{", "(", "[", "}", ")", ";", ",", "„", "'a' ", "#\n", "\"\n", "- ", "\u{202e}", "x ", "\n", "\r",
        "=> ", "| => ", "; ",
    ];
    for sign in signs {
        let _ = codes(&format!("language 1\nqueue q {{ {}\n", sign.repeat(20_000)));
        let _ = codes(&sign.repeat(20_000));
    }
}

#[test]
fn bytes_that_are_no_text_are_reported_wherever_they_stand() {
    let program = b"language 1\nqueue cases { type record } // \xC3\xA9\n";
    for at in 0..=program.len() {
        let mut bytes = program.to_vec();
        bytes.insert(at, 0xFF);
        let folder = folder(&[("main.route", &bytes)]);
        if at % 5 == 0 {
            let said = enroute(&folder, &["check", "main.route"]);
            assert_eq!(said.status.code(), Some(1), "at {at}");
            assert!(String::from_utf8(said.stderr).unwrap().contains("not-utf8"), "at {at}");
        }
    }
}

#[test]
fn marks_of_writing_direction_are_found_in_texts_comments_and_names() {
    let marks =
        ['\u{61C}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}'];
    for mark in marks.into_iter().chain('\u{2066}'..='\u{2069}') {
        for place in [
            "queue a \"x~y\" { type record }",
            "// x~y\nqueue a { type record }",
            "queue a~b { type record }",
        ] {
            let text = format!("language 1\n{}\n", place.replace('~', &mark.to_string()));
            let said = codes(&text);
            assert!(said.iter().any(|code| code == "direction-character"), "{mark:?} in {place}: {said:?}");
        }
    }
}

#[test]
fn a_pattern_of_megabytes_is_not_looked_at() {
    let rule =
        |pattern: &str| format!("{DESK}  route first {{ when title matches \"{pattern}\" to cases }}\n}}\n");
    assert_eq!(codes(&rule(&"a".repeat(5_000_000))), ["bad-pattern"]);
    assert_eq!(codes(&rule("a{1000}{1000}")), ["bad-pattern"]);
}

#[test]
fn a_pattern_that_passes_the_check_passes_the_machine() {
    for times in [10, 20, 30, 40, 50, 60] {
        let guard = format!("title matches \"0\\\\w{{{times}}}\"");
        let compiled = compile(&format!("{DESK}  route first {{ when {guard} to cases }}\n}}\n"));
        assert_eq!(compiled.bundle.is_none(), compiled.checked.has_errors(), "{times}");
    }
}

#[test]
fn long_ways_from_queue_to_queue_are_walked_once() {
    let mut text = DESK.to_owned() + "}\n";
    for at in 0..500 {
        let _ = writeln!(
            text,
            "queue q{at} {{ type record, overflow {{ after 5m then transfer q{} }} }}",
            (at + 1) % 500
        );
    }
    let said = codes(&text);
    assert!(said.iter().any(|code| code == "overflow-circle"), "{said:?}");
}

#[test]
fn a_row_that_does_not_end_is_the_last_of_its_file() {
    let items = [b"title,amount\na,1\n\"", "x\n".repeat(9 << 20).as_bytes()].concat();
    let folder = folder(&[("main.route", rules(1).as_bytes()), ("items.csv", &items)]);
    let said = enroute(
        &folder,
        &["run", "main.route", "items.csv", "--workstream", "desk", "--at=2026-03-02T10:15Z"],
    );
    let talk = String::from_utf8(said.stderr).unwrap();
    assert!(talk.contains("line 3: a quote opens in this row and is not closed"), "{talk}");
    assert!(talk.contains("2 items: 1 decided, 1 not"), "{talk}");
}
