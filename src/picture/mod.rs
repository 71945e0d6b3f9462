//! Pictures of a program: how items come from workstreams to queues, and what happens where a queue is full.
//!
//! Takes a checked program and, if there is one, what items reached of it; gives a [`Graph`], and writes it as SVG, DOT or
//! Mermaid. It must never decide an item.

mod card;
mod dot;
mod drawn;
mod graph;
mod layout;
mod measure;
mod mermaid;
mod part;
mod paths;
mod svg;

pub use dot::dot;
pub use drawn::drawn;
pub use graph::{Edge, Graph, Node, NodeKind};
pub use mermaid::mermaid;
pub use part::part;
pub use svg::svg;
