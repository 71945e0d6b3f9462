//! What a run finds out.

use serde::Serialize;

/// A whole run.
#[derive(Debug, Default, Serialize)]
pub struct Run {
    pub machine: String,
    pub date: String,
    pub cases: Vec<Case>,
    pub growth: Vec<Growth>,
    pub tenant: Option<Tenant>,
}

/// One set of rules.
#[derive(Debug, Serialize)]
pub struct Case {
    pub shape: &'static str,
    pub rules: usize,
    pub items: usize,
    /// Tests a rule has on average.
    pub tests_a_rule: f64,
    /// How many items of a hundred match something.
    pub matching_percent: f64,
    /// The middle of the places of the first matching rules, as a share of the list: one half where hits spread evenly.
    pub middle_hit: f64,
    pub json_bytes: f64,
    /// The parse into a struct with borrowed texts.
    pub parse_ns: f64,
    /// The parse into a struct with texts of its own.
    pub parse_owned_ns: f64,
    pub engines: Vec<Figures>,
    pub ours: Option<Bundled>,
}

/// One engine on one set of rules.
#[derive(Debug, Serialize)]
pub struct Figures {
    pub engine: &'static str,
    pub version: &'static str,
    pub role: &'static str,
    /// Why there are no figures.
    pub skipped: Option<String>,
    /// How many items were shown to go where they should, prepared and from JSON.
    pub compared: usize,
    pub compared_json: usize,
    pub decide_ns: Option<f64>,
    /// The same with 256 items in rotation.
    pub hot_ns: Option<f64>,
    pub json_ns: Option<f64>,
    /// From the engine's own form.
    pub load_ms: Option<f64>,
    pub heap_bytes: Option<u64>,
}

/// What only Enroute has.
#[derive(Debug, Serialize)]
pub struct Bundled {
    pub bundle_bytes: usize,
    /// From the bytes of a bundle.
    pub load_ms: f64,
    pub heap_bytes: u64,
    pub median_item_ns: f64,
    pub slowest_item_ns: f64,
}

/// Enroute alone at one size.
#[derive(Debug, Serialize)]
pub struct Growth {
    pub shape: &'static str,
    pub rules: usize,
    pub failed: Option<String>,
    pub decide_ns: f64,
    pub json_ns: f64,
    pub compile_ms: f64,
    pub load_ms: f64,
    pub bundle_bytes: usize,
    pub heap_bytes: u64,
}

/// A whole tenant as people write it.
#[derive(Debug, Serialize)]
pub struct Tenant {
    pub rules: usize,
    pub json_bytes: f64,
    pub from_json_ns: f64,
    pub parse_ns: f64,
    pub parse_owned_ns: f64,
    pub compile_ms: f64,
    pub bundle_bytes: usize,
}

impl Case {
    /// An engine's figures.
    pub fn engine(&self, name: &str) -> Option<&Figures> {
        self.engines.iter().find(|figures| figures.engine == name)
    }
}
