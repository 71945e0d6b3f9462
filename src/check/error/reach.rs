use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;

/// Rules that other rules keep from being used.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum ReachError {
    #[error("\"{rule}\" is never reached, because \"{earlier}\" takes every item it would match")]
    #[diagnostic(
        code("rule-never-reached"),
        severity(Warning),
        help("move \"{rule}\" above \"{earlier}\", or remove it")
    )]
    Never {
        rule: String,
        earlier: String,
        #[label(primary, "never reached")]
        span: Span,
        #[label("this rule comes first")]
        first: Span,
    },
    #[error(
        "\"{rule}\" is only used when {queue} has no room, because \"{earlier}\" matches every item it matches"
    )]
    #[diagnostic(
        code("rule-only-when-full"),
        severity(Advice),
        help("if that is not meant, move \"{rule}\" above \"{earlier}\"")
    )]
    OnlyWhenFull {
        rule: String,
        earlier: String,
        queue: String,
        #[label(primary, "waits for {queue} to be full")]
        span: Span,
        #[label("this rule comes first")]
        first: Span,
    },
}

impl Problem for ReachError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        let above = |rule: &str, span: Span, first: Span| {
            let edits = texts.moved(span, first)?;
            Fix::all(format!("move \"{rule}\" up"), edits.map(Some))
        };
        match self {
            Self::Never { rule, span, first, .. } => Fix::list([
                above(rule, *span, *first),
                Fix::without(texts, format!("remove \"{rule}\""), *span),
            ]),
            Self::OnlyWhenFull { rule, span, first, .. } => Fix::list([above(rule, *span, *first)]),
        }
    }
}
