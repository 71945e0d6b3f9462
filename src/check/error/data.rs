use super::nearest::instead;
use crate::diagnostic::{Edit, Fix, Problem};
use crate::source::Span;

/// What may be wrong with a declaration of data.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum DataError {
    #[error("`{name}` stands twice among {among}")]
    #[diagnostic(code("duplicate-member"), help("remove one of the two, or rename it"))]
    Duplicate {
        name: String,
        among: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    #[error("`{name}` has no values")]
    #[diagnostic(code("empty-enum"), help("write its values between the braces: `{{ low, high }}`"))]
    EmptyEnum {
        name: String,
        #[label("no values")]
        span: Span,
    },
    #[error("there is no type called `{name}`")]
    #[diagnostic(code("unknown-type"))]
    UnknownType {
        name: String,
        #[label("no such type")]
        span: Span,
        #[help]
        help: Option<String>,
        nearest: Option<String>,
    },
    #[error("{what} can not be the type of {place}")]
    #[diagnostic(code("type-not-allowed"), help("{help}"))]
    TypeNotAllowed {
        what: String,
        place: &'static str,
        #[label("not allowed here")]
        span: Span,
        help: &'static str,
    },
    #[error("every `{entity}` would need another `{entity}` without end")]
    #[diagnostic(code("endless-entity"), help("write `{entity}?`, as one of them must have none"))]
    Endless {
        entity: String,
        #[label("always another one")]
        span: Span,
    },
    #[error("a link to a record can not have a default")]
    #[diagnostic(code("link-default"), help("write `?` after the type if the record may be missing"))]
    LinkDefault {
        #[label("no default is possible")]
        span: Span,
    },
    #[error("`{name}` asks itself: {cycle}")]
    #[diagnostic(code("recursive-condition"), help("break the circle: one of them must not ask the next"))]
    Recursive {
        name: String,
        cycle: String,
        #[label("part of the circle")]
        span: Span,
    },
}

impl Problem for DataError {
    fn fixes(&self) -> Vec<Fix> {
        if let Self::UnknownType { span, nearest: Some(text), .. } = self {
            return vec![instead(*span, text)];
        }
        if let Self::Endless { span, .. } = self {
            let edit = Edit { span: span.after(), text: "?".to_owned() };
            return vec![Fix { title: "let it be missing".to_owned(), edits: vec![edit] }];
        }
        Vec::new()
    }
}
