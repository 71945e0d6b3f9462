//! The language server in this process: what it does with messages that wait together, and with messages by chance.

use enroute::engine::LoadError;
use enroute::lsp::{Ended, Files, Outside, serve};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;

const URI: &str = "file:///desk/a.route";

/// The files of a disk that there is not.
#[derive(Default)]
struct Memory(BTreeMap<String, String>);

impl Files for Memory {
    fn read(&self, folder: &str, name: &str) -> Result<Vec<u8>, LoadError> {
        self.0
            .get(&format!("{}/{name}", folder.trim_end_matches('/')))
            .map(|text| text.clone().into_bytes())
            .ok_or(LoadError::Missing)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        self.0.keys().filter(|path| path.starts_with(folder)).cloned().collect()
    }
}

/// What the server says where all these messages wait from the beginning.
fn session(capabilities: &Value, messages: Vec<Message>) -> (Ended, Vec<Message>) {
    let begin =
        json!({ "capabilities": capabilities, "workspaceFolders": [{ "uri": "file:///desk", "name": "" }] });
    let text = "language 1\nqueue b { type record }\n";
    session_of(&begin, BTreeMap::from([("/desk/b.route".to_owned(), text.to_owned())]), messages)
}

/// The same, with that begin and these files.
pub(crate) fn session_of(
    begin: &Value,
    files: BTreeMap<String, String>,
    messages: Vec<Message>,
) -> (Ended, Vec<Message>) {
    session_with(begin, &Memory(files), messages)
}

fn session_with(begin: &Value, files: &dyn Files, messages: Vec<Message>) -> (Ended, Vec<Message>) {
    let (client, server) = Connection::memory();
    client.sender.send(ask(-1, "initialize", begin.clone())).unwrap();
    client.sender.send(tell("initialized", json!({}))).unwrap();
    for message in messages {
        client.sender.send(message).unwrap();
    }
    client.sender.send(ask(-2, "shutdown", Value::Null)).unwrap();
    client.sender.send(tell("exit", Value::Null)).unwrap();
    let ended = serve(&server, Outside { files, draw: |report, _| format!("{}", report.failures()) });
    (ended, client.receiver.try_iter().collect())
}

pub(crate) fn ask(id: i32, method: &str, params: Value) -> Message {
    Request { id: id.into(), method: method.to_owned(), params }.into()
}

pub(crate) fn tell(method: &str, params: Value) -> Message {
    Notification { method: method.to_owned(), params }.into()
}

fn open(text: &str) -> Message {
    tell(
        "textDocument/didOpen",
        json!({ "textDocument": { "uri": URI, "languageId": "route", "version": 1, "text": text } }),
    )
}

fn change(version: i32, changes: Value) -> Message {
    let mut params = json!({ "textDocument": { "uri": URI, "version": version } });
    params["contentChanges"] = changes;
    tell("textDocument/didChange", params)
}

fn hover(id: i32) -> Message {
    ask(
        id,
        "textDocument/hover",
        json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } }),
    )
}

/// The code of the error that answers a request; `None` where it has a result.
fn error(said: &[Message], id: i32) -> Option<i32> {
    let id = RequestId::from(id);
    let answers: Vec<&Response> = said
        .iter()
        .filter_map(|message| match message {
            Message::Response(response) if response.id == id => Some(response),
            _ => None,
        })
        .collect();
    assert_eq!(answers.len(), 1, "{id} is answered once: {said:?}");
    answers[0].response_result.as_ref().err().map(|error| error.code)
}

/// The result of a request.
pub(crate) fn result(said: &[Message], id: i32) -> Value {
    let id = RequestId::from(id);
    let found = said.iter().find_map(|message| match message {
        Message::Response(response) if response.id == id => response.response_result.clone().ok(),
        _ => None,
    });
    found.unwrap()
}

fn pushed(said: &[Message]) -> Vec<&Value> {
    let sent = said.iter().filter_map(|message| match message {
        Message::Notification(told) if told.method == "textDocument/publishDiagnostics" => Some(&told.params),
        _ => None,
    });
    sent.collect()
}

#[test]
fn what_is_cancelled_while_it_waits_is_not_worked_out() {
    let (ended, said) = session(
        &json!({}),
        vec![open("language 1\n"), hover(1), hover(2), tell("$/cancelRequest", json!({ "id": 1 }))],
    );
    assert_eq!((ended, error(&said, 1), error(&said, 2)), (Ended::Properly, Some(-32800), None));
}

