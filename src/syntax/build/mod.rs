//! Prepared text to tree, by the grammar in `grammar/route.pest`.
//!
//! Takes the prepared text of a piece; gives its [`crate::syntax::ast::Item`]. Where the grammar does not accept it,
//! says why once an entry and keeps the other entries. The only room part that names the grammar's rules; it must never
//! know what a name refers to.

mod advice;
mod around;
mod asked;
mod block;
mod clause;
mod compared;
mod context;
mod cuts;
mod data;
mod desk;
mod entries;
mod expr;
mod figures;
mod file;
mod grammar;
mod guess;
mod habit;
mod literal;
mod mend;
mod operand;
mod phrase;
mod quick;
mod remedy;
mod rows;
mod setting;
mod table;
mod trial;
mod wanted;
mod workstream;

pub(in crate::syntax) use context::Source;
pub(in crate::syntax) use file::whole;
pub(in crate::syntax) use mend::{Read, read, stray};
