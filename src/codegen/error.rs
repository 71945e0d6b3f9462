use crate::diagnostic::Problem;
use crate::source::Span;

/// What can be wrong with a program that is allowed: only its size.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub enum CodegenError {
    /// A rule, or all of them, came out larger than a decision may cost.
    #[error(
        "this is too large: with all named conditions and tables written out, deciding an item takes too many steps"
    )]
    #[diagnostic(
        code("program-too-large"),
        help(
            "set a field in an earlier `classify` ruleset and ask for that field here, so that the condition is worked out once"
        )
    )]
    TooLarge {
        /// The part at which the limit was passed.
        #[label("the limit is passed here")]
        at: Span,
    },
}

impl Problem for CodegenError {}
