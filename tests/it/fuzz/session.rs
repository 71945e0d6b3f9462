//! A program under an editor's hands: what the language server says after edits is what it would say of the text afresh.

use super::target::chance_of;
use crate::oracle::dice::Dice;
use enroute::diagnostic::Diagnostic;
use enroute::engine::{self, LoadError, Loader, Workspace};
use enroute::ide::{
    At, IncludeDeclaration, actions, complete, definition, find_symbols, folds, highlights, hints, hover,
    lenses, links, occurrence, paint, prepare_rename, references, rename, selections, signature, symbols,
};
use enroute::lsp::{Ended, Files, Outside, serve};
use enroute::source::{FileId, Span};
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

/// What stands between the texts that follow one another.
pub(crate) const BREAK: &str = "\u{c}\n";

const MAIN: &str = "main.route";

/// A folder with one file.
struct Only(String);

impl Loader for Only {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        if name == MAIN { Ok(self.0.clone().into_bytes()) } else { Err(LoadError::Missing) }
    }
}

/// A disk with nothing on it.
struct Nothing;

impl Files for Nothing {
    fn read(&self, _: &str, _: &str) -> Result<Vec<u8>, LoadError> {
        Err(LoadError::Missing)
    }

    fn below(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// Edits a program from text to text, and asks of it as an editor asks.
pub(crate) fn attempt(texts: &str) {
    let dice = &mut chance_of(texts.as_bytes());
    let texts: Vec<&str> = texts.split(BREAK).take(8).collect();
    kept(&texts, dice);
    if dice.below(4) == 0 {
        served(&texts, dice);
    }
}

/// A workspace says after each edit what a fresh look says, and has an answer at any place.
fn kept(texts: &[&str], dice: &mut Dice) {
    let mut workspace = Workspace::new(vec![MAIN.to_owned()]);
    for text in texts {
        let loader = Only((*text).to_owned());
        workspace.touch(MAIN);
        workspace.refresh(&loader);
        let afresh = engine::check(&loader, &[MAIN.to_owned()]).unwrap().diagnostics;
        assert!(alike(workspace.diagnostics(), &afresh), "{:#?}\n{afresh:#?}", workspace.diagnostics());
        ask(&workspace, &loader, dice);
    }
}

fn alike(one: &[Diagnostic], other: &[Diagnostic]) -> bool {
    let sorted = |all: &[Diagnostic]| {
        let mut all = all.to_vec();
        all.sort_by(|one, other| {
            (one.span(), &one.code, &one.message).cmp(&(other.span(), &other.code, &other.message))
        });
        all
    };
    sorted(one) == sorted(other)
}

fn ask(workspace: &Workspace, loader: &Only, dice: &mut Dice) {
    let file = FileId(0);
    let text = loader.0.as_str();
    let offset = u32::try_from(dice.below(text.len() + 2)).unwrap();
    let at = At { file, offset };
    match dice.below(6) {
        0 => {
            let around = selections(workspace, at);
            assert!(
                around.windows(2).all(|pair| pair[0].start >= pair[1].start && pair[0].end <= pair[1].end)
            );
            let _ = (hover(workspace, at), signature(workspace, at));
        }
        1 => drop(complete(workspace, loader, at)),
        2 => {
            let _ = (definition(workspace, at), occurrence(workspace, at), highlights(workspace, at));
            drop(references(workspace, at, IncludeDeclaration::Yes));
            let prepared = prepare_rename(workspace, at);
            assert!(prepared.is_ok() || rename(workspace, loader, at, "other").is_err());
        }
        3 => drop(actions(workspace, loader, Span::new(file, offset, offset))),
        4 => {
            let painted = paint(workspace, file);
            assert!(painted.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            drop((folds(workspace, file), links(workspace, file), lenses(workspace, file)));
        }
        _ => {
            drop(hints(workspace, file, Span::new(file, 0, u32::MAX)));
            drop((symbols(workspace, file), find_symbols(workspace, "a")));
        }
    }
}

const URI: &str = "file:///desk/main.route";

/// What is asked about a place.
const ASKED: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/rename",
    "textDocument/codeAction",
    "textDocument/inlayHint",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/semanticTokens/full",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/onTypeFormatting",
    "textDocument/codeLens",
    "textDocument/diagnostic",
];

/// The server in this process: it answers each question once, without a mistake of ours, and ends as it should.
fn served(texts: &[&str], dice: &mut Dice) {
    let (client, server) = Connection::memory();
    let send = |message: Message| client.sender.send(message).unwrap();
    let begin = json!({ "capabilities": {}, "workspaceFolders": [{ "uri": "file:///desk", "name": "" }] });
    send(question(-1, "initialize", begin));
    send(told("initialized", json!({})));
    let mut asked = 0;
    for (version, text) in (1..).zip(texts) {
        let about = json!({ "uri": URI, "languageId": "route", "version": version, "text": text });
        send(match version {
            1 => told("textDocument/didOpen", json!({ "textDocument": about })),
            _ => told(
                "textDocument/didChange",
                json!({ "textDocument": about, "contentChanges": [{ "text": text }] }),
            ),
        });
        asked += 1;
        send(question(asked, dice.pick::<&str>(ASKED), place(text, dice)));
    }
    send(question(-2, "shutdown", Value::Null));
    send(told("exit", Value::Null));
    let ended = serve(&server, Outside { files: &Nothing, draw: |_, _| String::new() });
    assert_eq!(ended, Ended::Properly);
    let mut answered = 0;
    for message in client.receiver.try_iter() {
        if let Message::Response(response) = message {
            answered += 1;
            let mistake = response.response_result.as_ref().is_err_and(|error| error.code == -32603);
            assert!(!mistake, "{response:?}");
        }
    }
    assert_eq!(answered, asked + 2, "each question is answered once");
}

/// Params for any question, about some place of a text.
fn place(text: &str, dice: &mut Dice) -> Value {
    let line = dice.below(text.lines().count() + 2);
    let place = |character: usize| json!({ "line": line, "character": character });
    let (from, to) = (place(dice.below(60)), place(60 + dice.below(60)));
    json!({
        "textDocument": { "uri": URI }, "position": from, "positions": [from, to],
        "range": { "start": from, "end": to }, "ch": dice.pick(&["}", "\n"]), "newName": "other",
        "context": { "diagnostics": [], "includeDeclaration": true }, "options": { "tabSize": 2, "insertSpaces": true },
    })
}

fn question(id: i32, method: &str, params: Value) -> Message {
    Request { id: id.into(), method: method.to_owned(), params }.into()
}

fn told(method: &str, params: Value) -> Message {
    Notification { method: method.to_owned(), params }.into()
}
