//! The rules of classification and of routes.

mod classify;
mod guard;
mod route;
mod target;

pub(super) use classify::{classify_rules, model_call};
pub(super) use route::route;
