//! `enroute replay`: what becomes of items when one program takes the place of another.

use crate::cli::{AT, Ran, enroute, enroute_with};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

fn copied(name: &str, to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// A folder with an example as `old` and, with those words in place of others, as `new`.
fn changed(name: &str, file: &str, edits: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copied(name, &folder.path().join("old"));
    copied(name, &folder.path().join("new"));
    let path = folder.path().join("new").join(file);
    let mut text = fs::read_to_string(&path).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    fs::write(path, text).unwrap();
    folder
}

const EDITS: [(&str, &str); 3] = [
    ("wrap_up    15m", "wrap_up    none"),
    ("set priority = high", "set priority = low"),
    ("require french >= 3", "require french >= 2"),
];

fn contoso() -> TempDir {
    changed("contoso", "contoso.route", &EDITS)
}

fn replay(folder: &Path, more: &[&str]) -> Ran {
    enroute(folder, &[&["replay", "old", "new", "old/items.jsonl", AT], more].concat())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err))
}

#[test]
fn a_program_in_place_of_itself_changes_nothing() {
    for name in ["contoso", "bank", "start"] {
        let found = json(&replay(changed(name, "items.jsonl", &[]).path(), &["--format", "json"]));
        assert_eq!(found["items"], found["same"], "{name}");
        assert!(found["items"].as_u64().unwrap() > 2, "{name}");
        assert_eq!((&found["moved"], &found["changed"], &found["failed"]), (&0.into(), &0.into(), &0.into()));
    }
}

#[test]
fn what_a_comment_moves_about_changes_nothing() {
    let folder = changed("contoso", "contoso.route", &[("language 1\n", "language 1\n\n// moved down\n\n")]);
    let found = json(&replay(folder.path(), &["--format", "json"]));
    assert_eq!(found["same"], 10, "{found}");
}

#[test]
fn for_people_it_tells_moves_rules_and_what_items_are_given() {
    let told = replay(contoso().path(), &[]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    kept!("replay", told.out);
}

#[test]
fn for_a_pull_request_it_is_markdown() {
    kept!("replay", replay(contoso().path(), &["--format", "markdown"]).out);
}

#[test]
fn a_bot_an_end_and_a_number_outside_are_places_too() {
    let new = [("to general overflow", "to bot\n    \"Later\": when not during office to general overflow")];
    let folder = changed("contoso", "contoso.route", &new);
    let late = "--at=2026-03-02T22:15Z";
    let told = enroute(folder.path(), &["replay", "old", "new", "old/items.jsonl", late, "--format", "json"]);
    let found = json(&told);
    let flows = found["flows"].as_array().unwrap();
    let moved: Vec<_> = flows.iter().filter(|flow| flow["from"] != flow["to"]).collect();
    assert!(!moved.is_empty() && moved.iter().all(|flow| flow["to"] == "bot"), "{moved:?}");
}

/// What `run` prints of each item, by id.
fn decisions(folder: &Path, program: &str, items: &str) -> BTreeMap<String, Value> {
    let ran = enroute(folder, &["run", program, items, AT]);
    let lines = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|decision| (decision["id"].as_str().unwrap().to_owned(), decision)).collect()
}

/// Many items like those of the example, each with an id of its own.
fn many(folder: &Path) {
    let text = fs::read_to_string(folder.join("old/items.jsonl")).unwrap();
    let items: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut all = String::new();
    for (number, item) in items.iter().cycle().take(3000).enumerate() {
        let mut item = item.clone();
        item["id"] = format!("item-{number}").into();
        writeln!(all, "{item}").unwrap();
    }
    fs::write(folder.join("old/items.jsonl"), all).unwrap();
}

