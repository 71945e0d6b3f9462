//! Hostile input by chance: what is thrown at each way into Enroute, and what must hold of it.
//!
//! The tests throw some of it, `examples/fuzz` as much as there is time for, and `fuzz/` lets libFuzzer do the throwing.

pub(crate) mod corpus;
pub(crate) mod damage;
pub(crate) mod item;
pub(crate) mod look;
pub(crate) mod session;
pub(crate) mod target;
pub(crate) mod throw;
