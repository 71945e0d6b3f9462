use super::crew::Crew;
use super::given;
use crate::cover::{Coverage, Covered};
use crate::engine::Compiled;
use crate::hir::{Program, Test};
use crate::item::{Frame, Reader};
use crate::vm::Machine;
use std::sync::Arc;

/// What the tests of a program reach, those whose title contains `filter` if there is one; none for a program with errors.
///
/// `compiled` comes from [`crate::engine::compile_with_tests`]. Whether the tests pass plays no part.
#[must_use]
pub fn cover(compiled: &Compiled, filter: Option<&str>, crew: Crew<'_>) -> Option<Covered> {
    let bundle = compiled.bundle.as_ref()?;
    let program = &compiled.checked.program;
    let is_wanted = |test: &&Arc<Test>| filter.is_none_or(|filter| test.title.contains(filter));
    let wanted: Vec<_> = program.tests.iter().filter(is_wanted).collect();
    let hand = || {
        let reader = Reader::new(bundle.schema());
        let (frame, machine) = (reader.frame(), Machine::new(bundle));
        Hand { program, reader, frame, machine, coverage: Coverage::new(bundle) }
    };
    let (_, hands) = crew.work(&wanted, &hand, &|hand, test| hand.one(test));
    let counted = hands.into_iter().map(|hand| hand.coverage).reduce(|mut all, more| {
        all.add(&more);
        all
    });
    counted.map(|counted| counted.covered(bundle))
}

/// What a thread needs to count what tests reach.
struct Hand<'c> {
    program: &'c Program,
    reader: Reader,
    frame: Frame,
    machine: Machine<'c>,
    coverage: Coverage,
}

impl Hand<'_> {
    fn one(&mut self, test: &Test) {
        if given::read(self.program, test, &self.reader, &mut self.frame).is_ok() {
            let facts = given::facts(self.program, test);
            let ruling = self.machine.settle_watched(&mut self.frame, &facts, &mut self.coverage);
            self.coverage.decided(ruling);
        }
    }
}
