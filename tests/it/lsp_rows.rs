//! The server on tests with rows and on the files of their items.

use crate::lsp_client::Client;
use serde_json::{Value, json};

const DESK: &str = "language 1
enum Tier { silver, gold }
entity Case { title: text, tier: Tier = silver }
queue cases { type record }
queue late { type record }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first { \"Gold\": when tier == gold to late, \"Rest\": otherwise to cases }
}
test \"who is late\" {
  given desk { title \"a\" }
  rows tier -> queue | fired {
    silver -> cases | any
    \"gold\": gold -> cases | \"Gold\"
  }
}
test \"last week\" {
  given desk from \"items.jsonl\"
  expect queue == late
}
";

fn codes(said: &Value) -> Vec<&str> {
    said["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn all_rows_of_a_test_run_by_its_button() {
    let mut client =
        Client::new(&[("desk.route", DESK), ("items.jsonl", "{\"title\": \"One\", \"tier\": \"gold\"}\n")]);
    client.open("desk.route", DESK);
    let params = json!({ "textDocument": { "uri": client.uri("desk.route") } });
    let lenses = client.ask("textDocument/codeLens", params).unwrap();
    let mut texts = Vec::new();
    for lens in lenses.as_array().unwrap() {
        let params = json!({ "command": "enroute.run", "arguments": lens["command"]["arguments"] });
        let answer = client.ask("workspace/executeCommand", params).unwrap();
        texts.push((answer["passed"].clone(), answer["text"].as_str().unwrap().to_owned()));
    }
    assert!(texts[0].1.starts_with("✓ who is late: silver\n✗ who is late: gold\n"), "{texts:?}");
    assert_eq!(texts[1], (json!(true), "✓ last week: 1\n".to_owned()));
}

#[test]
fn a_file_of_items_is_read_again_when_it_changes() {
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::with(&[("desk.route", DESK)], &watching);
    let asked = client.wait_for("client/registerCapability");
    let watched = asked["params"]["registrations"][0]["registerOptions"].to_string();
    assert!(watched.contains("jsonl"), "{watched}");
    client.send_all(&[json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null })]);
    client.open("desk.route", DESK);
    assert_eq!(codes(&client.diagnostics("desk.route")), ["items-file-missing"]);
    let item = "{\"id\": \"c-1\", \"title\": \"One\"}\n";
    for (kind, text, wanted) in [
        (1, item.to_owned(), vec![]),
        (2, format!("{item}{item}"), vec!["test-id-twice"]),
        (2, "{".to_owned(), vec!["test-not-items"]),
        (2, item.to_owned(), vec![]),
    ] {
        client.write("items.jsonl", &text);
        let uri = client.uri("items.jsonl");
        client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
        assert_eq!(codes(&client.diagnostics("desk.route")), wanted, "{text}");
    }
}
