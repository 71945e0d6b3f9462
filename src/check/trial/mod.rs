//! Tests and scenarios: what an author gives, and what must come of it.
//!
//! Takes both as written, gives tests that a runner can run, and says of scenarios whether every word in them means
//! something. It must never know whether a test passes.

mod asked;
mod event;
mod fired;
mod given;
mod moment;
mod scenario;
mod test;
mod timeless;

pub(super) use scenario::declare as declare_scenarios;
pub(super) use test::declare as declare_tests;
