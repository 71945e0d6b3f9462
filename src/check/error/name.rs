use super::nearest::instead;
use crate::diagnostic::{Fix, Problem, Texts};
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
        /// A declaration of that name.
        declare: Option<Declared>,
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
        /// A declaration of that name.
        declare: Option<Declared>,
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
        /// A name that is free.
        free: String,
    },
    #[error("`{name}` is {kind} that every program has")]
    #[diagnostic(code("built-in-name"), help("give yours another name"))]
    BuiltIn {
        kind: String,
        name: String,
        #[label("already known")]
        span: Span,
        /// A name that is free.
        free: String,
    },
}

/// The kind without its article.
fn bare(kind: &str) -> &str {
    kind.trim_start_matches("a ").trim_start_matches("an ")
}

impl Problem for NameError {
    fn fixes(&self, _: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Unknown { span, nearest, declare, .. } | Self::WrongKind { span, nearest, declare, .. } => {
                let near = nearest.iter().map(|nearest| instead(*span, nearest));
                near.chain(declare.as_ref().map(Declared::fix)).collect()
            }
            Self::Duplicate { span, free, .. } | Self::BuiltIn { span, free, .. } => {
                vec![instead(*span, free)]
            }
        }
    }
}

/// What may be declared, so that a name means something.
#[derive(Debug, Clone)]
pub(in crate::check) struct Declared {
    /// Kind and name: `queue vip`.
    pub(in crate::check) what: String,
    /// All of it.
    pub(in crate::check) text: String,
    /// The end of the declaration that it is written after.
    pub(in crate::check) after: Span,
}

impl Declared {
    fn fix(&self) -> Fix {
        Fix::change(format!("declare `{}`", self.what), self.after, &format!("\n\n{}", self.text))
    }
}
