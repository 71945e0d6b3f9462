use super::nearest::instead;
use crate::diagnostic::{Fix, Problem};
use crate::source::Span;

/// What may be wrong with a path.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum PathError {
    #[error("nothing here is called `{word}`")]
    #[diagnostic(code("unknown-word"))]
    UnknownWord {
        word: String,
        #[label("not known here")]
        span: Span,
        #[help]
        help: Option<String>,
        nearest: Option<String>,
    },
    #[error("{of} has no field `{word}`")]
    #[diagnostic(code("unknown-field"))]
    UnknownField {
        of: String,
        word: String,
        #[label("no such field")]
        span: Span,
        #[help]
        help: Option<String>,
        nearest: Option<String>,
    },
    #[error("`{word}` could mean two things here")]
    #[diagnostic(code("ambiguous-word"), help("write {spellings}"))]
    Ambiguous {
        word: String,
        #[label("which one?")]
        span: Span,
        spellings: String,
        fixes: Vec<String>,
    },
    #[error("`{path}` is {found}: there is nothing below it")]
    #[diagnostic(code("not-a-record"), help("end the path at `{path}`"))]
    NotARecord {
        path: String,
        found: String,
        #[label("goes on below {found}")]
        span: Span,
    },
    #[error("`{path}` is a whole {entity}, not a single value")]
    #[diagnostic(code("record-as-value"), help("{help}"))]
    RecordAsValue {
        path: String,
        entity: String,
        #[label("name one of its fields")]
        span: Span,
        help: String,
    },
    #[error("`{what}` is not known here: {why}")]
    #[diagnostic(code("not-known-here"), help("{help}"))]
    NotKnownHere {
        what: String,
        why: &'static str,
        #[label("not known at this place")]
        span: Span,
        help: &'static str,
    },
    #[error("`{ruleset}` has not answered yet when this is asked")]
    #[diagnostic(code("model-too-early"), help("move `classify {ruleset}` above the ruleset that reads it"))]
    TooEarly {
        ruleset: String,
        #[label("read before it is asked")]
        span: Span,
    },
    #[error("`{path}` can not be set")]
    #[diagnostic(code("not-settable"), help("set a field of the item or a context variable"))]
    NotSettable {
        path: String,
        #[label("only read")]
        span: Span,
    },
}

impl Problem for PathError {
    fn fixes(&self) -> Vec<Fix> {
        if let Self::UnknownWord { span, nearest: Some(text), .. }
        | Self::UnknownField { span, nearest: Some(text), .. } = self
        {
            return vec![instead(*span, text)];
        }
        if let Self::Ambiguous { span, fixes, .. } = self {
            return fixes.iter().map(|text| instead(*span, text)).collect();
        }
        Vec::new()
    }
}
