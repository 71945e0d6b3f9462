//! Trials of a host that takes new bundles while it decides, and of one that is killed while it takes them.

pub(crate) mod desk;
pub(crate) mod histogram;
pub(crate) mod killed;
pub(crate) mod load;