#[test]
fn its_counts_are_those_of_two_runs_compared() {
    let edits = [("70%", "55%"), ("30%", "45%"), ("customer.tier == platinum", "customer.tier >= gold")];
    let folder = changed("contoso", "contoso.route", &edits);
    many(folder.path());
    let (old, new) = (
        decisions(folder.path(), "old", "old/items.jsonl"),
        decisions(folder.path(), "new", "old/items.jsonl"),
    );
    let moved = old.iter().filter(|(id, decision)| decision["queue"] != new[*id]["queue"]).count();
    let found = json(&replay(folder.path(), &["--format", "json"]));
    assert!(moved > 10);
    assert_eq!(found["moved"], moved);
    for flow in found["flows"].as_array().unwrap() {
        let (from, to) = (&flow["from"]["queue"], &flow["to"]["queue"]);
        let alike = old.iter().filter(|(id, old)| &old["queue"] == from && &new[*id]["queue"] == to);
        let alike = alike.filter(|(_, old)| from.is_string() || old["reason"]["kind"] == "not_routed");
        assert_eq!(flow["items"], alike.count(), "{flow}");
    }
    for sample in found["samples"].as_array().unwrap() {
        let id = sample["id"].as_str().unwrap();
        let rule = |decision: &Value| decision["matched"][0]["rule"]["address"].clone();
        assert_eq!(sample["from"]["queue"], old[id]["queue"]);
        assert_eq!((&sample["old_rule"], &sample["new_rule"]), (&rule(&old[id]), &rule(&new[id])), "{id}");
    }
}

/// Each item sets a value of its own, more than are told apart.
#[test]
fn any_number_of_threads_tells_the_same() {
    let program = |word: &str| {
        format!(
            "language 1\nentity Case {{ title: text, note: text = \"\" }}\nqueue cases {{ type record }}\n\
             intake Case {{ \"All\": otherwise to desk }}\n\
             workstream desk {{\n  type record, carries Case, mode push, fallback cases\n  \
             classify notes first {{ \"Note\": when title contains \"{word}\" set note = title }}\n  \
             route first {{ \"All\": otherwise to cases }}\n  \
             distribution {{ units 10, presences [available], skills none }}\n}}\n"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.route"), program("never")).unwrap();
    fs::write(folder.path().join("new.route"), program("about")).unwrap();
    let mut items = String::new();
    for number in 0..6000 {
        writeln!(items, "{{\"record\": \"Case\", \"id\": \"i{number}\", \"title\": \"about {number}\"}}")
            .unwrap();
    }
    fs::write(folder.path().join("items.jsonl"), items).unwrap();
    let told = |threads| {
        let words = ["replay", "old.route", "new.route", "items.jsonl", AT, "--format", "json", "--threads"];
        enroute(folder.path(), &[&words[..], &[threads]].concat())
    };
    let one = told("1");
    let found = json(&one);
    assert_eq!((&found["changed"], &found["aspects"]["value"]), (&6000.into(), &6000.into()));
    assert_eq!(found["differences"].as_array().unwrap().len(), 2000);
    assert_eq!(found["untold_differences"], 4000);
    for threads in ["2", "7"] {
        assert!(told(threads).out == one.out, "on {threads}");
    }
    let page = folder.path().join("page.html");
    let said = "4000 changes of what items are given, of kinds that are too many to tell apart";
    for format in ["human", "markdown"] {
        let words =
            ["replay", "old.route", "new.route", "items.jsonl", AT, "--html", "page.html", "--format"];
        let told = enroute(folder.path(), &[&words[..], &[format]].concat());
        assert!(told.out.contains(said) && fs::read_to_string(&page).unwrap().contains(said), "{}", told.out);
    }
}

#[test]
fn an_item_that_one_of_them_cannot_read_is_said_and_counted_apart() {
    let folder = contoso();
    let items = "{\"workstream\": \"contoso_chat\"}\nnot json\n{\"workstream\": \"elsewhere\"}\n[1]\n";
    let told = enroute_with(
        folder.path(),
        &["replay", "old", "new", "-", AT, "--format", "json", "--fail-if", "failed > 1"],
        items.as_bytes(),
    );
    let found = json(&told);
    assert_eq!((&found["items"], &found["failed"]), (&1.into(), &3.into()), "{}", told.err);
    assert_eq!(told.code, 1);
    assert!(
        told.err.contains("line 2: by the old program: ") && told.err.contains("line 4: "),
        "{}",
        told.err
    );
}

#[test]
fn a_limit_that_is_broken_ends_with_1() {
    let folder = contoso();
    let code = |limit: &str| replay(folder.path(), &["--fail-if", limit]).code;
    let broken = [
        "moved > 9.9%",
        "moved >= 10%",
        "moved > 0",
        "items < 11",
        "same <= 4",
        "changed>=5",
        " changed > 49 % ",
    ];
    let kept =
        ["moved > 10%", "moved >= 2", "moved > 1", "failed > 0", "items < 10", "same < 40%", "changed > 50%"];
    for limit in broken {
        assert_eq!(code(limit), 1, "{limit}");
    }
    for limit in kept {
        assert_eq!(code(limit), 0, "{limit}");
    }
}

#[test]
fn what_is_no_limit_is_refused_in_words() {
    let folder = contoso();
    let mut words = String::new();
    for limit in
        ["moved", "moved > ", "gone > 2", "moved = 2", "moved > two", "moved > 2.0001%", "> 2", "moved > -1"]
    {
        let told = replay(folder.path(), &["--fail-if", limit]);
        assert_eq!(told.code, 2, "{limit}");
        writeln!(words, "{}", told.err.lines().next().unwrap()).unwrap();
    }
    kept!("replay", words);
}

#[test]
fn bundles_stand_for_their_programs() {
    let folder = contoso();
    for name in ["old", "new"] {
        let built = enroute(folder.path(), &["build", name, "-o", &format!("{name}.routeb")]);
        assert_eq!(built.code, 0, "{}", built.err);
    }
    let of_bundles = enroute(
        folder.path(),
        &["replay", "old.routeb", "new.routeb", "old/items.jsonl", AT, "--format", "json"],
    );
    assert!(of_bundles.out == replay(folder.path(), &["--format", "json"]).out);
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=a", "-c", "user.email=a@b.example"]).args(arguments);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A repository whose first revision has the bank, tables and all, and whose work tree has it changed.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copied("bank", &folder.path().join("routing/bank"));
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "first"]);
    for entry in fs::read_dir(folder.path().join("routing/bank")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("\"Own manager\"", "\"Their own manager\"")).unwrap();
    }
    folder
}

