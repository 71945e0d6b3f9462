use super::refusal::Refusal;
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The messages that wait. All that have come are looked at before the next is handled, so that what need not be
/// answered any more is not worked out.
pub(super) struct Queue<'c> {
    connection: &'c Connection,
    waiting: VecDeque<Message>,
    cancelled: BTreeSet<RequestId>,
    /// How many edits of each text wait, by address.
    edits: BTreeMap<String, usize>,
}

/// What is to be done next.
pub(super) enum Next {
    /// Handle a message.
    Handle(Message),
    /// Refuse a request, for that reason.
    Refuse(RequestId, Refusal),
}

impl<'c> Queue<'c> {
    /// The messages of a connection.
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, waiting: VecDeque::new(), cancelled: BTreeSet::new(), edits: BTreeMap::new() }
    }

    /// The next message; `None` when no more can come.
    pub(super) fn next(&mut self) -> Option<Next> {
        if self.is_idle() {
            let message = self.connection.receiver.recv().ok()?;
            self.push(message);
            self.drain();
        }
        let message = self.waiting.pop_front()?;
        match message {
            Message::Request(request) => Some(self.judge(request)),
            Message::Notification(notification) => {
                self.leave(&notification);
                Some(Next::Handle(Message::Notification(notification)))
            }
            Message::Response(response) => Some(Next::Handle(Message::Response(response))),
        }
    }

    /// Whether nothing waits.
    pub(super) fn is_idle(&mut self) -> bool {
        self.drain();
        self.waiting.is_empty()
    }

    fn drain(&mut self) {
        while let Ok(message) = self.connection.receiver.try_recv() {
            self.push(message);
        }
    }

    fn push(&mut self, message: Message) {
        if let Message::Notification(notification) = &message {
            if let Some(id) = cancels(notification) {
                self.cancelled.insert(id);
            } else if let Some(uri) = edits(notification) {
                *self.edits.entry(uri.to_owned()).or_default() += 1;
            }
        }
        self.waiting.push_back(message);
    }

    fn leave(&mut self, notification: &Notification) {
        if let Some(id) = cancels(notification) {
            self.cancelled.remove(&id);
        } else if let Some(uri) = edits(notification)
            && let Some(count) = self.edits.get_mut(uri)
        {
            *count -= 1;
            if *count == 0 {
                self.edits.remove(uri);
            }
        }
    }

    fn judge(&self, request: Request) -> Next {
        if self.cancelled.contains(&request.id) {
            return Next::Refuse(request.id, Refusal::cancelled());
        }
        if text_of(&request.params).is_some_and(|uri| self.edits.contains_key(uri)) {
            // Who asks for diagnostics would take no answer for "there is nothing to say".
            let asks_for_diagnostics = request.method == "textDocument/diagnostic";
            let why = if asks_for_diagnostics { Refusal::ask_again() } else { Refusal::overtaken() };
            return Next::Refuse(request.id, why);
        }
        Next::Handle(Message::Request(request))
    }
}

/// The request that a notification cancels.
fn cancels(notification: &Notification) -> Option<RequestId> {
    if notification.method != "$/cancelRequest" {
        return None;
    }
    serde_json::from_value(notification.params.get("id")?.clone()).ok()
}

/// The address of the text that a notification changes.
fn edits(notification: &Notification) -> Option<&str> {
    let changes = ["textDocument/didChange", "textDocument/didClose"];
    if changes.contains(&notification.method.as_str()) { text_of(&notification.params) } else { None }
}

/// The address of the text that a message is about.
fn text_of(params: &Value) -> Option<&str> {
    params.pointer("/textDocument/uri")?.as_str()
}
