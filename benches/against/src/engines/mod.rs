//! The engines: each loads the rules from a form of its own, and decides items that it has prepared in the best form
//! it has, or from JSON bytes.

mod engine;
mod enroute;
mod hashed;
mod if_chain;
mod parse;
mod symbols;
mod table;

#[cfg(feature = "peers")]
mod a_tree;
#[cfg(feature = "peers")]
mod cedar;
#[cfg(feature = "peers")]
mod cel;
#[cfg(feature = "peers")]
mod datalogic;
#[cfg(feature = "peers")]
mod regorus;
#[cfg(feature = "peers")]
mod rhai;
#[cfg(feature = "peers")]
mod wirefilter;
#[cfg(feature = "peers")]
mod zen;

pub use engine::{Engine, Program, Rotation, Session};
pub use enroute::{Ours, source, write as write_route};
pub use parse::{Parse, ParseOwned};
pub use table::{ENGINES, Role};
