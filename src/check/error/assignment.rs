use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// What may be wrong with assignments (domain section 12).
#[derive(Debug, Clone, Error, Diagnostic)]
pub(in crate::check) enum AssignmentError {
    #[error("no queue and no route rule uses assignment `{name}`")]
    #[diagnostic(
        code("assignment-not-used"),
        severity(Advice),
        help("write `assign {name}` in a queue, or remove it")
    )]
    NotUsed {
        name: String,
        #[label]
        span: Span,
    },

    #[error("assignment `{name}` has no rules, so it never finds an agent")]
    #[diagnostic(
        code("assignment-without-rules"),
        help("add a rule, such as `otherwise pick agents order by idle_time descending`")
    )]
    WithoutRules {
        name: String,
        #[label]
        span: Span,
    },
}

impl Problem for AssignmentError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::NotUsed { name, span } => {
                Fix::list([Fix::all(format!("remove `assignment {name}`"), [texts.undeclared(*span)])])
            }
            Self::WithoutRules { span, .. } => {
                let rule = "otherwise pick agents order by idle_time descending";
                Fix::list([Fix::add(rule, texts.added(*span, &format!("\n\"Anyone\": {rule}")))])
            }
        }
    }
}
