use enroute::diagnostic::Severity;

/// How many diagnostics of each kind there were, in how many files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) hints: usize,
    pub(crate) files: usize,
}

impl Tally {
    /// One more diagnostic.
    pub(crate) fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Hint => self.hints += 1,
        }
    }

    /// `2 errors, 1 warning in 3 files`
    pub(crate) fn words(self) -> String {
        let kinds = [(self.errors, "error"), (self.warnings, "warning"), (self.hints, "hint")];
        let found: Vec<_> =
            kinds.iter().filter(|(many, _)| *many > 0).map(|(many, what)| count(*many, what)).collect();
        let found = if found.is_empty() { "no problems".to_owned() } else { found.join(", ") };
        format!("{found} in {}", count(self.files, "file"))
    }
}

/// `1 error`, `2 errors`
pub(crate) fn count(many: usize, what: &str) -> String {
    if many == 1 { format!("1 {what}") } else { format!("{many} {what}s") }
}
