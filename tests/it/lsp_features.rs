//! Each feature of the language server in a whole session, with what an editor would draw.

use crate::lsp_client::{Client, cursor, drawn, edited, range};
use serde_json::{Value, json};
use std::fmt::Write;

const PEOPLE: &str = "language 1\nskill french \"French\"\nenum Tier { silver, gold }\n";
const DESK: &str = "language 1
import \"people.route\"
entity Case { title: text, tier: Tier }
queue cases \"Cases\" { type record }
queue gold_desk { type record }
condition is_gold(of: Tier) = of == gold
intake Case { otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first {
    \"Gold\": when is_gold(tier) to gold_desk
    \"Rest\": otherwise to cases
  }
}
test \"gold\" {
  given desk { title \"a\", tier gold }
  expect queue == gold_desk
}
";

/// The desk with a cursor in front of the `nth` place where `words` stands, and what is asked about it.
fn at(words: &str, nth: usize) -> (Client, Value) {
    let place = DESK.match_indices(words).nth(nth).unwrap().0;
    let (text, position) = cursor(&format!("{}⌖{}", &DESK[..place], &DESK[place..]));
    let mut client = Client::new(&[("desk.route", DESK), ("people.route", PEOPLE)]);
    client.open("desk.route", &text);
    let params = json!({ "textDocument": { "uri": client.uri("desk.route") }, "position": position });
    (client, params)
}

/// Places in both files, drawn.
fn places(client: &Client, found: &Value, words: &dyn Fn(&Value) -> String) -> String {
    let mut page = String::new();
    for (name, text) in [("desk.route", DESK), ("people.route", PEOPLE)] {
        let here = found.as_array().unwrap().iter();
        let here = here.filter(|one| one.get("uri").is_none_or(|uri| *uri == client.uri(name)));
        let marks: Vec<_> = here.map(|one| (one["range"].clone(), words(one))).collect();
        if !marks.is_empty() {
            write!(page, "{name}\n{}", drawn(text, &marks)).unwrap();
        }
        if found.as_array().unwrap().iter().all(|one| one.get("uri").is_none()) {
            break;
        }
    }
    page
}

fn nothing(_: &Value) -> String {
    String::new()
}

#[test]
fn a_definition_may_be_in_another_file() {
    let (mut client, params) = at("Tier }", 0);
    let found = client.ask("textDocument/definition", params).unwrap();
    kept!("lsp", places(&client, &found, &nothing));
}

#[test]
fn references_are_everywhere_a_thing_is_named() {
    let (mut client, mut params) = at("gold_desk", 0);
    params["context"] = json!({ "includeDeclaration": true });
    let found = client.ask("textDocument/references", params).unwrap();
    kept!("lsp", places(&client, &found, &nothing));
    let (mut client, params) = at("gold_desk", 0);
    let found = client.ask("textDocument/documentHighlight", params).unwrap();
    kept!("lsp", places(&client, &found, &|one| format!("kind {}", one["kind"])));
}

#[test]
fn a_queue_is_renamed_wherever_it_is_named() {
    let (mut client, mut params) = at("gold_desk", 1);
    let range = client.ask("textDocument/prepareRename", params.clone()).unwrap();
    assert_eq!(range["start"], params["position"]);
    params["newName"] = json!("vip");
    let edit = client.ask("textDocument/rename", params.clone()).unwrap();
    let renamed = edited(DESK, &edit["changes"][client.uri("desk.route")]);
    assert_eq!(renamed, DESK.replace("gold_desk", "vip"));
    params["newName"] = json!("cases");
    assert_eq!(client.ask("textDocument/rename", params).unwrap_err()["code"], -32803);
}

#[test]
fn who_names_a_queue_outside_of_the_program_is_thought_of() {
    let (mut client, mut params) = at("gold_desk", 1);
    params["newName"] = json!("vip");
    client.ask("textDocument/rename", params.clone()).unwrap();
    let shown = client.wait_for("window/showMessage")["params"].clone();
    assert!(shown["message"].as_str().unwrap().contains("they must say `vip`"), "{shown}");
    let can = json!({ "workspace": { "workspaceEdit": {
        "documentChanges": true, "changeAnnotationSupport": { "groupsOnLabel": true }
    } } });
    let mut client = Client::with(&[("desk.route", DESK), ("people.route", PEOPLE)], &can);
    client.open("desk.route", DESK);
    params["textDocument"]["uri"] = json!(client.uri("desk.route"));
    let edit = client.ask("textDocument/rename", params.clone()).unwrap();
    let annotations = edit["changeAnnotations"].as_object().unwrap();
    let (name, annotation) = annotations.iter().next().unwrap();
    assert_eq!(annotation["needsConfirmation"], true);
    assert_eq!(annotation["description"], shown["message"]);
    let edits = edit["documentChanges"][0]["edits"].as_array().unwrap();
    assert!(edits.len() > 2 && edits.iter().all(|edit| edit["annotationId"] == **name), "{edit}");
    let (_, place) = at("is_gold", 0);
    params["position"] = place["position"].clone();
    let edit = client.ask("textDocument/rename", params).unwrap();
    assert_eq!(edit["changeAnnotations"], Value::Null);
}

