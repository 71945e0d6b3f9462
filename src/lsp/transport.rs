use lsp_server::{Connection, Message, Notification, RequestId, Response};
use serde_json::{Value, json};
use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

/// No message is longer.
const LONGEST: usize = 256 << 20;

const INVALID_REQUEST: i32 = -32600;

/// A connection over a pair of streams. What is no message is answered or logged, and the next one read: only the end
/// of the input, `exit`, or a message that is far too long ends the connection.
///
/// The handle is of the thread that writes: it ends when the connection is dropped and all is written.
pub fn over(
    input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
) -> (Connection, JoinHandle<io::Result<()>>) {
    let (server, client) = Connection::memory();
    let Connection { sender: to_server, receiver: from_server } = client;
    let to_client = server.sender.clone();
    thread::spawn(move || {
        let mut input = input;
        while let Some(frame) = frame(&mut input) {
            let message = match message(&frame) {
                Ok(message) => message,
                Err(complaint) => {
                    let _ = to_client.send(complaint);
                    continue;
                }
            };
            let is_last = matches!(&message, Message::Notification(last) if last.method == "exit");
            if to_server.send(message).is_err() || is_last {
                return;
            }
        }
    });
    let writer = thread::spawn(move || {
        let mut output = output;
        from_server.iter().try_for_each(|message| message.write(&mut output))
    });
    (server, writer)
}

/// The body of the next message; `None` at the end, or where no message can be made out any more.
fn frame(input: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(4096).read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if let Some((name, value)) = text.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = Some(value.trim().parse::<usize>().ok().filter(|length| *length <= LONGEST)?);
        }
        if let (true, Some(length)) = (text.is_empty(), length) {
            let mut body = Vec::new();
            let wanted = u64::try_from(length).ok()?;
            let read = input.by_ref().take(wanted).read_to_end(&mut body).ok()?;
            return (read == length).then_some(body);
        }
    }
}

/// The message in a body, or what is to be said of it to the client.
fn message(body: &[u8]) -> Result<Message, Message> {
    let read = |value: Value| serde_json::from_value::<Message>(value.clone()).map_err(|_| value);
    let value: Value =
        serde_json::from_slice(body).map_err(|error| log(&format!("this is no JSON: {error}")))?;
    read(value).map_err(|value| {
        let id = value.get("id").and_then(|id| serde_json::from_value::<RequestId>(id.clone()).ok());
        let words = "this is no message of the protocol";
        match id {
            Some(id) if value.get("method").is_some() => {
                Response::new_err(id, INVALID_REQUEST, words.to_owned()).into()
            }
            Some(_) | None => log(words),
        }
    })
}

fn log(words: &str) -> Message {
    let params = json!({ "type": 1, "message": words });
    Notification { method: "window/logMessage".to_owned(), params }.into()
}
