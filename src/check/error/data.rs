use super::nearest::{instead, without_entry};
use crate::diagnostic::{Fix, Problem, Texts};
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
        /// What to write instead, if that is clear.
        instead: Option<&'static str>,
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
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Duplicate { name, span, .. } => {
                let free = texts.free(*span, name, if texts.at(*span).starts_with('"') { " " } else { "_" });
                let free = if texts.at(*span).starts_with('"') { format!("\"{free}\"") } else { free };
                Fix::list([without_entry(texts, name, *span), Some(instead(*span, &free))])
            }
            Self::EmptyEnum { span, .. } => {
                Fix::list([Fix::add("low, high", texts.added(*span, "low, high"))])
            }
            Self::UnknownType { span, nearest, .. } => {
                nearest.iter().map(|nearest| instead(*span, nearest)).collect()
            }
            Self::TypeNotAllowed { span, instead: text, .. } => {
                text.iter().map(|text| instead(*span, text)).collect()
            }
            Self::Endless { span, .. } => vec![Fix::change("let it be missing", span.after(), "?")],
            Self::LinkDefault { span } => Fix::list([missing_link(texts, *span)]),
            Self::Recursive { .. } => Vec::new(),
        }
    }
}

/// `account: Account = gold` becomes `account: Account?`.
fn missing_link(texts: Texts<'_>, value: Span) -> Option<Fix> {
    let (before, _) = texts.beside(value)?;
    let ty = before.trim_end().strip_suffix('=')?.trim_end();
    let length = u32::try_from(before.len() - ty.len()).ok()?;
    let whole = Span::new(value.file, value.start - length, value.end);
    Some(Fix::change("let it be missing", whole, if ty.ends_with('?') { "" } else { "?" }))
}
