use super::nearest::instead;
use crate::diagnostic::{Fix, Problem};
use crate::source::Span;

/// What may be wrong with a name.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum NameError {
    #[error("there is no {} called `{name}`", bare(kind))]
    #[diagnostic(code("unknown-name"))]
    Unknown {
        name: String,
        #[label("not known")]
        span: Span,
        kind: String,
        #[help]
        help: Option<String>,
        nearest: Option<String>,
    },
    #[error("`{name}` is {is}, not {wanted}")]
    #[diagnostic(code("wrong-kind"))]
    WrongKind {
        name: String,
        #[label("this is {is}")]
        span: Span,
        is: String,
        wanted: String,
        #[help]
        help: Option<String>,
        nearest: Option<String>,
    },
    #[error("`{name}` is declared twice")]
    #[diagnostic(code("duplicate-name"), help("give one of the two another name"))]
    Duplicate {
        kind: String,
        name: String,
        #[label(primary, "declared again here")]
        span: Span,
        #[label("already {kind}")]
        first: Span,
    },
    #[error("`{name}` is {kind} that every program has")]
    #[diagnostic(code("built-in-name"), help("give yours another name"))]
    BuiltIn {
        kind: String,
        name: String,
        #[label("already known")]
        span: Span,
    },
}

/// The kind without its article.
fn bare(kind: &str) -> &str {
    kind.trim_start_matches("a ").trim_start_matches("an ")
}

impl Problem for NameError {
    fn fixes(&self) -> Vec<Fix> {
        match self {
            Self::Unknown { span, nearest, .. } | Self::WrongKind { span, nearest, .. } => {
                nearest.iter().map(|nearest| instead(*span, nearest)).collect()
            }
            Self::Duplicate { .. } | Self::BuiltIn { .. } => Vec::new(),
        }
    }
}
