//! The command itself: arguments, stdin, files, both streams, exit codes.

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a command left behind.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enroute"));
    command.current_dir(folder).args(arguments).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

pub(crate) fn ran(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

pub(crate) fn enroute(folder: &Path, arguments: &[&str]) -> Ran {
    ran(command(folder, arguments))
}

pub(crate) fn enroute_with(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut command = command(folder, arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(stdin).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder with a file.
fn folder_with(name: &str, text: impl AsRef<[u8]>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

/// A folder with the program that `new` makes, in `desk`.
pub(crate) fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(enroute(folder.path(), &["new", "desk"]).code, 0);
    folder
}

pub(crate) const AT: &str = "--at=2026-03-02T10:15Z";
const WRONG: &str = "language 1\nimport \"é\"   \nimport \"peple.route\"\n";

#[test]
fn new_makes_a_program_that_checks_and_passes_its_tests() {
    let folder = desk();
    let check = enroute(folder.path(), &["check", "desk"]);
    assert_eq!((check.code, check.out.as_str(), check.err.as_str()), (0, "", "no problems in 1 file\n"));
    let test = enroute(folder.path(), &["test", "desk"]);
    assert_eq!((test.code, test.err.as_str()), (0, ""), "{}", test.out);
    assert!(test.out.ends_with("2 tests: 2 passed, 0 failed\n"), "{}", test.out);
}

#[test]
fn new_prints_commands_that_can_be_typed() {
    let folder = tempfile::tempdir().unwrap();
    let made = enroute(folder.path(), &["new", "my desk"]);
    let wanted = "  enroute test \"my desk\"\n  enroute run \"my desk\" \"my desk/items.jsonl\"\n";
    assert!(made.err.ends_with(wanted), "{}", made.err);
}

#[test]
fn new_leaves_a_folder_alone_that_holds_something() {
    let folder = desk();
    let again = enroute(folder.path(), &["new", "desk"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("not empty"), "{}", again.err);
}

#[test]
fn problems_go_to_stderr_for_people_and_end_with_1() {
    let folder = folder_with("main.route", WRONG);
    let check = enroute(folder.path(), &["check", "main.route"]);
    assert_eq!((check.code, check.out.as_str()), (1, ""));
    assert!(check.err.contains("main.route:3:8"), "{}", check.err);
    assert!(check.err.ends_with("2 errors in 1 file\n"), "{}", check.err);
    assert!(!check.err.contains('\u{1b}'), "colours without a terminal");
    let widest = check.err.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "wider than 80 columns:\n{}", check.err);
}

#[test]
fn json_counts_columns_in_characters_from_1() {
    let folder = folder_with("main.route", "language 1\nimport \"é.route\" import\n");
    let check = enroute(folder.path(), &["check", "main.route", "--format", "json"]);
    assert_eq!((check.code, check.err.as_str()), (1, ""));
    let found: Value = serde_json::from_str(&check.out).unwrap();
    let missing = found.as_array().unwrap().iter().find(|one| one["code"] == "import-missing");
    if let Some(missing) = missing {
        assert_eq!((&missing["line"], &missing["column"]), (&2.into(), &8.into()));
        assert_eq!((&missing["endLine"], &missing["endColumn"]), (&2.into(), &17.into()));
    }
    assert!(
        found.as_array().unwrap().iter().all(|one| one["endColumn"].as_u64() <= Some(24)),
        "{}",
        check.out
    );
}

#[test]
fn each_format_says_the_same() {
    let folder = folder_with("main.route", WRONG);
    let lines = enroute(folder.path(), &["check", "main.route", "--format", "jsonl"]);
    assert_eq!((lines.code, lines.out.lines().count()), (1, 2));
    let sarif = enroute(folder.path(), &["check", "main.route", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let github = enroute(folder.path(), &["check", "main.route", "--format", "github"]);
    assert!(github.out.lines().all(|line| line.starts_with("::error title=")), "{}", github.out);
    assert!(github.out.contains("file=main.route,line=3,col=8"), "{}", github.out);
}

#[test]
fn letters_that_would_steer_a_terminal_are_not_printed() {
    let folder = folder_with("main.route", "language 1\nimport \"a\u{202e}b\u{1b}[31m\"\n");
    let check = enroute(folder.path(), &["check", "main.route"]);
    assert_eq!(check.code, 1);
    assert!(!check.err.contains('\u{202e}') && !check.err.contains('\u{1b}'), "{}", check.err);
}

#[test]
fn a_folder_is_one_program_and_its_files_are_numbered_by_name() {
    let folder = folder_with("z.route", "language 1\nimport \"missing.route\"\n");
    fs::write(folder.path().join("a.route"), "language 1\nimport \"z.route\"\n").unwrap();
    let check = enroute(folder.path(), &["check", "."]);
    assert_eq!(check.code, 1);
    assert!(check.err.ends_with("1 error in 2 files\n"), "{}", check.err);
}

#[test]
fn what_cannot_be_read_ends_with_3() {
    let folder = folder_with("empty.txt", "");
    for arguments in [
        &["check", "nowhere.route"][..],
        &["check", "."],
        &["run", "nowhere", "items.jsonl"],
        &["run", "empty.routeb", "items.jsonl"],
        &["inspect", "empty.txt"],
        &["build", "nowhere", "-o", "x.routeb"],
    ] {
        let ran = enroute(folder.path(), arguments);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("enroute: cannot read"), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in
        [&[][..], &["chek"], &["run"], &["explain", "no-such-code"], &["run", "a", "b", "--at", "soon"]]
    {
        assert_eq!(enroute(folder.path(), arguments).code, 2, "{arguments:?}");
    }
    let commands = [
        "new", "check", "build", "run", "dispatch", "why", "test", "show", "inspect", "bench", "explain",
        "schema", "keygen", "sign", "verify",
    ];
    for command in commands {
        let help = enroute(folder.path(), &[command, "--help"]);
        assert_eq!((help.code, help.err.as_str()), (0, ""));
        assert!(help.out.contains("Examples:"), "{command} shows no example");
    }
}

#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let outside = folder_with("people.route", "language 1\n");
    let folder = folder_with("main.route", "language 1\nimport \"people.route\"\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("people.route"), folder.path().join("people.route"))
        .unwrap();
    let check = enroute(folder.path(), &["check", "main.route", "--format", "json"]);
    assert_eq!(check.code, 1, "{}", check.err);
    assert!(cfg!(not(unix)) || check.out.contains("file-outside"), "{}", check.out);
}

#[test]
fn bytes_that_are_no_text_are_reported_with_their_place() {
    let folder = folder_with("main.route", b"language 1\n// caf\xE9\n");
    let check = enroute(folder.path(), &["check", "main.route"]);
    assert_eq!(check.code, 1);
    assert!(check.err.contains("not-utf8") && check.err.contains("main.route:2:7"), "{}", check.err);
}

#[test]
fn items_are_decided_alike_from_every_kind_of_file() {
    let folder = desk();
    let at = folder.path();
    let lines = fs::read_to_string(at.join("desk/items.jsonl")).unwrap();
    let array = format!("[{}]", lines.trim().replace('\n', ",\n"));
    let rows = "id,workstream,subject,customer.name,customer.tier\n\
        r-1,desk,Where is my parcel?,Ana,gold\nr-2,desk,I want to cancel,Bo,silver\nr-3,desk,Opening hours?,,\n";
    fs::write(at.join("items.json"), &array).unwrap();
    fs::write(at.join("items.csv"), rows).unwrap();
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(lines.as_bytes()).unwrap();
    fs::write(at.join("items.jsonl.gz"), gz.finish().unwrap()).unwrap();
    let wanted = enroute(at, &["run", "desk", "desk/items.jsonl", AT]);
    assert_eq!((wanted.code, wanted.out.lines().count()), (0, 3), "{}", wanted.err);
    assert_eq!(wanted.err, "3 items: 3 decided, 0 not\n");
    for file in ["items.json", "items.csv", "items.jsonl.gz"] {
        let ran = enroute(at, &["run", "desk", file, AT]);
        assert_eq!((ran.code, &ran.out), (0, &wanted.out), "{file}: {}", ran.err);
    }
    for bytes in [lines.as_bytes(), array.as_bytes()] {
        assert_eq!(enroute_with(at, &["run", "desk", "-", AT], bytes).out, wanted.out);
    }
    let queues: Vec<_> =
        wanted.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect();
    assert_eq!(queues.iter().map(|one| &one["queue"]).collect::<Vec<_>>(), ["vip", "vip", "general"]);
}

#[test]
fn a_bad_line_is_reported_with_its_number_and_the_run_goes_on() {
    let folder = desk();
    let items = "{\"workstream\": \"desk\", \"subject\": \"a\"}\n\nnot json\n{\"subject\": \"b\"}\n[1]\n{\"workstream\": \"desk\"}\n";
    let ran = enroute_with(folder.path(), &["run", "desk", "-", AT, "--format", "json"], items.as_bytes());
    assert_eq!((ran.code, ran.out.lines().count()), (1, 2), "{}", ran.err);
    let lines: Vec<Value> = ran.err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let numbers: Vec<_> = lines.iter().filter_map(|line| line["line"].as_u64()).collect();
    assert_eq!(numbers, [3, 4, 5]);
    assert_eq!(lines.last().unwrap(), &serde_json::json!({ "decided": 2, "failed": 3 }));
    let human = enroute_with(folder.path(), &["run", "desk", "-", AT], items.as_bytes());
    assert!(
        human.err.contains("line 3: ") && human.err.ends_with("5 items: 2 decided, 3 not\n"),
        "{}",
        human.err
    );
}

#[test]
fn a_list_that_is_cut_off_loses_no_item_before_the_cut() {
    let folder = desk();
    let items = "[{\"workstream\": \"desk\", \"subject\": \"] } \\\" [\"},\n {\"workstream\": \"desk\"";
    let ran = enroute_with(folder.path(), &["run", "desk", "-", AT], items.as_bytes());
    assert_eq!((ran.code, ran.out.lines().count()), (1, 1), "{}", ran.err);
    assert!(ran.err.contains("line 2: "), "{}", ran.err);
}

#[test]
fn strict_refuses_items_with_bad_data() {
    let folder = desk();
    let item = b"{\"workstream\": \"desk\", \"subject\": \"a\", \"priority\": \"sky-high\"}\n";
    let kind = enroute_with(folder.path(), &["run", "desk", "-", AT], item);
    assert_eq!((kind.code, kind.out.lines().count()), (0, 1), "{}", kind.err);
    let strict = enroute_with(folder.path(), &["run", "desk", "-", AT, "--strict"], item);
    assert_eq!((strict.code, strict.out.as_str()), (1, ""), "{}", strict.err);
    assert!(strict.err.contains("sky-high"), "{}", strict.err);
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let folder = desk();
    let items = "{\"workstream\": \"desk\", \"subject\": \"a\"}\n".repeat(20_000);
    fs::write(folder.path().join("many.jsonl"), items).unwrap();
    let mut child = command(folder.path(), &["run", "desk", "many.jsonl", AT])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 100];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut some).unwrap();
    drop(out);
    let end = child.wait_with_output().unwrap();
    assert_eq!(end.status.code(), Some(0), "{}", String::from_utf8_lossy(&end.stderr));
}

#[test]
fn a_run_without_an_instant_says_how_to_repeat_it() {
    let folder = desk();
    let ran = enroute(folder.path(), &["run", "desk", "desk/items.jsonl"]);
    let at = ran.err.lines().next().unwrap().rsplit_once("--at ").unwrap().1.to_owned();
    let again = enroute(folder.path(), &["run", "desk", "desk/items.jsonl", "--at", &at]);
    assert_eq!((again.code, again.out), (0, ran.out));
}

#[test]
fn a_summary_counts_queues_and_rules() {
    let folder = desk();
    let ran = enroute(folder.path(), &["run", "desk", "desk/items.jsonl", AT, "--summary"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("66.7 %") && ran.out.contains("33.3 %"), "{}", ran.out);
    assert!(ran.out.contains("desk.route.\"Important\"") && ran.out.contains("(fallback)"), "{}", ran.out);
}

#[test]
fn facts_about_unknown_queues_are_refused() {
    let folder = desk();
    fs::write(folder.path().join("facts.json"), "{\"vipp\": {\"waiting_items\": 3}}").unwrap();
    let ran = enroute(folder.path(), &["run", "desk", "desk/items.jsonl", AT, "--queue-facts", "facts.json"]);
    assert_eq!(ran.code, 2);
    fs::write(
        folder.path().join("facts.json"),
        "{\"vip\": {\"waiting_items\": 3, \"predicted_wait\": \"6m\"}}",
    )
    .unwrap();
    let ran = enroute(folder.path(), &["run", "desk", "desk/items.jsonl", AT, "--queue-facts", "facts.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_bundle_decides_as_its_sources_do() {
    let folder = desk();
    let build = enroute(folder.path(), &["build", "desk", "-o", "desk.routeb"]);
    assert_eq!((build.code, build.out.as_str()), (0, ""), "{}", build.err);
    let compiled = enroute(folder.path(), &["run", "desk.routeb", "desk/items.jsonl", AT]);
    let sources = enroute(folder.path(), &["run", "desk", "desk/items.jsonl", AT]);
    assert_eq!((compiled.code, compiled.out), (0, sources.out));
    let inspect = enroute(folder.path(), &["inspect", "desk.routeb"]);
    assert_eq!(inspect.code, 0);
    assert!(inspect.out.contains("Important"), "{}", inspect.out);
}

/// A desk of 60 rules by country, and a few that turn on other things.
fn indexed() -> TempDir {
    let mut text = String::from(
        "language 1\nenum Tier { bronze, gold }\n\
         entity Case { country: text?, tier: Tier = bronze, opened: instant?, closed: instant?, code: text? }\n\
         hours office { zone \"Europe/London\", open mon..fri 08:00..18:00 }\n\
         queue cases { type record }\nqueue other { type record }\n\
         workstream desk {\n  type record\n  carries Case\n  mode push\n  fallback cases\n  \
         classify short first {\n    \"Gold\": when tier == gold and code == \"A\"  set code = \"B\"\n  }\n  route first {\n",
    );
    for number in 0..60 {
        writeln!(text, "    \"R{number}\": when country == \"C{number}\" and tier == gold to other").unwrap();
    }
    for number in 0..40 {
        writeln!(
            text,
            "    \"S{number}\": when country == \"C1\" and code == \"{number}\" and tier == gold to other"
        )
        .unwrap();
    }
    text += "    \"Office\": when opened during office to other\n    \"Code\": when code matches \"A[0-9]+\" to other\n    \
             \"Late\": when closed < opened to other\n    \"Rest\": otherwise to cases\n  }\n  \
             distribution { units 10, presences [available], skills none }\n}\n";
    folder_with("desk.route", text)
}

#[test]
fn the_index_says_how_lists_are_asked_and_what_each_rule_is_filed_under() {
    let folder = indexed();
    let build = enroute(folder.path(), &["build", "desk.route", "-o", "desk.routeb"]);
    assert_eq!(build.code, 0, "{}", build.err);
    let inspect = enroute(folder.path(), &["inspect", "--index", "desk.routeb"]);
    assert_eq!((inspect.code, inspect.err.as_str()), (0, ""));
    let out = &inspect.out;
    assert!(
        out.starts_with("desk.short: 1 rule, asked one after the other: a list this short needs no lookup\n"),
        "{out}"
    );
    for said in [
        "\ndesk.route: 104 rules, looked up\n",
        "4 rules are asked always; ",
        "  \"R7\"\n    filed under country == \"C7\"; guarded by tier == gold\n",
        "  \"Office\"\n    asked always, because its condition turns on a time of day\n    costly: it is asked",
        "  \"Code\"\n    asked always, because its condition turns on a pattern\n",
        "  \"Late\"\n    asked always, because its condition turns on a comparison of two fields\n",
        "  \"Rest\"\n    asked always, because it has no condition\n",
    ] {
        assert!(out.contains(said), "no {said:?} in\n{out}");
    }
    let again = enroute(folder.path(), &["inspect", "--index", "desk.routeb"]);
    assert_eq!(&again.out, out);
}

#[test]
fn the_index_names_only_the_rules_asked_for() {
    let folder = indexed();
    enroute(folder.path(), &["build", "desk.route", "-o", "desk.routeb"]);
    let inspect = enroute(folder.path(), &["inspect", "--index", "--rule", "OFF", "desk.routeb"]);
    assert!(inspect.out.contains("\"Office\"") && !inspect.out.contains("\"R7\""), "{}", inspect.out);
    let alone = enroute(folder.path(), &["inspect", "--rule", "off", "desk.routeb"]);
    assert_eq!(alone.code, 2, "{}", alone.out);
}

#[test]
fn a_damaged_bundle_is_refused() {
    let folder = desk();
    enroute(folder.path(), &["build", "desk", "-o", "desk.routeb"]);
    let path = folder.path().join("desk.routeb");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let ran = enroute(folder.path(), &["run", "desk.routeb", "desk/items.jsonl", AT]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
}

#[test]
fn sources_with_errors_decide_nothing() {
    let folder = folder_with("main.route", WRONG);
    for arguments in [
        &["run", "main.route", "-"][..],
        &["build", "main.route", "-o", "main.routeb"],
        &["why", "main.route", "{}"],
        &["test", "main.route"],
        &["show", "main.route"],
    ] {
        let ran = enroute(folder.path(), arguments);
        assert_eq!(ran.code, 1, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("import-missing"), "{arguments:?}: {}", ran.err);
    }
    assert!(!folder.path().join("main.routeb").exists());
}

#[test]
fn why_names_the_rule_and_the_nearest_miss() {
    let folder = desk();
    let why = enroute(folder.path(), &["why", "desk", "desk/items.jsonl", AT, "--line", "2"]);
    assert_eq!(why.code, 0, "{}", why.err);
    assert!(why.out.contains("queue `vip`") && why.out.contains("Important"), "{}", why.out);
    assert!(why.out.contains("customer.tier is silver"), "{}", why.out);
    let missed = enroute(folder.path(), &["why", "desk", "desk/items.jsonl", AT, "--line", "3"]);
    let near = "it needs `priority == high`, but priority is normal";
    assert!(missed.out.contains("Nearest miss") && missed.out.contains(near), "{}", missed.out);
    let same = enroute(folder.path(), &["why", "desk", "desk/items.jsonl", AT, "--id", "r-2"]);
    assert_eq!(same.out, why.out);
    let text = enroute(folder.path(), &["why", "desk", "{\"workstream\": \"desk\"}", AT, "--format", "json"]);
    let story: Value = serde_json::from_str(&text.out).unwrap();
    assert!(story["headline"].as_str().unwrap().contains("general"), "{}", text.out);
    assert_eq!(enroute(folder.path(), &["why", "desk", "desk/items.jsonl", AT, "--id", "r-9"]).code, 2);
}

#[test]
fn why_blames_no_test_that_came_out_as_it_should() {
    let folder = tempfile::tempdir().unwrap();
    let text = "language 1\nenum Tier { bronze, gold }\nentity Case { tier: Tier?, amount: int }\n\
                queue near { type record }\nqueue far { type record }\nworkstream desk {\n\
                type record, carries Case, mode push, fallback far\n\
                route first { \"Near\": when amount > 5 and not (tier == gold) to near }\n\
                distribution { units 10, presences [available], skills none }\n}\n";
    fs::write(folder.path().join("main.route"), text).unwrap();
    let why = |tier: &str, amount: u32| {
        let item = format!("{{\"workstream\":\"desk\",\"tier\":{tier},\"amount\":{amount}}}");
        enroute(folder.path(), &["why", "main.route", &item, AT]).out
    };
    let of_amount = why("null", 1);
    assert!(of_amount.contains("it needs `amount > 5`, but amount is 1\n"), "{of_amount}");
    let of_tier = why("\"gold\"", 9);
    assert!(of_tier.contains("it needs `not (tier == gold)`, but tier is gold\n"), "{of_tier}");
}

#[test]
fn a_failing_test_shows_what_was_got_and_which_rule_decided() {
    let folder = desk();
    let path = folder.path().join("desk/main.route");
    let changed =
        fs::read_to_string(&path).unwrap().replacen("expect queue == vip", "expect queue == general", 1);
    fs::write(&path, changed).unwrap();
    let ran = enroute(folder.path(), &["test", "desk"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("test-failed") && ran.err.contains("vip"), "{}", ran.err);
    assert!(ran.err.contains("this rule decided it"), "{}", ran.err);
    assert!(ran.out.ends_with("2 tests: 1 passed, 1 failed\n"), "{}", ran.out);
    let other = enroute(folder.path(), &["test", "desk", "--filter", "anything else"]);
    assert_eq!(other.code, 0);
    assert!(other.out.ends_with("1 test: 1 passed, 0 failed, 1 left out\n"), "{}", other.out);
    let junit = enroute(folder.path(), &["test", "desk", "--format", "junit"]);
    assert!(
        junit.out.contains("<testsuite name=\"enroute\" tests=\"2\" failures=\"1\" errors=\"0\">"),
        "{}",
        junit.out
    );
}

#[test]
fn a_rule_that_was_not_applied_is_expected_in_words() {
    let folder = desk();
    let path = folder.path().join("desk/main.route");
    let text = fs::read_to_string(&path).unwrap();
    let changed = text.replacen("expect queue == vip", "expect fired \"Wants to leave\"", 1);
    fs::write(&path, changed).unwrap();
    let ran = enroute(folder.path(), &["test", "desk"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let wish = "desk.urgency.\"Wants to leave\" to be applied, but it was not reached";
    assert!(ran.err.contains(wish) && ran.err.contains("this rule decided it"), "{}", ran.err);
}

#[test]
fn a_name_that_the_program_lacks_is_refused_before_anything_is_read() {
    let folder = desk();
    let run = |arguments: &[&str]| {
        let all = [&["run", "desk", "no-such-file.jsonl"], arguments].concat();
        enroute(folder.path(), &all)
    };
    let stream = run(&["--workstream", "dekk"]);
    assert_eq!((stream.code, stream.out.as_str()), (2, ""));
    assert!(stream.err.contains("no workstream `dekk`; did you mean `desk`?"), "{}", stream.err);
    assert_eq!(stream.err.lines().count(), 1, "{}", stream.err);
    assert_eq!(run(&["--record", "Reqest"]).code, 2);
    fs::write(folder.path().join("facts.json"), r#"{"vpi": {"waiting_items": 3}}"#).unwrap();
    let queue = run(&["--queue-facts", "facts.json"]);
    assert_eq!(queue.code, 2);
    assert!(queue.err.contains("no queue `vpi`; did you mean `vip`?"), "{}", queue.err);
}

#[test]
fn a_quote_that_is_never_closed_is_reported_with_its_line() {
    let folder = desk();
    let small = "id,subject\na,one\nb,\"two\nc,three\n";
    let large = format!("id,subject\na,one\nb,\"two\n{}", "c,three\n".repeat(3 << 20));
    for text in [small, &large] {
        fs::write(folder.path().join("items.csv"), text).unwrap();
        let ran = enroute(folder.path(), &["run", "desk", "items.csv", AT, "--workstream", "desk"]);
        assert_eq!((ran.code, ran.out.lines().count()), (1, 1), "{}", ran.err);
        assert!(ran.err.starts_with("line 3: a quote opens in this row"), "{}", ran.err);
    }
    fs::write(folder.path().join("items.csv"), "id,subject\na,one\nb,\"two\nlines\"\n").unwrap();
    let ran = enroute(folder.path(), &["run", "desk", "items.csv", AT, "--workstream", "desk"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}", ran.err);
}

#[test]
fn what_two_programs_import_is_reported_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shared.route"), "language 1\nqueue general { type nothing }\n").unwrap();
    for name in ["a.route", "b.route"] {
        fs::write(folder.path().join(name), "language 1\nimport \"shared.route\"\n").unwrap();
    }
    let one = enroute(folder.path(), &["check", "a.route", "--format", "jsonl"]);
    let both = enroute(folder.path(), &["check", "a.route", "b.route", "--format", "jsonl"]);
    assert_eq!(one.out.lines().count(), 1, "{}", one.out);
    assert_eq!(both.out, one.out);
}

#[test]
fn show_says_where_each_setting_came_from() {
    let folder = desk();
    let show = enroute(folder.path(), &["show", "desk"]);
    assert_eq!(show.code, 0, "{}", show.err);
    assert!(show.out.contains("workstream desk \"Front desk\""), "{}", show.out);
    assert!(show.out.contains("desk/main.route:") && show.out.contains("default: "), "{}", show.out);
    let json = enroute(folder.path(), &["show", "desk", "--format", "json"]);
    assert!(serde_json::from_str::<Value>(&json.out).unwrap().is_array());
}

#[test]
fn explain_prints_the_page_of_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let page = enroute(folder.path(), &["explain", "import-missing"]);
    assert_eq!((page.code, page.err.as_str()), (0, ""));
    assert!(page.out.starts_with("# import-missing\n"));
    assert!(
        enroute(folder.path(), &["explain", "import-mising"]).err.contains("did you mean `import-missing`?")
    );
    assert!(enroute(folder.path(), &["explain", "--list"]).out.contains("import-cycle"));
}

#[test]
fn the_published_schemas_are_those_of_this_version() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "decision",
        "diagnostic",
        "results",
        "event",
        "step",
        "roster",
        "bench",
        "cover",
        "replay",
        "plan",
        "signed",
    ] {
        let schema = enroute(folder.path(), &["schema", name]);
        assert_eq!(schema.code, 0);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{name}.json"));
        if std::env::var_os("ENROUTE_UPDATE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &schema.out).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap();
        assert!(published == schema.out, "docs/schema/{name}.json: run with ENROUTE_UPDATE=1");
    }
}

#[test]
fn completions_are_printed_for_each_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(enroute(folder.path(), &["completions", shell]).out.contains("enroute"));
    }
}

#[test]
fn no_text_brings_it_down() {
    let deep =
        format!("language 1\ncondition deep(a: int) = {}a == 1{}\n", "(".repeat(5000), ")".repeat(5000));
    let texts = [
        String::new(),
        "\u{feff}".to_owned(),
        deep,
        "queue".to_owned(),
        "{".repeat(100_000),
        "not ".repeat(50_000),
        "language 99999999999999999999999\n".to_owned(),
    ];
    for text in texts {
        let folder = folder_with("main.route", &text);
        let check = enroute(folder.path(), &["check", "main.route"]);
        let start: String = text.chars().take(30).collect();
        assert!(check.code == 0 || check.code == 1, "{start:?} ends with {}: {}", check.code, check.err);
    }
}
