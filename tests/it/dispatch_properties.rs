//! The dispatcher against the naive one, and what must hold of it whatever happens.

use super::naive::program;
use super::support::compile;
use enroute::diagnostic::Severity;

#[test]
fn programs_by_chance_check() {
    for seed in 0..100 {
        let program = program::throw(seed);
        let compiled = compile(&program.text);
        let errors: Vec<_> =
            compiled.checked.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "program {seed}: {errors:#?}\n{}", program.text);
    }
}
