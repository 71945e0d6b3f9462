use super::pack::unpack;
use super::texts::Texts;
use crate::source::Span;
use serde::{Deserialize, Serialize};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The program cannot be used.
    Error,
    /// The program can be used, but probably does not do what was meant.
    Warning,
    /// Something the author may want to know.
    Hint,
}

impl Severity {
    /// How much a phase's error matters.
    pub(super) fn of(problem: &dyn Problem) -> Self {
        match problem.severity() {
            Some(miette::Severity::Warning) => Self::Warning,
            Some(miette::Severity::Advice) => Self::Hint,
            Some(miette::Severity::Error) | None => Self::Error,
        }
    }
}

/// A place in the source, with what is to be said about it there. The first label of a diagnostic is where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is said under it; may be empty.
    pub text: String,
}

/// A change to one place of the source: the text at `span` becomes `text`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What it is replaced by.
    pub text: String,
}

/// A change that mends a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// What the change does, as a short imperative.
    pub title: String,
    /// The edits, none overlapping another.
    pub edits: Vec<Edit>,
}

/// One thing the compiler has to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The stable code, such as `unknown-queue`; each has a page in `docs/errors/`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in the author's words.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where; the first is the place it stands at.
    pub labels: Vec<Label>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
}

/// An error of a phase: its words by `thiserror` and `miette` on the variant, its fixes computed from its facts.
pub trait Problem: miette::Diagnostic {
    /// Changes that mend it, laid out as the text around them; none by default.
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        let _ = texts;
        Vec::new()
    }
}

impl Diagnostic {
    /// The data of a phase's error, its fixes made for `texts`. An error without a code is a mistake of ours and shows as `unnamed`.
    pub fn of(problem: &dyn Problem, texts: Texts<'_>) -> Self {
        let mut labelled: Vec<_> = problem.labels().into_iter().flatten().collect();
        labelled.sort_by_key(|label| !label.primary());
        let labels = labelled
            .iter()
            .map(|label| Label {
                span: unpack(label.inner()),
                text: shortened(label.label().unwrap_or_default().to_owned()),
            })
            .collect();
        Self {
            code: problem.code().map_or_else(|| "unnamed".to_owned(), |code| code.to_string()),
            severity: Severity::of(problem),
            message: shortened(problem.to_string()),
            help: problem.help().map(|help| shortened(help.to_string())),
            labels,
            fixes: problem.fixes(texts),
        }
    }

    /// Where it stands: the first label's place.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// How many bytes of a sentence are kept, and how many of them are its end.
const LONGEST: usize = 1_500;
const END: usize = 500;

/// A sentence without its middle, where it quotes a word of many pages.
fn shortened(mut text: String) -> String {
    if text.len() > LONGEST {
        let (from, to) = (text.floor_char_boundary(LONGEST - END), text.ceil_char_boundary(text.len() - END));
        text.replace_range(from..to, "…");
    }
    text
}
