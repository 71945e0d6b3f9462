//! Sessions with several programs: files that some of them share, files that come and go, and where programs are.

use crate::lsp_client::{Client, cursor, edited};
use crate::lsp_inside::{ask, result, session_of, tell};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What both programs import.
const SHARED: &str = "language 1
entity Case { title: text }
queue vip { type record }
";

/// A program with a queue of its own, and a rule that leads to the queue that is shared.
fn program(queue: &str) -> String {
    format!(
        "language 1
import \"shared.route\"
queue {queue} {{ type record }}
intake Case {{ \"All\": otherwise to desk }}
workstream desk {{
  type record, carries Case, mode push, fallback {queue}
  distribution {{ units 10, presences [available], skills none }}
  route first {{ \"Title\": when title == \"x\" to vip }}
}}
"
    )
}

fn files() -> [(&'static str, String); 3] {
    [("one.route", program("first")), ("shared.route", SHARED.to_owned()), ("two.route", program("second"))]
}

/// A session with two programs that share a file, of which one file is open.
fn opened(name: &str) -> Client {
    let files = files();
    let listed: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut client = Client::new(&listed);
    let (_, text) = files.iter().find(|(known, _)| *known == name).unwrap();
    client.open(name, text);
    client
}

/// A question about the first place in an open file where these words stand.
fn asked(client: &Client, name: &str, words: &str) -> Value {
    let files = files();
    let (_, text) = files.iter().find(|(known, _)| *known == name).unwrap();
    let (_, position) = cursor(&text.replacen(words, &format!("⌖{words}"), 1));
    json!({ "textDocument": { "uri": client.uri(name) }, "position": position })
}

fn rename(client: &mut Client, name: &str, words: &str, new: &str) -> Result<Value, Value> {
    let mut params = asked(client, name, words);
    params["newName"] = json!(new);
    client.ask("textDocument/rename", params)
}

#[test]
fn what_programs_share_is_renamed_in_all_of_them() {
    for (name, words) in [("one.route", "vip"), ("shared.route", "vip")] {
        let mut client = opened(name);
        let change = rename(&mut client, name, words, "best").unwrap();
        for (name, text) in files() {
            let after = edited(&text, &change["changes"][client.uri(name)]);
            assert_eq!(after, text.replace("vip", "best"), "{name}");
        }
    }
}

#[test]
fn a_name_of_the_data_is_written_once_where_programs_share_it() {
    let mut client = opened("shared.route");
    let change = rename(&mut client, "shared.route", "title", "subject").unwrap();
    let after = edited(SHARED, &change["changes"][client.uri("shared.route")]);
    assert_eq!(after, SHARED.replace("title: text", "subject: text from \"title\""));
    let after = edited(&program("second"), &change["changes"][client.uri("two.route")]);
    assert_eq!(after, program("second").replace("title ==", "subject =="));
}

#[test]
fn what_one_program_cannot_call_so_is_renamed_in_none() {
    for name in ["one.route", "shared.route"] {
        let mut client = opened(name);
        let refused = rename(&mut client, name, "vip", "second").unwrap_err();
        assert_eq!(
            refused["message"],
            "in the program `two.route`: there is a queue called `second` already"
        );
    }
    let mut client = opened("one.route");
    let refused = rename(&mut client, "one.route", "first", "vip").unwrap_err();
    assert_eq!(refused["message"], "there is a queue called `vip` already");
}

/// Names of files with lines, counted from 1.
fn lines(found: &Value) -> Vec<String> {
    let line = |place: &Value| {
        let name = place["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        format!("{name}:{}", place["range"]["start"]["line"].as_u64().unwrap() + 1)
    };
    found.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn references_are_found_in_programs_that_are_not_open() {
    let mut client = opened("one.route");
    let mut params = asked(&client, "one.route", "vip");
    params["context"] = json!({ "includeDeclaration": true });
    let found = client.ask("textDocument/references", params).unwrap();
    assert_eq!(lines(&found), ["one.route:8", "shared.route:3", "two.route:8"]);
    // A file that is not open is known as it is on disk now.
    client.write("two.route", &program("second").replace("to vip", "to second"));
    let uri = client.uri("two.route");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    let mut params = asked(&client, "one.route", "vip");
    params["context"] = json!({ "includeDeclaration": false });
    let found = client.ask("textDocument/references", params).unwrap();
    assert_eq!(lines(&found), ["one.route:8"]);
}

#[test]
fn a_word_leads_to_what_it_names_in_each_program() {
    let shared = "language 1
entity Case { title: text }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback own
  distribution { units 10, presences [available], skills none }
}
";
    let one = "language 1\nimport \"shared.route\"\nqueue own { type record }\n";
    let two = "language 1\nimport \"shared.route\"\n\nqueue own { type record }\n";
    let mut client = Client::new(&[("one.route", one), ("two.route", two), ("shared.route", shared)]);
    client.open("shared.route", shared);
    let (_, position) = cursor(&shared.replace("fallback own", "fallback ⌖own"));
    let place = json!({ "textDocument": { "uri": client.uri("shared.route") }, "position": position });
    let found = client.ask("textDocument/definition", place.clone()).unwrap();
    assert_eq!(lines(&found), ["one.route:3", "two.route:4"]);
    let mut params = place.clone();
    params["newName"] = json!("mine");
    let change = client.ask("textDocument/rename", params).unwrap();
    assert_eq!(change["changes"].as_object().unwrap().len(), 3, "{change}");
    client.write("two.route", "language 1\nimport \"shared.route\"\n");
    let uri = client.uri("two.route");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    let mut params = place;
    params["newName"] = json!("mine");
    let refused = client.ask("textDocument/rename", params).unwrap_err();
    assert_eq!(
        refused["message"],
        "in the program `two.route`: `own` is no name here that the program declares"
    );
}

#[test]
fn symbols_are_found_in_all_programs() {
    let mut client = opened("one.route");
    let found = client.ask("workspace/symbol", json!({ "query": "second" })).unwrap();
    assert_eq!(found[0]["location"]["uri"], client.uri("two.route"), "{found}");
    let found = client.ask("workspace/symbol", json!({ "query": "vip" })).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
}

#[test]
fn a_missing_import_names_files_that_have_come_and_none_that_have_gone() {
    let text = "language 1\nimport \"peple.route\"\n";
    let mut client = Client::new(&[("desk.route", text)]);
    client.open("desk.route", text);
    let message = |client: &mut Client| client.diagnostics("desk.route")["diagnostics"][0]["message"].clone();
    let is_meant = |said: &Value| said.as_str().unwrap().contains("people.route");
    assert!(!is_meant(&message(&mut client)));
    client.write("people.route", "language 1\n");
    let uri = client.uri("people.route");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 1 }] }));
    assert!(is_meant(&message(&mut client)));
    std::fs::remove_file(client.folder().join("people.route")).unwrap();
    client.tell("workspace/didDeleteFiles", json!({ "files": [{ "uri": uri }] }));
    assert!(!is_meant(&message(&mut client)));
    client.open("people.route", "language 1\n");
    assert!(is_meant(&message(&mut client)));
    client.close("people.route");
    assert!(!is_meant(&message(&mut client)));
}

/// Which files of a disk have something said of them when the first is opened, in a session that begins so.
fn spoken_of(begin: &Value, disk: &[&str], open: &str) -> Vec<String> {
    let text = "language 1\nqueue a { type recrd }\n";
    let disk: BTreeMap<_, _> = disk.iter().map(|path| ((*path).to_owned(), text.to_owned())).collect();
    let item = json!({ "uri": open, "languageId": "route", "version": 1, "text": text });
    let pull = ask(1, "workspace/diagnostic", json!({ "previousResultIds": [] }));
    let (_, said) =
        session_of(begin, disk, vec![tell("textDocument/didOpen", json!({ "textDocument": item })), pull]);
    let said = result(&said, 1);
    let all = said["items"].as_array().unwrap().iter();
    all.map(|item| item["uri"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn programs_are_named_as_paths_are_written_anywhere() {
    let disk = ["c:/shop/rules/a.route", "c:/shop/rules/b.route", "c:/other/c.route"];
    let folder = json!([{ "uri": "file:///c%3A/shop", "name": "" }]);
    let both = ["file:///c%3A/shop/rules/a.route", "file:///c%3A/shop/rules/b.route"];
    let open = both[0];
    for program in
        ["rules", "./rules/", "rules\\", "C:\\shop\\rules", "..\\shop\\.\\rules", "file:///C:/shop/rules"]
    {
        let begin = json!({ "workspaceFolders": folder, "initializationOptions": { "programs": [program] } });
        assert_eq!(spoken_of(&begin, &disk, open), both, "{program}");
    }
    let all = json!({ "programs": ["."] });
    for root in ["C:\\shop", "c:/shop/", "C:\\shop\\rules\\.."] {
        let begin = json!({ "rootPath": root, "initializationOptions": all });
        assert_eq!(spoken_of(&begin, &disk, open), both, "{root}");
    }
    for root in ["file:///C:/", "file:///c%3A", "file:/c:/"] {
        let begin = json!({ "rootUri": root, "initializationOptions": all });
        assert_eq!(spoken_of(&begin, &disk, open).len(), 3, "{root}");
    }
}

#[test]
fn the_root_of_a_disk_can_be_opened() {
    let begin = json!({ "rootUri": "file:///", "initializationOptions": { "programs": ["."] } });
    let found = spoken_of(&begin, &["/a.route", "/b/c.route"], "file:///a.route");
    assert_eq!(found, ["file:///a.route", "file:///b/c.route"]);
    // What names no folder is none: all of the disk would be looked through.
    let begin = json!({ "rootUri": "file://", "initializationOptions": { "programs": ["."] } });
    let found = spoken_of(&begin, &["/a.route", "/b/c.route"], "file:///a.route");
    assert_eq!(found, ["file:///a.route"]);
}

#[test]
fn programs_are_looked_for_in_each_folder() {
    let folders = json!([{ "uri": "file:///one", "name": "" }, { "uri": "file:///two", "name": "" }]);
    let begin = json!({ "workspaceFolders": folders, "initializationOptions": { "programs": ["rules"] } });
    let disk = ["/one/rules/a.route", "/two/rules/a.route", "/two/rules/b.route"];
    let found = spoken_of(&begin, &disk, "file:///two/rules/a.route");
    assert_eq!(found, ["file:///two/rules/a.route", "file:///two/rules/b.route"]);
}
