//! The centre: where items, agents and rules meet.
//!
//! Takes a bundle; gives a [`Centre`], which tells the dispatcher what the program's rules say of items and agents, and up
//! to when. It must never know what is done with the answers, nor what time it is.
//!
//! # How it is fast
//! What each rule reads is known from its code beforehand (`nature`). An item is put on the table once, however many rules
//! are asked of it (`table`); of an agent, only what the rule reads. Rules that do not ask for the time are found as
//! route rules are, by the index.

mod arrival;
mod asking;
mod hub;
mod nature;
mod reading;
mod rules;
mod sight;
mod staff;
mod study;
mod table;

pub use hub::Centre;
