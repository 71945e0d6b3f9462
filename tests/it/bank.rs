//! The bank of `examples/` is covered by its own tests.

use crate::cli::enroute;
use std::path::Path;

#[test]
fn the_tests_of_the_bank_reach_all_of_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = enroute(root, &["cover", "examples/bank", "--fail-under", "100"]);
    for what in ["rules", "clauses", "rows", "queues", "shares"] {
        let line = ran.out.lines().find(|line| line.starts_with(what)).unwrap_or_default();
        assert!(line.contains(" 100 % "), "{}", ran.out);
    }
    assert!(!ran.out.contains("never"), "{}", ran.out);
    assert_eq!(ran.code, 0, "{}", ran.err);
}
