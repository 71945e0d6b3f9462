use lsp_server::{RequestId, Response, ResponseError};
use serde_json::Value;

/// Why a message is not answered as asked.
#[derive(Debug)]
pub(super) struct Refusal {
    code: i32,
    message: String,
    data: Option<Value>,
}

impl Refusal {
    fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    /// The message asks for nothing that can be asked for now.
    pub(super) fn invalid(message: &str) -> Self {
        Self::new(-32600, message)
    }

    /// There is no such method.
    pub(super) fn unknown_method(method: &str) -> Self {
        Self::new(-32601, format!("there is no method `{method}`"))
    }

    /// What comes with the method is not what belongs to it.
    pub(super) fn bad_params(why: impl Into<String>) -> Self {
        Self::new(-32602, why)
    }

    /// A mistake of ours.
    pub(super) fn mistake() -> Self {
        Self::new(-32603, "Enroute made a mistake of its own; please report it")
    }

    /// The client has not said who it is.
    pub(super) fn too_early() -> Self {
        Self::new(-32002, "`initialize` comes first")
    }

    /// It cannot be done, for a reason that a person is to read.
    pub(super) fn failed(why: impl Into<String>) -> Self {
        Self::new(-32803, why)
    }

    /// The client wants no answer any more.
    pub(super) fn cancelled() -> Self {
        Self::new(-32800, "cancelled")
    }

    /// The text was edited in the meantime.
    pub(super) fn overtaken() -> Self {
        Self::new(-32801, "the text has changed")
    }

    /// As [`Self::overtaken`], where the client is to ask again.
    pub(super) fn ask_again() -> Self {
        let data = Some(serde_json::json!({ "retriggerRequest": true }));
        Self { code: -32802, message: "the text has changed".to_owned(), data }
    }

    /// What went wrong, in words.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// As the answer to a request.
    pub(super) fn response(self, id: RequestId) -> Response {
        let Self { code, message, data } = self;
        Response { id, response_result: Err(ResponseError { code, message, data }) }
    }
}
