use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// What is sent to the editor. Whoever has gone is sent nothing.
pub(super) struct Outbox<'c> {
    connection: &'c Connection,
    sent: Cell<i32>,
    /// The questions about settings that were not answered yet.
    questions: RefCell<BTreeSet<RequestId>>,
}

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Something went wrong.
    Error,
    /// Something may be wrong.
    Warning,
    /// For information.
    Info,
}

impl Weight {
    fn number(self) -> u8 {
        match self {
            Self::Error => 1,
            Self::Warning => 2,
            Self::Info => 3,
        }
    }
}

impl<'c> Outbox<'c> {
    /// To the other end of a connection.
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, sent: Cell::new(0), questions: RefCell::default() }
    }

    /// Answers a request.
    pub(super) fn answer(&self, response: Response) {
        self.send(response.into());
    }

    /// Tells something.
    pub(super) fn tell(&self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params }.into());
    }

    /// Asks for something; only whether it failed is looked at.
    pub(super) fn ask(&self, method: &str, params: Value) -> RequestId {
        let number = self.sent.get().wrapping_add(1);
        self.sent.set(number);
        let id = RequestId::from(format!("enroute-{number}"));
        self.send(Request { id: id.clone(), method: method.to_owned(), params }.into());
        id
    }

    /// Asks for the settings called `enroute`.
    pub(super) fn ask_for_settings(&self) {
        let id = self.ask("workspace/configuration", json!({ "items": [{ "section": "enroute" }] }));
        self.questions.borrow_mut().insert(id);
    }

    /// Whether a response answers a question about settings.
    pub(super) fn is_about_settings(&self, id: &RequestId) -> bool {
        self.questions.borrow_mut().remove(id)
    }

    /// Writes a line into the editor's log.
    pub(super) fn log(&self, weight: Weight, message: &str) {
        self.tell("window/logMessage", json!({ "type": weight.number(), "message": message }));
    }

    /// Shows a line to the person.
    pub(super) fn show(&self, weight: Weight, message: &str) {
        self.tell("window/showMessage", json!({ "type": weight.number(), "message": message }));
    }

    fn send(&self, message: Message) {
        // Nobody is left to tell.
        let _ = self.connection.sender.send(message);
    }
}
