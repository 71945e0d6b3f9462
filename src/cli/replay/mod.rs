//! What a replay shows: to people, and in a pull request.
//!
//! Takes a [`enroute::replay::Replay`]; gives text. It must never count anything itself.

mod human;
mod markdown;
mod words;

pub(crate) use enroute::replay::share;
pub(crate) use human::human;
pub(crate) use markdown::markdown;