#[test]
fn hovering_says_what_a_word_is() {
    let (mut client, params) = at("gold_desk", 1);
    let hover = client.ask("textDocument/hover", params).unwrap();
    let marks = [(hover["range"].clone(), hover["contents"]["value"].as_str().unwrap().to_owned())];
    kept!("lsp", drawn(DESK, &marks));
}

#[test]
fn what_is_offered_replaces_what_is_typed() {
    let (text, position) = cursor(&DESK.replace("to gold_desk", "to go⌖"));
    let mut client = Client::new(&[("desk.route", DESK), ("people.route", PEOPLE)]);
    client.open("desk.route", &text);
    let params = json!({ "textDocument": { "uri": client.uri("desk.route") }, "position": position });
    let offers = client.ask("textDocument/completion", params).unwrap();
    let offer = offers.as_array().unwrap().iter().find(|offer| offer["label"] == "gold_desk").unwrap();
    assert_eq!(edited(&text, &json!([offer["textEdit"]])), DESK);
}

#[test]
fn snippets_are_plain_where_the_editor_knows_none() {
    for (able, mark) in [(true, true), (false, false)] {
        let item = json!({ "completionItem": { "snippetSupport": able } });
        let mut client = Client::with(&[], &json!({ "textDocument": { "completion": item } }));
        client.open("new.route", "language 1\n");
        let position = json!({ "line": 1, "character": 0 });
        let params = json!({ "textDocument": { "uri": client.uri("new.route") }, "position": position });
        let offers = client.ask("textDocument/completion", params).unwrap();
        let text = offers.to_string();
        assert_eq!(text.contains("${1"), mark, "{text}");
        let queue = offers.as_array().unwrap().iter().find(|offer| offer["label"] == "queue").unwrap();
        assert_eq!(queue["insertTextFormat"], if able { 2 } else { 1 });
    }
}

#[test]
fn a_call_shows_what_it_is_given() {
    let (mut client, params) = at("tier) to", 0);
    let help = client.ask("textDocument/signatureHelp", params).unwrap();
    let one = &help["signatures"][0];
    let (label, place) = (one["label"].as_str().unwrap(), &one["parameters"][0]["label"]);
    let place = column(&place[0])..column(&place[1]);
    assert_eq!((&label[place], &help["activeParameter"]), ("of: Tier", &json!(0)));
}

/// What is asked of a whole text.
fn whole(method: &str) -> (Client, Value) {
    let (mut client, _) = at("language", 0);
    let text = json!({ "uri": client.uri("desk.route") });
    let params = json!({ "textDocument": text, "range": range((0, 0), (99, 0)), "options": { "tabSize": 2, "insertSpaces": true } });
    let found = client.ask(method, params).unwrap();
    (client, found)
}

#[test]
fn hints_stand_in_the_text() {
    let (_, found) = whole("textDocument/inlayHint");
    let marks = found.as_array().unwrap().iter().map(|hint| {
        let place = json!({ "start": hint["position"], "end": hint["position"] });
        (place, hint["label"].as_str().unwrap().to_owned())
    });
    kept!("lsp", drawn(DESK, &marks.collect::<Vec<_>>()));
}

fn outline(symbols: &Value, depth: usize, page: &mut String) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let detail = symbol["detail"].as_str().unwrap_or_default();
        writeln!(
            page,
            "{}{} {detail} ({})",
            "  ".repeat(depth),
            symbol["name"].as_str().unwrap(),
            symbol["kind"]
        )
        .unwrap();
        outline(&symbol["children"], depth + 1, page);
    }
}

#[test]
fn a_text_has_an_outline() {
    let (mut client, found) = whole("textDocument/documentSymbol");
    let mut page = String::new();
    outline(&found, 0, &mut page);
    kept!("lsp", page);
    let found = client.ask("workspace/symbol", json!({ "query": "frnch" })).unwrap();
    assert_eq!(
        (&found[0]["name"], &found[0]["location"]["uri"]),
        (&json!("french"), &json!(client.uri("people.route")))
    );
}