#[test]
fn a_revision_of_a_repository_is_a_program_too() {
    let folder = repository();
    let items = "routing/bank/items.jsonl";
    let words = ["replay", "git:main:routing/bank", "routing/bank", items, AT, "--format", "json"];
    let told = enroute(folder.path(), &words);
    let found = json(&told);
    assert_eq!((told.code, &found["moved"], &found["changed"]), (0, &0.into(), &1.into()), "{found}");
    assert_eq!(found["samples"][0]["old_rule"], "bank_chat.route.\"Own manager\"");
    assert_eq!(found["samples"][0]["new_rule"], "bank_chat.route.\"Their own manager\"");
    // From below, paths are those seen from there.
    let below = folder.path().join("routing");
    let words = ["replay", "git:main:bank", "git:HEAD:./bank", "bank/items.jsonl", AT, "--format", "json"];
    let found = json(&enroute(&below, &words));
    assert_eq!(found["items"], found["same"]);
}

#[test]
fn what_is_in_no_revision_is_refused_in_words() {
    let folder = repository();
    let mut words = String::new();
    for old in
        ["git:main", "git:none:routing/bank", "git:main:nowhere", "git:main:../up", "git:--help:x", "git::x"]
    {
        let told = enroute(folder.path(), &["replay", old, "routing/bank", "routing/bank/items.jsonl", AT]);
        assert_eq!(told.out, "");
        writeln!(words, "{} {}", told.code, told.err.trim_end()).unwrap();
    }
    kept!("replay", words);
}

