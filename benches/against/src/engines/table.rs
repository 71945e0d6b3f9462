use super::Engine;

/// What an engine is to the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Ours,
    /// Written by hand in Rust for these rules.
    Rust,
    /// Somebody else's engine.
    Peer,
}

macro_rules! engine {
    ($role:ident $name:literal $version:literal $module:ident) => {
        Engine {
            name: $name,
            version: $version,
            role: Role::$role,
            write: super::$module::write,
            load: super::$module::load,
        }
    };
}

/// All engines, in the order they are listed.
pub const ENGINES: &[Engine] = &[
    engine!(Ours "enroute" "this tree" enroute),
    engine!(Rust "if-chain" "rustc" if_chain),
    engine!(Rust "hand-indexed" "rustc" hashed),
    #[cfg(feature = "peers")]
    engine!(Peer "wirefilter" "0.6.1" wirefilter),
    #[cfg(feature = "peers")]
    engine!(Peer "a-tree" "0.6.1" a_tree),
    #[cfg(feature = "peers")]
    engine!(Peer "zen-engine" "2.1.6" zen),
    #[cfg(feature = "peers")]
    engine!(Peer "cel" "0.15.0" cel),
    #[cfg(feature = "peers")]
    engine!(Peer "regorus" "0.14.1" regorus),
    #[cfg(feature = "peers")]
    engine!(Peer "cedar-policy" "4.14.1" cedar),
    #[cfg(feature = "peers")]
    engine!(Peer "datalogic-rs" "5.4.0" datalogic),
    #[cfg(feature = "peers")]
    engine!(Peer "rhai" "1.27.0" rhai),
];
