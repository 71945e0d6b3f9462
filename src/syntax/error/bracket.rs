use super::mark::replace;
use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;

/// What can be wrong with brackets.
#[derive(Debug, Clone, PartialEq, thiserror::Error, miette::Diagnostic)]
pub enum BracketError {
    /// A bracket without its partner.
    #[error("this `{open}` has no `{close}`")]
    #[diagnostic(code("unclosed-bracket"), help("write `{close}` {place}"))]
    Unclosed {
        /// The bracket.
        open: char,
        /// Its partner.
        close: char,
        /// Where the partner is missed, as a phrase.
        place: &'static str,
        /// The bracket's place.
        #[label]
        span: Span,
        /// Where the partner could stand.
        missing: Span,
    },
    /// A closing bracket that closes nothing.
    #[error("this `{close}` closes nothing")]
    #[diagnostic(
        code("stray-bracket"),
        help("delete it, or see whether an earlier `{close}` closes too much")
    )]
    Unopened {
        /// The bracket.
        close: char,
        /// Its place.
        #[label]
        span: Span,
    },
    /// `( … ]`
    #[error("`{close}` cannot close `{open}`")]
    #[diagnostic(code("crossed-brackets"), help("write `{wanted}`"))]
    Crossed {
        /// The closing bracket.
        close: char,
        /// The bracket that is open.
        open: char,
        /// What would close it.
        wanted: char,
        /// The closing bracket's place.
        #[label]
        span: Span,
        /// The open bracket's place.
        #[label("opened here")]
        opened: Span,
    },
    /// Brackets in brackets in brackets …
    #[error("brackets stand more than {limit} deep here")]
    #[diagnostic(code("too-deep"), help("give the inner part a name, with `condition` or `list`"))]
    TooDeep {
        /// The limit.
        limit: usize,
        /// The bracket that is one too many.
        #[label]
        span: Span,
    },
}

impl Problem for BracketError {
    fn fixes(&self, _: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Unclosed { close, missing, .. } => {
                vec![replace(&format!("add the `{close}`"), *missing, &close.to_string())]
            }
            Self::Unopened { span, .. } => vec![replace("delete it", *span, "")],
            Self::Crossed { wanted, span, .. } => {
                vec![replace(&format!("write `{wanted}`"), *span, &wanted.to_string())]
            }
            Self::TooDeep { .. } => Vec::new(),
        }
    }
}
