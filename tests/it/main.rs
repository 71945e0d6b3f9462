//! All tests that look at Enroute from outside, in one binary.
#![expect(
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::wildcard_enum_match_arm,
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test reads files, starts processes, and fails by panicking"
)]

/// Compares a text with the one that is kept in that folder under the name of the test.
macro_rules! kept {
    ($folder:literal, $text:expr) => {
        insta::with_settings!({
            snapshot_path => concat!("../snapshots/", $folder), prepend_module_to_snapshot => false, omit_expression => true
        }, {
            insta::assert_snapshot!($text);
        })
    };
}

mod architecture;
mod bank;
mod brief;
mod bytecode;
mod calendar;
mod centre;
mod check_core;
mod check_desk;
mod check_settings;
mod cli;
mod cli_bench;
mod cli_cover;
mod cli_dispatch;
mod cli_docs;
mod cli_fmt;
mod cli_graph;
mod cli_output;
mod cli_plan;
mod cli_replay;
mod cli_rows;
mod cli_run;
mod cli_test;
mod cli_why;
mod cookbook;
mod cover;
mod coverage;
mod decisions;
mod desk;
mod dispatch_properties;
mod docs;
mod editors;
mod fixes;
mod forged;
mod forger;
mod forging;
mod forging_shared;
mod forging_used;
mod format;
mod fuzz;
mod fuzzing;
mod habits;
mod hostile;
mod hostile_items;
mod ide_actions;
mod ide_complete;
mod ide_hostile;
mod ide_hover;
mod ide_index;
mod ide_labels;
mod ide_navigation;
mod ide_places;
mod ide_program;
mod ide_refactorings;
mod ide_rename;
mod ide_rows;
mod ide_tables;
mod index;
mod item;
mod limits;
mod live;
mod lsp;
mod lsp_client;
mod lsp_features;
mod lsp_inside;
mod lsp_programs;
mod lsp_rows;
mod machine;
mod mended;
mod naive;
mod oracle;
mod pages;
mod parse;
mod plan;
mod properties;
mod reading;
mod reload;
mod render;
mod rows;
mod saved;
mod scenarios;
mod search;
mod section;
mod spec;
mod support;
mod syntax;
mod tell;
mod trust;
mod wire;
mod workspace;
mod zones;

#[path = "../zones/shapes.rs"]
mod shapes;
