//! What the compiler has to say to an author, as data.
//!
//! Takes each phase's errors, gives [`Diagnostic`]s that any surface can show. It must never know which errors there
//! are: their words stand beside their variants in each phase's `error.rs`.

mod bag;
mod mend;
mod pack;
mod report;
mod scan;
mod texts;
mod words;

pub use bag::{Bag, READ};
pub use report::{Diagnostic, Edit, Fix, Label, Problem, Severity};
pub use texts::Texts;
pub(crate) use words::{TOLD, circle, listed};