#[test]
fn what_an_edit_has_overtaken_is_not_worked_out() {
    let whole = json!([{ "text": "language 1\n\n" }]);
    let pull = ask(4, "textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
    let other = ask(5, "workspace/symbol", json!({ "query": "" }));
    let (_, said) =
        session(&json!({}), vec![open("language 1\n"), hover(1), pull, other, change(2, whole), hover(3)]);
    assert_eq!(
        (error(&said, 1), error(&said, 4), error(&said, 5), error(&said, 3)),
        (Some(-32801), Some(-32802), None, None)
    );
}

#[test]
fn edits_that_follow_one_another_are_answered_together() {
    let mut messages = vec![open("language 1\n")];
    messages.extend(
        (2..50)
            .map(|version| change(version, json!([{ "text": format!("language 1\nqueue q{version} {{") }]))),
    );
    messages.push(ask(1, "workspace/symbol", json!({ "query": "" })));
    let (_, said) = session(&json!({}), messages);
    let pushed = pushed(&said);
    assert_eq!((pushed.len(), &pushed[0]["version"]), (1, &json!(49)));
    assert_eq!(error(&said, 1), None);
}

/// A text as a careful client keeps it: letter by letter.
fn replaced(text: &str, encoding: &str, (from, to): ((u32, u32), (u32, u32)), with: &str) -> String {
    let (one, other) = (offset(text, encoding, from), offset(text, encoding, to));
    [&text[..one.min(other)], with, &text[one.max(other)..]].concat()
}

/// Where a position is; the nearest place in front where it is inside a letter, and the end of the line where it is beyond.
fn offset(text: &str, encoding: &str, (line, column): (u32, u32)) -> usize {
    let mut at = 0;
    let mut left = line;
    while left > 0 {
        let rest = &text[at..];
        let Some(end) = rest.find(['\n', '\r']) else { return text.len() };
        at += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        left -= 1;
    }
    let mut units = 0;
    for (place, letter) in text[at..].char_indices() {
        units += match encoding {
            "utf-8" => letter.len_utf8(),
            "utf-16" => letter.len_utf16(),
            _ => 1,
        };
        if ['\n', '\r'].contains(&letter) || units > column as usize {
            return at + place;
        }
    }
    text.len()
}

fn position() -> impl Strategy<Value = (u32, u32)> {
    let far = prop_oneof![9 => 0..8_u32, 1 => any::<u32>()];
    (0..6_u32, far)
}

proptest! {
    #[test]
    fn after_any_edits_the_text_is_the_clients(
        encoding in prop_oneof![Just("utf-8"), Just("utf-16"), Just("utf-32")],
        start in "([ab{}\"é😀]{0,5}(\n|\r\n|\r)?){0,5}",
        edits in prop::collection::vec((position(), position(), "[a\n\ré😀]{0,3}"), 1..8),
    ) {
        let mut text = start.clone();
        let mut changes = Vec::new();
        for (from, to, with) in &edits {
            text = replaced(&text, encoding, (*from, *to), with);
            let place = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
            changes.push(json!({ "range": { "start": place(*from), "end": place(*to) }, "text": with }));
        }
        let offered = json!({ "general": { "positionEncodings": [encoding] } });
        let uri = json!({ "uri": URI });
        let end = json!([{ "line": 1_000, "character": 0 }]);
        // What the server says of the edited text is what it says of the same text opened: what is wrong with it, what
        // its words are, and where it ends.
        let answers = |mut messages: Vec<Message>| {
            messages.push(ask(1, "textDocument/diagnostic", json!({ "textDocument": uri })));
            messages.push(ask(2, "textDocument/semanticTokens/full", json!({ "textDocument": uri })));
            messages.push(ask(3, "textDocument/selectionRange", json!({ "textDocument": uri, "positions": end })));
            let (_, said) = session(&offered, messages);
            [1, 2, 3].map(|id| result(&said, id))
        };
        let edited = answers(vec![open(&start), change(2, Value::Array(changes))]);
        prop_assert_eq!(edited, answers(vec![open(&text)]));
    }
}

/// A disk whose folders cannot be listed without a mistake of ours, from the second time on.
#[derive(Default)]
struct Faulty(Cell<u32>);

impl Files for Faulty {
    fn read(&self, _: &str, _: &str) -> Result<Vec<u8>, LoadError> {
        Err(LoadError::Missing)
    }

    fn below(&self, _: &str) -> Vec<String> {
        self.0.set(self.0.get() + 1);
        assert!(self.0.get() < 2, "a mistake");
        Vec::new()
    }
}

#[test]
fn a_mistake_of_ours_ends_no_session_whatever_it_was_about() {
    let folders = json!([{ "uri": "file:///desk", "name": "" }]);
    let begin =
        json!({ "capabilities": { "workspace": { "configuration": true } }, "workspaceFolders": folders });
    let settings =
        Response { id: "enroute-1".to_owned().into(), response_result: Ok(json!([{ "programs": [] }])) };
    let watched = json!({ "changes": [{ "uri": URI, "type": 1 }] });
    let told = tell("workspace/didChangeWatchedFiles", watched);
    let messages = vec![open("language 1\n"), settings.into(), told, hover(1)];
    let (ended, said) = session_with(&begin, &Faulty::default(), messages);
    assert_eq!((ended, error(&said, 1)), (Ended::Properly, None));
    let wrong_from_the_beginning = Faulty(Cell::new(1));
    let (ended, said) = session_with(&begin, &wrong_from_the_beginning, vec![hover(1)]);
    assert_eq!((ended, error(&said, -1), error(&said, 1)), (Ended::Abruptly, Some(-32603), Some(-32002)));
}

#[test]
fn what_is_asked_wrongly_is_said_without_words_of_ours() {
    let run = |arguments: Value| json!({ "command": "enroute.run", "arguments": arguments });
    let wrong = [
        ("workspace/executeCommand", run(json!([]))),
        ("workspace/executeCommand", run(json!([{ "uri": URI, "kind": "rule", "name": "a" }]))),
        ("textDocument/hover", Value::Null),
        ("textDocument/hover", json!({ "textDocument": { "uri": URI } })),
        ("textDocument/hover", json!({ "textDocument": 1, "position": { "line": 0, "character": 0 } })),
    ];
    let messages = (1..).zip(wrong).map(|(id, (method, params))| ask(id, method, params)).collect();
    let (_, said) = session(&json!({}), messages);
    let words = |id: i32| {
        said.iter().find_map(|message| match message {
            Message::Response(Response { id: of, response_result: Err(error) }) if *of == id.into() => {
                Some(error.message.as_str())
            }
            _ => None,
        })
    };
    let run = "say what is to be run: the address of its text as `uri`, `test` or `scenario` as `kind`, and what it is called as `name`";
    let wrong = "what came with it is not what belongs to it";
    let all: Vec<_> = (1..=5).map(|id| words(id).unwrap()).collect();
    assert_eq!(all, [run, run, wrong, "`position` is missing", wrong]);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..30_u32).prop_map(Value::from),
        "[a-z{}\"\n:/]{0,8}".prop_map(Value::from),
        Just(json!(URI)),
        Just(json!("file:///desk/b.route")),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let key = prop_oneof![
            Just("textDocument"),
            Just("uri"),
            Just("position"),
            Just("range"),
            Just("context"),
            Just("text"),
            Just("id")
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..4).prop_map(|fields| {
                Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

/// Params that are right but for where they point.
fn aimed() -> impl Strategy<Value = Value> {
    let uri = prop_oneof![4 => Just(URI), 1 => Just("file:///desk/b.route"), 1 => Just("x")];
    (uri, position(), position(), "[a-z ]{0,4}").prop_map(|(uri, from, to, text)| {
        let place = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
        let range = json!({ "start": place(from), "end": place(to) });
        json!({
            "textDocument": { "uri": uri, "version": 7, "languageId": "route", "text": text },
            "position": place(from), "positions": [place(from), place(to)], "range": range, "ch": "}",
            "context": { "diagnostics": [], "includeDeclaration": true }, "newName": text, "query": text,
            "contentChanges": [{ "range": range, "text": text }], "options": { "tabSize": 2, "insertSpaces": true },
            "previousResultIds": [], "command": "enroute.run", "arguments": [{ "uri": uri, "kind": "test", "name": text }],
            "changes": [{ "uri": uri, "type": 2 }], "files": [{ "uri": uri, "oldUri": uri, "newUri": "file:///desk/c.route" }],
        })
    })
}

const METHODS: &[&str] = &[
    "initialize",
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/inlayHint",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/documentSymbol",
    "workspace/symbol",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/documentLink",
    "textDocument/codeLens",
    "textDocument/codeAction",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/onTypeFormatting",
    "textDocument/diagnostic",
    "workspace/diagnostic",
    "workspace/executeCommand",
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didSave",
    "textDocument/didClose",
    "workspace/didChangeWatchedFiles",
    "workspace/didRenameFiles",
    "workspace/didDeleteFiles",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWorkspaceFolders",
    "$/setTrace",
    "$/cancelRequest",
    "nothing",
];

const DESK: &str = "language 1\nimport \"b.route\"\nentity Case { title: text }\nqueue a { type record }\nintake Case { otherwise to desk }\nworkstream desk {\n  type record, carries Case, mode push, fallback a\n  route first { when title == \"x\" to b }\n}\ntest \"a\" { given desk { title \"😀\" } expect queue == a }\n";

proptest! {
    #[test]
    fn no_messages_end_the_session(
        messages in prop::collection::vec((prop::sample::select(METHODS), prop_oneof![any_json(), aimed(), aimed()], any::<bool>()), 1..12),
    ) {
        let mut all = vec![open(DESK)];
        let mut asked = Vec::new();
        for (id, (method, params, is_request)) in (1..).zip(messages) {
            let is_request = is_request || !method.contains("did") && !method.starts_with('$');
            if is_request {
                asked.push(id);
            }
            all.push(if is_request { ask(id, method, params) } else { tell(method, params) });
        }
        let (ended, said) = session(&json!({}), all);
        prop_assert_eq!(ended, Ended::Properly);
        for id in asked {
            prop_assert_ne!(error(&said, id), Some(-32603), "a mistake of ours");
        }
    }
}
