//! Whole sessions with the language server, over the input and output of the real program.

use crate::lsp_client::{Client, drawn, edited, range};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

const DESK: &str = "language 1
import \"people.route\"
entity Case { title: text, tier: Tier }
queue cases { type record }
queue late { type record }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first {
    \"Gold\": when tier == gold to late
    \"Rest\": otherwise to cases
  }
}
test \"gold is late\" {
  given desk { title \"a\", tier gold }
  expect queue == late
}
test \"gold is not late\" {
  given desk { title \"a\", tier gold }
  expect queue == cases
}
";
const PEOPLE: &str = "language 1\nenum Tier { silver, gold }\n";

fn desk() -> Client {
    Client::new(&[("desk.route", DESK), ("people.route", PEOPLE)])
}

fn codes(said: &Value) -> Vec<&str> {
    said["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

/// The diagnostics under the text.
fn page(text: &str, said: &Value) -> String {
    let all = said["diagnostics"].as_array().unwrap().iter();
    let words =
        |one: &Value| format!("{}: {}", one["code"].as_str().unwrap(), one["message"].as_str().unwrap());
    drawn(text, &all.map(|one| (one["range"].clone(), words(one))).collect::<Vec<_>>())
}

#[test]
fn a_session_begins_and_ends() {
    let mut client = Client::start(&[]);
    let too_early = client.ask("textDocument/hover", json!({}));
    assert_eq!(too_early.unwrap_err()["code"], -32002);
    let result = client.initialize(&json!({}), &Value::Null);
    assert_eq!(result["serverInfo"]["name"], "enroute");
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(client.ask("initialize", json!({})).unwrap_err()["code"], -32600);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn who_exits_out_of_turn_is_told_so_and_who_leaves_is_not() {
    let mut client = desk();
    client.tell("exit", Value::Null);
    assert_eq!(client.gone(), Some(1));
    assert_eq!(desk().leave(), Some(0));
    let mut client = desk();
    assert_eq!(client.ask("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(client.ask("workspace/diagnostic", json!({})).unwrap_err()["code"], -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.gone(), Some(0));
}

#[cfg(unix)]
#[test]
fn who_was_killed_leaves_no_server_behind() {
    // The test holds the pipe, so that it does not end with the editor.
    let begun = "exec 3<&0; \"$0\" lsp <&3 & wait";
    let mut editor = Command::new("sh")
        .args(["-c", begun, env!("CARGO_BIN_EXE_enroute")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = editor.stdin.take().unwrap();
    input
        .write_all(b"Content-Length: 43\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nothing\"}")
        .unwrap();
    let mut output = BufReader::new(editor.stdout.take().unwrap());
    output.read_line(&mut String::new()).unwrap();
    editor.kill().unwrap();
    editor.wait().unwrap();
    let (tell, gone) = channel();
    std::thread::spawn(move || tell.send(output.read_to_end(&mut Vec::new()).is_ok()));
    assert_eq!(gone.recv_timeout(Duration::from_mins(1)), Ok(true));
    drop(input);
}

#[test]
fn what_is_wrong_is_sent_when_a_text_is_opened() {
    let mut client = desk();
    let text = DESK.replace("to late", "to lat");
    client.open("desk.route", &text);
    let said = client.diagnostics("desk.route");
    assert_eq!(said["version"], 1);
    let one = &said["diagnostics"][0];
    assert_eq!((&one["severity"], &one["source"]), (&json!(1), &json!("enroute")));
    assert_eq!(one["codeDescription"]["href"], "enroute:explain/unknown-name");
    insta::assert_snapshot!(page(&text, &said), @r#"
      11 |     "Gold": when tier == gold to lat
         |                                  ^^^ unknown-name: there is no queue called `lat`
              help: did you mean `late`?
    "#);
}

#[test]
fn what_could_as_well_not_be_there_is_marked() {
    let mut client = desk();
    client.open("desk.route", &DESK.replace("queue late", "queue later { type record }\nqueue late"));
    let said = client.diagnostics("desk.route");
    assert_eq!(codes(&said), ["queue-not-used"]);
    assert_eq!(
        (&said["diagnostics"][0]["severity"], &said["diagnostics"][0]["tags"]),
        (&json!(3), &json!([1]))
    );
}

#[test]
fn edits_are_counted_in_what_was_agreed() {
    for (encoding, column) in [("utf-8", 30), ("utf-16", 28), ("utf-32", 27)] {
        let mut client = Client::start(&[("desk.route", DESK), ("people.route", PEOPLE)]);
        let offered = json!({ "general": { "positionEncodings": [encoding] } });
        let result = client.initialize(&offered, &Value::Null);
        assert_eq!(result["capabilities"]["positionEncoding"], encoding);
        let text = DESK.replace(
            "title \"a\", tier gold }\n  expect queue == late",
            "title \"😀\", tier gld }\n  expect queue == late",
        );
        client.open("desk.route", &text);
        let said = client.diagnostics("desk.route");
        let one = &said["diagnostics"][0];
        assert_eq!(one["range"], range((15, column + 4), (15, column + 7)), "{encoding}: {said}");
        let edit = client.edit("desk.route", (15, column + 4), (15, column + 7), "gold");
        client.send_all(&[edit]);
        let said = client.diagnostics("desk.route");
        assert_eq!((&said["version"], codes(&said).len()), (&json!(2), 0), "{encoding}");
    }
}

#[test]
fn utf_8_is_chosen_where_it_is_offered() {
    let mut client = Client::start(&[]);
    let offered = json!({ "general": { "positionEncodings": ["utf-16", "utf-8", "utf-7"] } });
    assert_eq!(client.initialize(&offered, &Value::Null)["capabilities"]["positionEncoding"], "utf-8");
}

#[test]
fn an_edit_in_one_file_changes_what_is_said_of_another() {
    let mut client = desk();
    client.open("desk.route", DESK);
    assert_eq!(codes(&client.diagnostics("desk.route")), [""; 0]);
    client.open("people.route", PEOPLE);
    client.diagnostics("people.route");
    let edit = client.edit("people.route", (1, 20), (1, 24), "golden");
    client.send_all(&[edit]);
    let said = client.diagnostics("desk.route");
    assert!(codes(&said).contains(&"unknown-value"), "{said}");
    client.close("people.route");
    assert_eq!(codes(&client.diagnostics("desk.route")), [""; 0]);
}

#[test]
fn a_file_that_is_not_open_is_spoken_of_until_its_program_is_closed() {
    let broken = PEOPLE.replace("gold", "gold, gold");
    let mut client = Client::new(&[("desk.route", DESK), ("people.route", &broken)]);
    client.open("desk.route", DESK);
    let said = client.diagnostics("people.route");
    assert_eq!((codes(&said), said.get("version")), (vec!["duplicate-member"], None));
    let first = &said["diagnostics"][0]["relatedInformation"][0];
    assert_eq!(first["location"]["uri"], client.uri("people.route"));
    client.close("desk.route");
    assert_eq!(codes(&client.diagnostics("people.route")), [""; 0]);
}

#[test]
fn files_on_disk_are_read_again_when_the_editor_says_so() {
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::with(&[("desk.route", DESK)], &watching);
    let asked = client.wait_for("client/registerCapability");
    assert_eq!(asked["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.send_all(&[json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null })]);
    client.open("desk.route", DESK);
    assert!(codes(&client.diagnostics("desk.route")).contains(&"import-missing"));
    for (kind, text, good) in
        [(1, Some(PEOPLE), true), (2, Some("language 1\n"), false), (2, Some(PEOPLE), true), (3, None, false)]
    {
        match text {
            Some(text) => client.write("people.route", text),
            None => std::fs::remove_file(client.folder().join("people.route")).unwrap(),
        }
        let uri = client.uri("people.route");
        client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
        assert_eq!(codes(&client.diagnostics("desk.route")).is_empty(), good, "{kind} {text:?}");
    }
}

#[test]
fn an_import_that_is_written_or_removed_changes_what_is_a_program() {
    let alone = DESK.replace("import \"people.route\"\n", "");
    let mut client = Client::new(&[("desk.route", &alone), ("people.route", PEOPLE)]);
    client.open("people.route", PEOPLE);
    client.diagnostics("people.route");
    client.open("desk.route", &alone);
    assert!(codes(&client.diagnostics("desk.route")).contains(&"unknown-type"));
    let edit = client.edit("desk.route", (1, 0), (1, 0), "import \"people.route\"\n");
    client.send_all(&[edit]);
    assert_eq!(codes(&client.diagnostics("desk.route")), [""; 0]);
    // Now an edit of what is imported concerns who imports it.
    let edit = client.edit("people.route", (1, 20), (1, 24), "golden");
    client.send_all(&[edit]);
    assert!(codes(&client.diagnostics("desk.route")).contains(&"unknown-value"));
}

#[test]
fn files_that_import_each_other_are_a_program_too() {
    let (one, other) =
        ("language 1\nimport \"b.route\"\n", "language 1\nimport \"a.route\"\nqueue b { type recrd }\n");
    let mut client = Client::new(&[("a.route", one), ("b.route", other)]);
    client.open("b.route", other);
    let said = client.diagnostics("b.route");
    assert!(codes(&said).contains(&"wrong-setting-value"), "{said}");
    assert!(codes(&said).contains(&"import-cycle"), "{said}");
}

#[test]
fn a_text_outside_of_all_folders_stands_alone() {
    let mut client = desk();
    client.open("untitled:Untitled-1", "language 1\nqueue a { type recrd }\n");
    assert_eq!(codes(&client.diagnostics("untitled:Untitled-1")), ["wrong-setting-value"]);
}

#[test]
fn a_folder_is_one_program_where_the_author_says_so() {
    let parts = [
        ("shop/desk.route", DESK.replace("import \"people.route\"\n", "")),
        ("shop/people.route", PEOPLE.to_owned()),
    ];
    let parts: Vec<_> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut client = Client::start(&parts);
    client.initialize(&json!({}), &json!({ "programs": ["shop"] }));
    client.open("shop/desk.route", parts[0].1);
    assert_eq!(codes(&client.diagnostics("shop/desk.route")), [""; 0]);
    client.tell(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "enroute": { "programs": ["shop/people.route"] } } }),
    );
    assert!(codes(&client.diagnostics("shop/desk.route")).contains(&"unknown-type"));
}

#[test]
fn settings_are_asked_for() {
    let mut client =
        Client::with(&[("desk.route", DESK)], &json!({ "workspace": { "configuration": true } }));
    let asked = client.wait_for("workspace/configuration");
    assert_eq!(asked["params"]["items"][0]["section"], "enroute");
    client.send_all(&[json!({ "jsonrpc": "2.0", "id": asked["id"], "result": [{ "programs": ["."] }] })]);
    client.open("desk.route", DESK);
    assert!(codes(&client.diagnostics("desk.route")).contains(&"import-missing"));
}

#[test]
fn what_a_file_of_two_programs_has_is_said_once() {
    let broken = "language 1\nenum Tier { silver, gold }\nqueue a { type recrd }\n";
    let one = "language 1\nimport \"people.route\"\n";
    let mut client = Client::new(&[("one.route", one), ("two.route", one), ("people.route", broken)]);
    client.open("people.route", broken);
    assert_eq!(codes(&client.diagnostics("people.route")), ["wrong-setting-value"]);
}

fn pulling() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

#[test]
fn who_asks_for_diagnostics_gets_them_and_is_sent_none() {
    let mut client = Client::with(&[("desk.route", DESK), ("people.route", PEOPLE)], &pulling());
    client.open("desk.route", &DESK.replace("to late", "to lat"));
    let text = json!({ "uri": client.uri("desk.route") });
    let report = client.ask("textDocument/diagnostic", json!({ "textDocument": text })).unwrap();
    assert_eq!((&report["kind"], &report["items"][0]["code"]), (&json!("full"), &json!("unknown-name")));
    let again = json!({ "textDocument": text, "previousResultId": report["resultId"] });
    let report = client.ask("textDocument/diagnostic", again.clone()).unwrap();
    assert_eq!((&report["kind"], report.get("items")), (&json!("unchanged"), None));
    client.change("desk.route", DESK);
    let report = client.ask("textDocument/diagnostic", again).unwrap();
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
    let is_told = |heard: &[Value], method: &str| heard.iter().any(|message| message["method"] == method);
    let heard = client.settle();
    assert!(!is_told(&heard, "textDocument/publishDiagnostics"), "{heard:?}");
    let edit = client.edit("desk.route", (0, 0), (0, 0), "// nothing\n");
    client.send_all(&[edit]);
    assert!(!is_told(&client.settle(), "workspace/diagnostic/refresh"));
    client.write("people.route", "language 1\n");
    let uri = client.uri("people.route");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    client.wait_for("workspace/diagnostic/refresh");
}

#[test]
fn diagnostics_of_all_texts_are_short_where_nothing_changed() {
    let mut client = Client::with(&[("desk.route", DESK), ("people.route", PEOPLE)], &pulling());
    client.open("desk.route", DESK);
    let all = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    let items = all["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let before: Vec<_> =
        items.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
    client.change("desk.route", &DESK.replace("to late", "to lat"));
    let all = client.ask("workspace/diagnostic", json!({ "previousResultIds": before })).unwrap();
    let kinds: Vec<_> =
        all["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["full", "unchanged"]);
    assert_eq!(all["items"][0]["version"], 2);
    client.close("desk.route");
    let all = client.ask("workspace/diagnostic", json!({ "previousResultIds": before })).unwrap();
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
}

/// The text after the changes that an action makes to it.
fn applied(client: &Client, name: &str, text: &str, action: &Value) -> String {
    edited(text, &action["edit"]["changes"][client.uri(name)])
}

/// A mistake that the compiler knows how to mend.
fn mendable() -> String {
    DESK.replace("otherwise to cases", "otherwise to cases;")
}

#[test]
fn a_fix_mends_what_it_stands_at() {
    let mut client = desk();
    let text = mendable();
    client.open("desk.route", &text);
    let said = client.diagnostics("desk.route");
    let at = said["diagnostics"][0]["range"].clone();
    let params = json!({ "textDocument": { "uri": client.uri("desk.route") }, "range": at, "context": { "diagnostics": [] } });
    let actions = client.ask("textDocument/codeAction", params.clone()).unwrap();
    let action = &actions[0];
    assert_eq!(
        (&action["kind"], &action["isPreferred"]),
        (&json!("quickfix"), &json!(true)),
        "{said} {actions}"
    );
    assert_eq!(action["diagnostics"][0]["range"], at);
    let mended = applied(&client, "desk.route", &text, action);
    client.change("desk.route", &mended);
    assert_eq!(codes(&client.diagnostics("desk.route")), [""; 0]);
    assert_eq!(client.ask("textDocument/codeAction", params).unwrap(), json!([]));
}

#[test]
fn all_that_can_be_mended_is_mended_at_once() {
    let mut client = desk();
    let text = mendable().replace("to late", "to late;");
    client.open("desk.route", &text);
    let said = client.diagnostics("desk.route");
    assert_eq!(codes(&said).len(), 2, "{said}");
    let context = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let uri = client.uri("desk.route");
    let params =
        json!({ "textDocument": { "uri": uri }, "range": range((0, 0), (0, 0)), "context": context });
    let actions = client.ask("textDocument/codeAction", params).unwrap();
    assert_eq!(actions.as_array().unwrap().len(), 1);
    let mended = applied(&client, "desk.route", &text, &actions[0]);
    client.change("desk.route", &mended);
    assert_eq!(codes(&client.diagnostics("desk.route")), [""; 0]);
}

#[test]
fn a_change_names_the_version_it_is_for_where_the_editor_can() {
    let able = json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } });
    let mut client = Client::with(&[("desk.route", DESK), ("people.route", PEOPLE)], &able);
    client.open("desk.route", &mendable());
    let at = client.diagnostics("desk.route")["diagnostics"][0]["range"].clone();
    let uri = client.uri("desk.route");
    let params = json!({ "textDocument": { "uri": uri }, "range": at, "context": { "diagnostics": [] } });
    let actions = client.ask("textDocument/codeAction", params).unwrap();
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(
        (&change["textDocument"]["uri"], &change["textDocument"]["version"]),
        (&json!(uri), &json!(1))
    );
}

#[test]
fn of_two_tests_with_one_title_the_one_at_the_line_runs() {
    let second =
        "test \"gold is late\" {\n  given desk { title \"a\", tier gold }\n  expect queue == cases\n}\n";
    let mut client = Client::new(&[("desk.route", DESK), ("people.route", PEOPLE)]);
    client.open("desk.route", &format!("{DESK}\n{second}"));
    let params = json!({ "textDocument": { "uri": client.uri("desk.route") } });
    let lenses = client.ask("textDocument/codeLens", params).unwrap();
    let same = lenses.as_array().unwrap().iter().map(|lens| lens["command"]["arguments"].clone());
    let same: Vec<_> = same.filter(|arguments| arguments[0]["name"] == "gold is late").collect();
    let passed = same.into_iter().map(|arguments| {
        let params = json!({ "command": "enroute.run", "arguments": arguments });
        client.ask("workspace/executeCommand", params).unwrap()["passed"].clone()
    });
    assert_eq!(passed.collect::<Vec<_>>(), [json!(true), json!(false)]);
}

#[test]
fn a_test_runs_on_what_is_written_and_not_saved() {
    let mut client = Client::new(&[("desk.route", "language 1\n"), ("people.route", PEOPLE)]);
    client.open("desk.route", DESK);
    let uri = client.uri("desk.route");
    let mut run = |kind: &str, name: &str| {
        let argument = json!({ "uri": uri, "kind": kind, "name": name });
        let result = client
            .ask("workspace/executeCommand", json!({ "command": "enroute.run", "arguments": [argument] }));
        let shown = client.heard.iter().filter(|message| message["method"] == "window/showMessage").count();
        client.heard.clear();
        (result, shown)
    };
    let (result, shown) = run("test", "gold is late");
    assert_eq!((result, shown), (Ok(json!({ "passed": true, "text": "✓ gold is late\n" })), 1));
    let (result, shown) = run("test", "gold is not late");
    let result = result.unwrap();
    assert_eq!((&result["passed"], shown), (&json!(false), 1));
    insta::assert_snapshot!(result["text"].as_str().unwrap(), @r#"
    ✗ gold is not late
    test-failed

      × test "gold is not late": expected queue == cases, but queue is late
        ╭─[desk.route:11:5]
     10 │   route first {
     11 │     "Gold": when tier == gold to late
        ·     ───┬──       ──────┬─────
        ·        │               ╰── yes: tier is gold
        ·        ╰── this rule decided it
     12 │     "Rest": otherwise to cases
        ╰────
        ╭─[desk.route:21:10]
     20 │   given desk { title "a", tier gold }
     21 │   expect queue == cases
        ·          ───────┬──────
        ·                 ╰── but queue is late
     22 │ }
        ╰────
    "#);
    let (result, shown) = run("scenario", "gold is late");
    assert_eq!(
        (result.unwrap_err()["message"].as_str().unwrap(), shown),
        ("there is no scenario \"gold is late\" in the program", 0)
    );
    client.change("desk.route", &mendable());
    let argument = json!({ "uri": uri, "kind": "test", "name": "gold is late" });
    let result =
        client.ask("workspace/executeCommand", json!({ "command": "enroute.run", "arguments": [argument] }));
    assert_eq!(result.unwrap_err()["code"], -32803);
}

#[test]
fn nothing_that_is_asked_wrongly_ends_the_session() {
    let mut client = desk();
    client.open("desk.route", DESK);
    let text = json!({ "uri": client.uri("desk.route") });
    let far = range((4_000_000_000, 4_000_000_000), (7, u32::MAX));
    let code = |answer: Result<Value, Value>| answer.map_or_else(|error| error["code"].as_i64(), |_| None);
    let context = json!({ "diagnostics": [] });
    assert_eq!(
        code(client.ask(
            "textDocument/codeAction",
            json!({ "textDocument": text, "range": far, "context": context })
        )),
        None
    );
    assert_eq!(code(client.ask("textDocument/codeAction", json!({ "textDocument": 7 }))), Some(-32602));
    assert_eq!(code(client.ask("textDocument/codeAction", Value::Null)), Some(-32602));
    assert_eq!(code(client.ask("textDocument/nothing", json!({}))), Some(-32601));
    for uri in ["file:///nowhere/a.route", "nonsense", "file://%FF%zz", ""] {
        let params = json!({ "textDocument": { "uri": uri }, "range": far, "context": context });
        assert_eq!(code(client.ask("textDocument/codeAction", params)), Some(-32602), "{uri}");
    }
    client.close("desk.route");
    let params = json!({ "textDocument": text, "range": far, "context": context });
    assert_eq!(code(client.ask("textDocument/codeAction", params)), Some(-32602));
    client.close("desk.route");
    client.tell("textDocument/didChange", json!({ "textDocument": text }));
    client.tell("$/unknown", json!({}));
    client.tell("unknown", json!({}));
    let logged = client.settle().iter().filter(|message| message["method"] == "window/logMessage").count();
    assert!(logged >= 3, "{logged}");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn what_is_no_message_is_answered_or_logged() {
    let mut client = desk();
    for body in
        ["", "{", "[]", "7", "{}", "\"a\"", "[{\"id\":1}]", "{\"id\":null,\"method\":7}", "\u{feff}{}"]
    {
        client.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        assert!(client.settle().iter().any(|message| message["method"] == "window/logMessage"), "{body}");
    }
    client.send_bytes(b"Content-Length: 2\r\nContent-Type: x\r\nnonsense\r\n\r\n\xff\xfe");
    client.send_bytes(b"\r\n\r\nnonsense\r\n\r\n");
    client.send_bytes(format!("Content-Length: 200000\r\n\r\n{}", "[".repeat(200_000)).as_bytes());
    client.send_all(&[json!({ "jsonrpc": "2.0", "id": 4000, "method": 7 })]);
    assert_eq!(client.answer(4000).unwrap_err()["code"], -32600);
    assert_eq!(client.end(), Some(0));
}
