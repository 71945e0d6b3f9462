//! The machine against a plain walk over the tree: on programs and items by chance, both must decide the same.
//!
//! The evaluator shares nothing with the code generator and the machine but the checked program. It reads items its own
//! way, keeps values tagged, asks calendars by listing their openings, and walks every rule. The ordinary test run and
//! the campaign (`examples/oracle.rs`) both stand on this.

pub(crate) mod campaign;
pub(crate) mod census;
mod clause;
mod clock;
mod compare;
mod decide;
pub(crate) mod dice;
mod evaluate;
mod faces;
mod item;
mod names;
mod off;
mod others;
mod phrase;
mod program;
mod search;
mod shown;
mod shrink;
mod table;
mod throwing;
mod told;
pub(crate) mod trial;
mod used;
mod value;
mod vocabulary;
mod walk;