#[test]
fn a_program_with_errors_is_not_replayed() {
    let folder = changed("contoso", "contoso.route", &[("to vip urgency 5", "to vpi urgency 5")]);
    let told = replay(folder.path(), &[]);
    assert_eq!((told.code, told.out.as_str()), (1, ""));
    assert!(told.err.contains("did you mean `vip`?"), "{}", told.err);
}

#[test]
fn another_rule_of_the_intake_is_a_change() {
    let folder = changed("contoso", "contoso.route", &[("\"Billing only\"", "\"Bills only\"")]);
    let found = json(&replay(folder.path(), &["--format", "json"]));
    assert_eq!((&found["moved"], &found["changed"]), (&0.into(), &1.into()), "{found}");
    assert_eq!(found["differences"][0]["from"], "Case.intake.\"Billing only\"");
    assert_eq!(found["differences"][0]["to"], "Case.intake.\"Bills only\"");
    assert_eq!(found["differences"][0]["about"], "rule");
}

#[test]
fn another_rule_of_the_overflow_is_a_change() {
    let more = "when waiting_items > 45              then transfer general\n    when waiting_items > 40 ";
    let folder = changed("contoso", "contoso.route", &[("when waiting_items > 40 ", more)]);
    fs::write(folder.path().join("facts.json"), "{\"vip\": {\"waiting_items\": 42}}").unwrap();
    let found = json(&replay(folder.path(), &["--format", "json", "--queue-facts", "facts.json"]));
    assert!(found["moved"] == 0 && found["changed"].as_u64() > Some(0), "{found}");
    let difference = &found["differences"][0];
    assert_eq!(difference["place"], "overflow rule");
    assert_eq!(
        (&difference["from"], &difference["to"]),
        (&"vip.overflow#2".into(), &"vip.overflow#3".into())
    );
}

#[test]
fn what_is_not_routed_is_not_said_to_be_decided_by_the_fallback() {
    let folder = changed("contoso", "contoso.route", &[("product == billing", "product == phone")]);
    for format in ["human", "markdown"] {
        let told = replay(folder.path(), &["--format", format, "--html", "page.html"]);
        let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
        for words in [told.out, page] {
            let words = words.to_lowercase();
            let responsible = words.split_once("old rule").unwrap().1.split_once("what changes").unwrap().0;
            for decider in ["(not routed)", "(fallback)"] {
                assert_eq!(responsible.matches(decider).count(), 2, "{responsible}");
            }
        }
    }
}

#[test]
fn a_limit_that_is_broken_is_named() {
    let limits = ["--fail-if", "moved > 0%", "--fail-if", "moved > 99%", "--fail-if", " changed >= 1 "];
    let told = replay(contoso().path(), &limits);
    assert_eq!((told.code, told.err.as_str()), (1, "`moved > 0%` is so: 10.00 %\n`changed >= 1` is so: 5\n"));
}

#[test]
fn a_number_of_threads_is_asked_for_in_words() {
    let told = replay(contoso().path(), &["--threads", "0"]);
    assert!(told.code == 2 && told.err.contains("write how many threads decide, 1 or more"), "{}", told.err);
}

#[test]
fn ids_in_markdown_cannot_write_to_the_terminal() {
    let item = "{\"id\": \"a\\u001b[31m\", \"record\": \"Case\", \"productid\": \"Bills\"}\n";
    let folder = changed("contoso", "contoso.route", &[("product == billing", "product == phone")]);
    let words = ["replay", "old", "new", "-", AT, "--format", "markdown"];
    let told = enroute_with(folder.path(), &words, item.as_bytes());
    assert!(told.out.contains("`a\\u{1b}[31m`") && !told.out.contains('\u{1b}'), "{}", told.out);
}
