use super::given;
use crate::cover::Coverage;
use crate::engine::Compiled;
use crate::item::Reader;
use crate::vm::Machine;

/// What the tests of a program reach, those whose title contains `filter` if there is one; none for a program with errors.
///
/// `compiled` comes from [`crate::engine::compile_with_tests`]. Whether the tests pass plays no part.
#[must_use]
pub fn cover<'c>(compiled: &'c Compiled, filter: Option<&str>) -> Option<Coverage<'c>> {
    let bundle = compiled.bundle.as_ref()?;
    let program = &compiled.checked.program;
    let mut coverage = Coverage::new(bundle);
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine) = (reader.frame(), Machine::new(bundle));
    let wanted = program.tests.iter().filter(|test| filter.is_none_or(|filter| test.title.contains(filter)));
    for test in wanted {
        if given::read(program, test, &reader, &mut frame).is_ok() {
            let facts = given::facts(program, test);
            let ruling = machine.settle_watched(&mut frame, &facts, &mut coverage);
            coverage.decided(ruling);
        }
    }
    Some(coverage)
}