#[test]
fn blocks_fold() {
    let (_, found) = whole("textDocument/foldingRange");
    let folds = found.as_array().unwrap().iter();
    let lines: Vec<_> = folds.map(|fold| format!("{}-{}", fold["startLine"], fold["endLine"])).collect();
    assert_eq!(lines, ["7-14", "10-13", "15-18"]);
}

#[test]
fn a_selection_grows() {
    let (mut client, params) = at("is_gold(tier)", 0);
    let params = json!({ "textDocument": params["textDocument"], "positions": [params["position"]] });
    let mut one = &client.ask("textDocument/selectionRange", params).unwrap()[0];
    let mut marks = Vec::new();
    while let Some(range) = one.get("range") {
        marks.push((range.clone(), String::new()));
        one = &one["parent"];
    }
    kept!("lsp", drawn(DESK, &marks));
}

#[test]
fn words_are_painted_by_what_they_name() {
    let (client, found) = whole("textDocument/semanticTokens/full");
    drop(client);
    let mut start = Client::start(&[]);
    let legend =
        start.initialize(&json!({}), &Value::Null)["capabilities"]["semanticTokensProvider"]["legend"]
            .clone();
    let numbers: Vec<u64> =
        found["data"].as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).collect();
    let (mut line, mut column, mut marks) = (0, 0, Vec::new());
    for token in numbers.chunks(5) {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0];
        let place = json!({ "start": { "line": line, "character": column }, "end": { "line": line, "character": column + token[2] } });
        let bits = (0..3).filter(|bit| token[4] >> bit & 1 == 1);
        let also: Vec<_> = bits.map(|bit| legend["tokenModifiers"][bit].as_str().unwrap()).collect();
        let kind = legend["tokenTypes"][usize::try_from(token[3]).unwrap()].as_str().unwrap();
        marks.push((place, [&[kind], also.as_slice()].concat().join(" ")));
    }
    let part: Vec<_> = marks
        .into_iter()
        .filter(|(place, _)| [3, 11].contains(&place["start"]["line"].as_u64().unwrap()))
        .collect();
    kept!("lsp", drawn(DESK, &part));
}

#[test]
fn paths_lead_to_files_and_tests_can_be_run() {
    let (client, found) = whole("textDocument/documentLink");
    kept!("lsp", drawn(DESK, &[(found[0]["range"].clone(), String::new())]));
    assert_eq!(found[0]["target"], client.uri("people.route"));
    let (mut client, found) = whole("textDocument/codeLens");
    let command = &found[0]["command"];
    assert_eq!((found.as_array().unwrap().len(), &command["title"]), (1, &json!("run test")));
    let run = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(
        client.ask("workspace/executeCommand", run).unwrap(),
        json!({ "passed": true, "text": "✓ gold\n" })
    );
}

#[test]
fn a_text_is_formatted_whole_in_part_and_while_it_is_typed() {
    let untidy =
        DESK.replace("  type record,", "      type   record,").replace("given desk", "   given   desk");
    let mut client = Client::new(&[("people.route", PEOPLE)]);
    client.open("desk.route", DESK);
    let text = json!({ "uri": client.uri("desk.route") });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let tidy =
        client.ask("textDocument/formatting", json!({ "textDocument": text, "options": options })).unwrap();
    let tidy = edited(DESK, &tidy);
    client.change("desk.route", &untidy);
    let all =
        client.ask("textDocument/formatting", json!({ "textDocument": text, "options": options })).unwrap();
    assert_eq!(edited(&untidy, &all), tidy);
    let one = json!({ "textDocument": text, "options": options, "range": range((16, 0), (16, 1)) });
    let part = edited(&untidy, &client.ask("textDocument/rangeFormatting", one).unwrap());
    assert!(part.contains("\n  given desk {") && part.contains("      type   record,"), "{part}");
    let typed = json!({ "textDocument": text, "options": options, "ch": "}", "position": { "line": 18, "character": 1 } });
    let part = edited(&untidy, &client.ask("textDocument/onTypeFormatting", typed).unwrap());
    assert!(part.contains("\n  given desk {") && part.contains("      type   record,"), "{part}");
}

/// A number of the protocol as a place in a text.
fn column(number: &Value) -> usize {
    usize::try_from(number.as_u64().unwrap()).unwrap()
}
