//! Whether a program is allowed, and what it means.
//!
//! Takes the files of a program as written, gives the program as meant and everything there is to say about it. It
//! goes on after an error; one mistake is reported once. It must never know how text was read or how code is made.
//!
//! Files that answer for one kind of declaration each have a function `declare(ctx)`, called by `program` in an order
//! that lets each see what it needs.

mod asked;
mod built_in;
mod context;
mod error;
mod kind;
mod memory;
mod names;
mod patterns;
mod program;
mod scope;
mod shortest;
mod spelled;
mod unit;
mod uses;

mod constants;
mod data;
mod entity;
mod enumeration;
mod expr;
mod hours;
mod plain;
mod setting;
mod types;

mod assignment;
mod clauses;
mod intake;
mod order;
mod overflow;
mod queue;
mod rules;
mod speaks;
mod table;
mod trial;
mod walk;
mod workstream;

mod lint;

pub use built_in::is_built_in;
pub use kind::{Kind, declared};
pub use lint::{Ending, closures_end};
pub use memory::{Memory, Tally};
pub use program::{Found, check, check_again};
pub use uses::{Referent, Sort, Use};
