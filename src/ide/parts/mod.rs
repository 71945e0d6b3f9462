//! What the tree of a section is made of: the words that name something, and every part that has a place.
//!
//! Takes a tree, gives places in its section. It must never know what a word names.

mod declared;
mod spoken;

pub(super) use declared::{Parts, Role};
