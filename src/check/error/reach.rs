use crate::diagnostic::Problem;
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

impl Problem for ReachError {}
