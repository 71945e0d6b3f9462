use super::crew::Crew;
use super::given;
use super::play;
use crate::bundle::Bundle;
use crate::cover::{Coverage, Covered};
use crate::engine::Compiled;
use crate::hir::{Scenario, Test};
use crate::item::{Frame, Reader};
use crate::vm::Machine;

/// What the tests and scenarios of a program reach, those whose title contains `filter` if there is one; none for a program
/// with errors.
///
/// `compiled` comes from [`crate::engine::compile_with_tests`]. Whether the tests pass plays no part.
#[must_use]
pub fn cover(compiled: &Compiled, filter: Option<&str>, crew: Crew<'_>) -> Option<Covered> {
    let bundle = compiled.bundle.as_ref()?;
    let program = &compiled.checked.program;
    let is_wanted = |job: &Job<'_>| filter.is_none_or(|filter| job.title().contains(filter));
    let tests = program.tests.iter().map(|test| Job::Test(test));
    let scenarios = program.scenarios.iter().map(|scenario| Job::Scenario(scenario));
    let wanted: Vec<_> = tests.chain(scenarios).filter(is_wanted).collect();
    let hand = || {
        let reader = Reader::new(bundle.schema());
        let (frame, machine) = (reader.frame(), Machine::new(bundle));
        Hand { compiled, bundle, reader, frame, machine, coverage: Coverage::new(bundle) }
    };
    let (_, hands) = crew.work(&wanted, &hand, &|hand, job| hand.one(job));
    let counted = hands.into_iter().map(|hand| hand.coverage).reduce(|mut all, more| {
        all.add(&more);
        all
    });
    counted.map(|counted| counted.covered(bundle))
}

/// What a thread needs to count what tests reach.
struct Hand<'c> {
    compiled: &'c Compiled,
    bundle: &'c Bundle,
    reader: Reader,
    frame: Frame,
    machine: Machine<'c>,
    coverage: Coverage,
}

impl Hand<'_> {
    fn one(&mut self, job: &Job<'_>) {
        match job {
            Job::Test(test) => self.test(test),
            Job::Scenario(scenario) => play::look(self.compiled, self.bundle, scenario, &mut self.coverage),
        }
    }

    fn test(&mut self, test: &Test) {
        let program = &self.compiled.checked.program;
        if given::read(program, test, &self.reader, &mut self.frame).is_ok() {
            let facts = given::facts(program, test);
            self.machine.settle_watched(&mut self.frame, &facts, &mut self.coverage);
        }
    }
}

/// What reaches rules.
enum Job<'c> {
    Test(&'c Test),
    Scenario(&'c Scenario),
}

impl Job<'_> {
    fn title(&self) -> &str {
        match self {
            Job::Test(test) => &test.title,
            Job::Scenario(scenario) => &scenario.title,
        }
    }
}
