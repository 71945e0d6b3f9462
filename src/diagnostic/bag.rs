use super::report::{Diagnostic, Problem, Severity};

/// The diagnostics of a phase, in the order they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bag {
    found: Vec<Diagnostic>,
}

impl Bag {
    /// An empty bag.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts an error of a phase in. The same diagnostic at the same place is kept once.
    pub fn push(&mut self, problem: &dyn Problem) {
        let diagnostic = Diagnostic::of(problem);
        if !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
    }

    /// Puts an error in that cannot be there yet, without looking for it among the others: for those that may be many.
    pub fn add(&mut self, problem: &dyn Problem) {
        self.found.push(Diagnostic::of(problem));
    }

    /// Puts all of another bag in.
    pub fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether any of them forbids using the program.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error)
    }

    /// All of them, by place: file, then offset, then the order they were found in.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(Diagnostic::span);
        self.found
    }

    /// All of them, in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }
}
