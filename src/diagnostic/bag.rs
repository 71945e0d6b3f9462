use super::report::{Diagnostic, Problem, Severity};
use super::texts::Texts;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// How many errors a bag holds, and how many warnings and how many hints: a file of rubbish has a mistake a letter, and
/// nobody reads them all.
const MOST: usize = 10_000;
/// So many diagnostics of a severity are read by somebody, a program at least: of more, nothing is worth a search.
pub const READ: usize = 1_000;

/// The diagnostics of a phase, in the order they were found: the first 10,000 of each severity, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bag {
    found: IndexSet<Diagnostic, FxBuildHasher>,
    many: [usize; 3],
}

impl Bag {
    /// An empty bag.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts an error of a phase in. The same diagnostic at the same place is kept once.
    pub fn push(&mut self, problem: &dyn Problem) {
        self.push_in(problem, Texts::None);
    }

    /// The same with fixes that look at the texts around it; without any where nobody reads them.
    pub fn push_in(&mut self, problem: &dyn Problem, texts: Texts<'_>) {
        let severity = Severity::of(problem);
        if self.many(severity) < READ {
            self.keep(Diagnostic::of(problem, texts));
        } else if self.room(severity) {
            self.keep(Diagnostic { fixes: Vec::new(), ..Diagnostic::of(problem, Texts::None) });
        }
    }

    /// Puts a diagnostic in that has been made already.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        if self.room(diagnostic.severity) {
            self.keep(diagnostic);
        }
    }

    /// Puts all of another bag in.
    pub fn extend(&mut self, other: Self) {
        for diagnostic in other.found {
            self.add(diagnostic);
        }
    }

    fn room(&self, severity: Severity) -> bool {
        self.many(severity) < MOST
    }

    fn many(&self, severity: Severity) -> usize {
        self.many.get(place(severity)).copied().unwrap_or_default()
    }

    fn keep(&mut self, diagnostic: Diagnostic) {
        let place = place(diagnostic.severity);
        if self.found.insert(diagnostic)
            && let Some(many) = self.many.get_mut(place)
        {
            *many += 1;
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether there are so many errors that no further one is worth a search for what was meant.
    #[must_use]
    pub fn says_enough(&self) -> bool {
        self.many(Severity::Error) >= READ
    }

    /// Whether any of them forbids using the program.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error)
    }

    /// All of them, by place: file, then offset, then the order they were found in.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut sorted: Vec<_> = self.found.into_iter().collect();
        sorted.sort_by_key(Diagnostic::span);
        sorted
    }

    /// All of them, in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }
}

fn place(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Hint => 2,
    }
}
