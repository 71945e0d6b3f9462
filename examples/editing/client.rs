//! An editor without a screen: it starts the server, types, and waits for answers.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// A session with a server.
pub(crate) struct Client {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    folder: PathBuf,
    next: i64,
    versions: BTreeMap<String, i64>,
}

impl Client {
    /// Starts `program lsp` for a folder and opens `main.route`.
    pub(crate) fn start(program: &Path, folder: &Path) -> Outcome<Self> {
        let mut child = Command::new(program)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = child.stdin.take().ok_or("the server has no input")?;
        let output = BufReader::new(child.stdout.take().ok_or("the server has no output")?);
        let folder = folder.canonicalize()?;
        let mut client = Self { child, input, output, folder, next: 0, versions: BTreeMap::new() };
        let root = client.uri("");
        client.ask(
            "initialize",
            json!({
                "processId": null,
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "desks" }],
                "capabilities": { "general": { "positionEncodings": ["utf-8"] } },
            }),
        )?;
        client.tell("initialized", json!({}))?;
        Ok(client)
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.display()).trim_end_matches('/').to_owned()
    }

    fn send(&mut self, message: &Value) -> Outcome<()> {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        Ok(self.input.flush()?)
    }

    fn receive(&mut self) -> Outcome<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                return Err("the server is gone".into());
            }
            if let Some(bytes) = line.strip_prefix("Content-Length: ") {
                length = bytes.trim().parse()?;
            } else if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body)?;
        Ok(serde_json::from_slice(&body)?)
    }

    /// Tells the server something.
    pub(crate) fn tell(&mut self, method: &str, params: Value) -> Outcome<()> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// Asks the server something and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Outcome<Value> {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        loop {
            let message = self.receive()?;
            if message.get("method").is_some() {
                // What the server asks of an editor, this one always allows.
                if let Some(asked) = message.get("id") {
                    self.send(&json!({ "jsonrpc": "2.0", "id": asked, "result": null }))?;
                }
            } else if message["id"] == json!(id) {
                return match message.get("error") {
                    Some(error) => Err(format!("{method}: {error}").into()),
                    None => Ok(message["result"].clone()),
                };
            }
        }
    }

    /// Opens a file with the text it has.
    pub(crate) fn open(&mut self, name: &str, text: &str) -> Outcome<()> {
        self.versions.insert(name.to_owned(), 1);
        let document = json!({ "uri": self.uri(name), "languageId": "route", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }))
    }

    /// Puts `text` in the place of a part of a line.
    pub(crate) fn edit(
        &mut self,
        name: &str,
        line: usize,
        from: usize,
        to: usize,
        text: &str,
    ) -> Outcome<()> {
        let version = self.versions.entry(name.to_owned()).or_default();
        *version += 1;
        let version = *version;
        let range =
            json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } });
        let params = json!({
            "textDocument": { "uri": self.uri(name), "version": version },
            "contentChanges": [{ "range": range, "text": text }],
        });
        self.tell("textDocument/didChange", params)
    }

    /// What is wrong with a file.
    pub(crate) fn diagnostics(&mut self, name: &str) -> Outcome<Value> {
        let uri = self.uri(name);
        self.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }))
    }

    /// Asks something about a place.
    pub(crate) fn at(&mut self, method: &str, name: &str, line: usize, character: usize) -> Outcome<Value> {
        let uri = self.uri(name);
        let position = json!({ "line": line, "character": character });
        self.ask(method, json!({ "textDocument": { "uri": uri }, "position": position, "context": { "includeDeclaration": true, "triggerKind": 1 } }))
    }

    /// Asks something about a file.
    pub(crate) fn of(&mut self, method: &str, name: &str) -> Outcome<Value> {
        let uri = self.uri(name);
        self.ask(method, json!({ "textDocument": { "uri": uri } }))
    }

    /// How much memory the server holds, in kilobytes, where the system tells.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    }

    /// Ends the session.
    pub(crate) fn end(mut self) -> Outcome<()> {
        self.ask("shutdown", Value::Null)?;
        self.tell("exit", Value::Null)?;
        self.child.wait()?;
        Ok(())
    }
}
