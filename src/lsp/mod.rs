//! What editors and Enroute say to each other: the language server protocol.
//!
//! Takes a [`Connection`](lsp_server::Connection) and whoever reads files ([`Files`]); gives answers in the words of the
//! protocol. What is answered is worked out by the rooms below. It must never touch a file itself, nor know anything of
//! the language.

mod routes;

mod across;
mod asleep;
mod capabilities;
mod client;
mod convert;
mod documents;
mod graph;
mod notification;
mod outbox;
mod outside;
mod overlay;
mod paths;
mod position;
mod program;
mod programs;
mod publish;
mod queue;
mod refusal;
mod request;
mod run;
mod server;
mod state;
mod transport;
mod view;

pub use outside::{Draw, Files, Outside};
pub use server::{Ended, serve};
pub use transport::over;
