//! Tests and scenarios: what an author gives, and what must come of it.
//!
//! Takes both as written, gives them as a runner can run them. It must never know whether a test passes.

mod arrival;
mod asked;
mod cast;
mod data;
mod event;
mod fired;
mod given;
mod handed;
mod items;
mod moment;
mod rows;
mod scenario;
mod test;
mod timeless;
mod wish;

pub(super) use scenario::declare as declare_scenarios;
pub(super) use test::declare as declare_tests;
