//! An editor for tests: it starts the real server, talks to it over its input and output, and keeps what it is sent.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Long enough for a machine with much else to do.
const PATIENCE: Duration = Duration::from_mins(1);

/// A session with the server.
pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    told: Receiver<Value>,
    next: i32,
    folder: tempfile::TempDir,
    versions: BTreeMap<String, i32>,
    /// What the server told and nobody has looked at.
    pub(crate) heard: Vec<Value>,
}

impl Client {
    /// A server that was started for a folder with these files, and has said nothing yet.
    pub(crate) fn start(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            write(folder.path(), name, text);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_enroute"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (tell, told) = channel();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if tell.send(message).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Self { child, input, told, next: 0, folder, versions: BTreeMap::new(), heard: Vec::new() }
    }

    /// A session with a folder of these files, begun by an editor that can do `capabilities`.
    pub(crate) fn with(files: &[(&str, &str)], capabilities: &Value) -> Self {
        let mut client = Self::start(files);
        client.initialize(capabilities, &Value::Null);
        client
    }

    /// A session with a folder of these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, &json!({}))
    }

    /// Begins the session; gives what the server can do.
    pub(crate) fn initialize(&mut self, capabilities: &Value, options: &Value) -> Value {
        let root = self.root();
        let params = json!({
            "processId": null,
            "rootUri": root,
            "workspaceFolders": [{ "uri": root, "name": "desk" }],
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        let result = self.ask("initialize", params).unwrap();
        self.tell("initialized", json!({}));
        result
    }

    /// The folder on disk.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    /// The address of the folder.
    pub(crate) fn root(&self) -> String {
        format!("file://{}", self.folder().display())
    }

    /// The address of a file.
    pub(crate) fn uri(&self, name: &str) -> String {
        if name.contains(':') { name.to_owned() } else { format!("{}/{name}", self.root()) }
    }

    /// Writes a file to disk.
    pub(crate) fn write(&self, name: &str, text: &str) {
        write(self.folder.path(), name, text);
    }

    /// Sends bytes as they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends some messages at once, so that the server sees them together.
    pub(crate) fn send_all(&mut self, messages: &[Value]) {
        let framed: String = messages.iter().map(frame).collect();
        self.send_bytes(framed.as_bytes());
    }

    /// Tells something.
    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send_all(&[message(method, params)]);
    }

    /// A question, not sent yet, and its number.
    pub(crate) fn question(&mut self, method: &str, params: Value) -> (i32, Value) {
        self.next += 1;
        let mut question = message(method, params);
        question["id"] = json!(self.next);
        (self.next, question)
    }

    /// Asks something, and waits for the answer: the result, or the error.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let (id, question) = self.question(method, params);
        self.send_all(&[question]);
        self.answer(id)
    }

    /// Waits for the answer to a question.
    pub(crate) fn answer(&mut self, id: i32) -> Result<Value, Value> {
        loop {
            let message = self.told.recv_timeout(PATIENCE).expect("the server answers");
            if message["id"] == id && message.get("method").is_none() {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.heard.push(message);
        }
    }

    /// Waits for the next message with that method, heard already or to come.
    pub(crate) fn wait_for(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.heard.iter().position(|message| message["method"] == method) {
                return self.heard.remove(at);
            }
            let message = self.told.recv_timeout(PATIENCE).expect("the server speaks");
            self.heard.push(message);
        }
    }

    /// Opens a text.
    pub(crate) fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.versions.insert(name.to_owned(), 1);
        let item = json!({ "uri": uri, "languageId": "route", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// An edit of an open text, not sent yet: `(line, column)` to `(line, column)` becomes `text`.
    pub(crate) fn edit(&mut self, name: &str, from: (u32, u32), to: (u32, u32), text: &str) -> Value {
        self.edits(name, &[json!({ "range": range(from, to), "text": text })])
    }

    /// Edits of an open text, not sent yet.
    pub(crate) fn edits(&mut self, name: &str, changes: &[Value]) -> Value {
        let version = self.versions.entry(name.to_owned()).or_insert(1);
        *version += 1;
        let version = *version;
        let text = json!({ "uri": self.uri(name), "version": version });
        let params = json!({ "textDocument": text, "contentChanges": changes });
        json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params })
    }

    /// Puts another text in the place of an open one.
    pub(crate) fn change(&mut self, name: &str, text: &str) {
        let edit = self.edits(name, &[json!({ "text": text })]);
        self.send_all(&[edit]);
    }

    /// Closes a text.
    pub(crate) fn close(&mut self, name: &str) {
        let uri = self.uri(name);
        self.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The diagnostics that the server sends of a text next.
    pub(crate) fn diagnostics(&mut self, name: &str) -> Value {
        let uri = self.uri(name);
        loop {
            let message = self.wait_for("textDocument/publishDiagnostics");
            if message["params"]["uri"] == uri {
                return message["params"].clone();
            }
        }
    }

    /// What the server sends while it handles all it was told up to now.
    pub(crate) fn settle(&mut self) -> Vec<Value> {
        // It answers this after all that came before.
        let _ = self.ask("enroute/nothing", Value::Null);
        std::mem::take(&mut self.heard)
    }

    /// Says goodbye; gives the exit code.
    pub(crate) fn end(mut self) -> Option<i32> {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        self.gone()
    }

    /// Goes without a word; gives the exit code.
    pub(crate) fn leave(mut self) -> Option<i32> {
        self.input = None;
        self.gone()
    }

    /// Waits for the server to end; gives the exit code.
    pub(crate) fn gone(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A range of the protocol.
pub(crate) fn range(from: (u32, u32), to: (u32, u32)) -> Value {
    let position = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    json!({ "start": position(from), "end": position(to) })
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn message(method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "method": method });
    message["params"] = params;
    message
}

fn frame(message: &Value) -> String {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().ok()?,
            None if line.trim().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The text after some edits of the protocol, columns in UTF-16.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| offset(text, &edit["range"]["start"]));
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        let (from, to) = (offset(&text, &edit["range"]["start"]), offset(&text, &edit["range"]["end"]));
        text.replace_range(from..to, edit["newText"].as_str().unwrap());
    }
    text
}

