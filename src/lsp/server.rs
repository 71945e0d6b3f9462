use super::capabilities;
use super::client::Client;
use super::outbox::{Outbox, Weight};
use super::outside::Outside;
use super::publish::publish;
use super::queue::{Next, Queue};
use super::refusal::Refusal;
use super::routes::{self, Notifications, Requests};
use super::state::State;
use super::{client, notification};
use lsp_server::{Connection, Message, Notification, Request, Response};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The editor said `shutdown`, then `exit`.
    Properly,
    /// The editor said `exit` out of turn.
    Abruptly,
    /// The editor has gone without a word.
    Silently,
}

/// Answers an editor until it goes.
#[must_use]
pub fn serve(connection: &Connection, outside: Outside<'_>) -> Ended {
    let mut queue = Queue::new(connection);
    let mut server = Server {
        connection,
        outside,
        outbox: Outbox::new(connection),
        requests: routes::requests(),
        notifications: routes::notifications(),
        state: None,
        is_down: false,
    };
    while let Some(next) = queue.next() {
        match next {
            Next::Refuse(id, refusal) => server.outbox.answer(refusal.response(id)),
            Next::Handle(Message::Request(request)) => server.request(request),
            Next::Handle(Message::Response(response)) => server.response(&response),
            Next::Handle(Message::Notification(notification)) if notification.method == "exit" => {
                return if server.is_down { Ended::Properly } else { Ended::Abruptly };
            }
            Next::Handle(Message::Notification(notification)) => server.notification(notification),
        }
        if queue.is_idle() {
            server.rest();
        }
    }
    Ended::Silently
}

struct Server<'a> {
    connection: &'a Connection,
    outside: Outside<'a>,
    outbox: Outbox<'a>,
    requests: Requests,
    notifications: Notifications,
    /// `None` until the editor has said who it is.
    state: Option<State<'a>>,
    is_down: bool,
}

impl Server<'_> {
    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let answer = match method.as_str() {
            "initialize" => self.initialize(&params),
            _ if self.is_down => Err(Refusal::invalid("the server was shut down")),
            "shutdown" => self.shut_down(),
            _ => self.answer(&method, params),
        };
        if let Err(refusal) = &answer {
            self.outbox.log(Weight::Warning, &format!("{method}: {}", refusal.message()));
        }
        self.outbox.answer(match answer {
            Ok(result) => Response { id, response_result: Ok(result) },
            Err(refusal) => refusal.response(id),
        });
        self.trace(&method);
    }

    fn initialize(&mut self, params: &Value) -> Result<Value, Refusal> {
        if self.state.is_some() {
            return Err(Refusal::invalid("`initialize` comes once"));
        }
        let (outside, outbox) = (self.outside, Outbox::new(self.connection));
        let begun = caught(|| {
            let client = Client::of(params);
            (capabilities::result(client.encoding), State::new(outside, outbox, client))
        });
        let (result, state) = begun.ok_or_else(Refusal::mistake)?;
        self.state = Some(state);
        serde_json::to_value(result).map_err(|_| Refusal::mistake())
    }

    fn shut_down(&mut self) -> Result<Value, Refusal> {
        if self.state.is_none() {
            return Err(Refusal::too_early());
        }
        self.is_down = true;
        Ok(Value::Null)
    }

    fn answer(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        let Some(state) = &mut self.state else { return Err(Refusal::too_early()) };
        let Some(route) = self.requests.get(method) else { return Err(Refusal::unknown_method(method)) };
        guarded(state, |state| {
            if state.settle() {
                publish(state);
            }
            route(state, params)
        })
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let Some(state) = self.state.as_mut().filter(|_| !self.is_down) else { return };
        let Some(route) = self.notifications.get(method.as_str()) else {
            // What begins so may be left alone, says the protocol.
            if !method.starts_with("$/") {
                self.outbox.log(Weight::Warning, &format!("there is no notification `{method}`"));
            }
            return;
        };
        if let Err(refusal) = guarded(state, |state| route(state, params)) {
            self.outbox.log(Weight::Error, &format!("{method}: {}", refusal.message()));
        }
        self.trace(&method);
    }

    fn response(&mut self, response: &Response) {
        let Some(state) = &mut self.state else { return };
        let is_about_settings = state.outbox.is_about_settings(&response.id);
        match &response.response_result {
            Ok(result) if is_about_settings => {
                let settings = result.get(0).and_then(client::programs);
                let outcome = guarded(state, |state| {
                    notification::configuration::choose(state, settings.as_deref());
                    Ok(())
                });
                if let Err(refusal) = outcome {
                    self.outbox.log(Weight::Error, refusal.message());
                }
            }
            Ok(_) => {}
            Err(error) => self.outbox.log(Weight::Warning, &format!("the editor refused: {}", error.message)),
        }
    }

    /// Nothing waits: there is time to say what is wrong with what was written.
    fn rest(&mut self) {
        let Some(state) = self.state.as_mut().filter(|_| !self.is_down) else { return };
        let outcome = guarded(state, |state| {
            if state.settle() {
                publish(state);
            }
            Ok(())
        });
        if let Err(refusal) = outcome {
            self.outbox.log(Weight::Error, refusal.message());
        }
    }

    fn trace(&self, method: &str) {
        if self.state.as_ref().is_some_and(|state| state.client.traces) {
            self.outbox.tell("$/logTrace", json!({ "message": format!("handled {method}") }));
        }
    }
}

/// Does it. A mistake of ours must not end the session: what was known of programs is forgotten, and they are read
/// anew.
fn guarded<'a, T>(
    state: &mut State<'a>,
    work: impl FnOnce(&mut State<'a>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    caught(|| work(&mut *state)).unwrap_or_else(|| {
        state.programs.forget();
        Err(Refusal::mistake())
    })
}

/// Does it; `None` where a mistake of ours has stopped it.
fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
