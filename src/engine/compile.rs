use super::failure::Failure;
use super::loader::Loader;
use super::open::{Opened, open};
use crate::bundle::Bundle;
use crate::codegen::{self, Expected, Tests};
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::Program;
use crate::source::{Limits, Sources};

/// A program, checked: what it means, and what there is to say about it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Every text, for showing places.
    pub sources: Sources,
    /// The program as meant; of use only where there is no error.
    pub program: Program,
    /// Everything there is to say, by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// Whether the program cannot be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// A program, compiled as far as it goes.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The program as checked.
    pub checked: Checked,
    /// What decides items; none where there is an error.
    pub bundle: Option<Bundle>,
    /// The expectations of each test, in the program's order; empty unless they were asked for.
    pub tests: Vec<Vec<Expected>>,
}

/// Checks the program that the files called `roots` begin.
pub fn check(loader: &dyn Loader, roots: &[String]) -> Result<Checked, Failure> {
    look(loader, roots, &Limits::DEFAULT)
}

fn look(loader: &dyn Loader, roots: &[String], limits: &Limits) -> Result<Checked, Failure> {
    let Opened { sources, files, mut bag } = open(loader, roots, limits)?;
    let (program, found) = crate::check::check(&sources, &files);
    bag.extend(found);
    Ok(Checked { sources, program, diagnostics: bag.into_sorted() })
}

/// Checks the program that the files called `roots` begin, and compiles it where it has no error.
pub fn compile(loader: &dyn Loader, roots: &[String]) -> Result<Compiled, Failure> {
    finish(check(loader, roots)?, Tests::Leave, &Limits::DEFAULT)
}

/// As [`compile`], with the expectations of the program's tests in the bundle.
pub fn compile_with_tests(loader: &dyn Loader, roots: &[String]) -> Result<Compiled, Failure> {
    finish(check(loader, roots)?, Tests::Keep, &Limits::DEFAULT)
}

fn finish(mut checked: Checked, tests: Tests, limits: &Limits) -> Result<Compiled, Failure> {
    if checked.has_errors() {
        return Ok(Compiled { checked, bundle: None, tests: Vec::new() });
    }
    match codegen::compile(&checked.program, &checked.sources, tests, limits) {
        Ok(output) => {
            let bundle = Bundle::new(output.program, output.about)?;
            Ok(Compiled { checked, bundle: Some(bundle), tests: output.tests })
        }
        Err(bag) => {
            checked.diagnostics.extend(bag.into_sorted());
            Ok(Compiled { checked, bundle: None, tests: Vec::new() })
        }
    }
}

/// Checks the program in `sources`: all its `.route` files, wherever they stand.
pub fn check_sources(sources: &Sources) -> Result<Checked, Failure> {
    check(sources, &roots(sources))
}

/// Compiles the program in `sources`: all its `.route` files, wherever they stand.
///
/// The result does not depend on the order of `sources`: files are numbered by name, and `checked.sources` has them in
/// that order.
pub fn compile_sources(sources: &Sources) -> Result<Compiled, Failure> {
    compile_within(sources, &Limits::DEFAULT)
}

/// As [`check_sources`], of a program that may be as large as `limits` say.
pub fn check_within(sources: &Sources, limits: &Limits) -> Result<Checked, Failure> {
    look(sources, &roots(sources), limits)
}

/// As [`compile_sources`], of a program that may be as large as `limits` say.
pub fn compile_within(sources: &Sources, limits: &Limits) -> Result<Compiled, Failure> {
    finish(check_within(sources, limits)?, Tests::Leave, limits)
}

fn roots(sources: &Sources) -> Vec<String> {
    let names = sources.iter().map(|(_, file)| file.name.clone());
    names.filter(|name| name.rsplit_once('.').is_some_and(|(_, end)| end == "route")).collect()
}
