//! One file a kind of news that an editor tells.
//!
//! Takes what the server knows and the news; notes what is to be read again. It must never work anything out.

pub(super) mod configuration;
pub(super) mod files;
pub(super) mod folders;
pub(super) mod initialized;
pub(super) mod text;
pub(super) mod trace;