/// The offset of a position that there is.
fn offset(text: &str, position: &Value) -> usize {
    let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let letters = text[start..].chars();
    let mut left = position["character"].as_u64().unwrap();
    let before = letters.take_while(|letter| {
        let fits = left > 0;
        left = left.saturating_sub(letter.len_utf16() as u64);
        fits
    });
    start + before.map(char::len_utf8).sum::<usize>()
}

/// Where `⌖` stands in a text, as a position, and the text without it.
pub(crate) fn cursor(text: &str) -> (String, Value) {
    let at = text.find('⌖').unwrap();
    let line = text[..at].matches('\n').count();
    let column = text[..at].rsplit('\n').next().unwrap().encode_utf16().count();
    (text.replace('⌖', ""), json!({ "line": line, "character": column }))
}

/// The ranges under the lines of a text that they cover, each with its words: as an editor would draw them. Columns are
/// UTF-16.
pub(crate) fn drawn(text: &str, ranges: &[(Value, String)]) -> String {
    let mut page = String::new();
    for (number, line) in (0_u64..).zip(text.lines()) {
        let here: Vec<_> = ranges.iter().filter(|(range, _)| range["start"]["line"] == number).collect();
        if here.is_empty() {
            continue;
        }
        page += &format!("{:>4} | {line}\n", number + 1);
        for (range, words) in here {
            let column = |end: &str| shown_width(line, range[end]["character"].as_u64().unwrap());
            let from = column("start");
            let to = if range["end"]["line"] == number { column("end") } else { line.chars().count() };
            let mark = if to > from { "^".repeat(to - from) } else { "|".to_owned() };
            let more = if range["end"]["line"] == number { "" } else { "…" };
            let words = words.replace('\n', "\n          ");
            page += &format!("     | {}{mark}{more} {words}\n", " ".repeat(from));
        }
    }
    page
}

/// How many letters of a line make up that many UTF-16 units.
fn shown_width(line: &str, units: u64) -> usize {
    let mut left = usize::try_from(units).unwrap();
    let before = line.chars().take_while(|letter| {
        let fits = left >= letter.len_utf16();
        left = left.saturating_sub(letter.len_utf16());
        fits
    });
    before.count()
}
