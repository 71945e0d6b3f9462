//! What decisions cost, measured on the author's own items.
//!
//! Takes a bundle and the items of a file, kept in memory; gives figures. It must never change what is decided.

mod course;
mod figures;
mod page;
mod watches;

pub(crate) use course::Course;
pub(crate) use figures::Figures;
pub(crate) use page::page;
