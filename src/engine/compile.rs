use super::loader::{Loader, Unreadable};
use super::open::{Opened, open};
use crate::bundle::Bundle;
use crate::check;
use crate::codegen;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::Program;
use crate::source::Sources;

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
}

/// Checks the program that the files called `roots` begin.
pub fn check(loader: &dyn Loader, roots: &[String]) -> Result<Checked, Unreadable> {
    let Opened { sources, files, mut bag } = open(loader, roots)?;
    let (program, found) = check::check(&sources, &files);
    bag.extend(found);
    Ok(Checked { sources, program, diagnostics: bag.into_sorted() })
}

/// Checks the program that the files called `roots` begin, and compiles it where it has no error.
pub fn compile(loader: &dyn Loader, roots: &[String]) -> Result<Compiled, Unreadable> {
    let checked = check(loader, roots)?;
    let bundle = (!checked.has_errors()).then(|| codegen::compile(&checked.program, &checked.sources));
    Ok(Compiled { checked, bundle })
}
