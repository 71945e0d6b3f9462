use super::nearest::instead;
use crate::diagnostic::{Edit, Fix, Problem, Texts};
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
    #[diagnostic(code("ambiguous-word"), help("{help}"))]
    Ambiguous {
        word: String,
        #[label("which one?")]
        span: Span,
        help: String,
        /// The longer spellings.
        fixes: Vec<String>,
        /// Where the parameter is declared that must be called otherwise.
        parameter: Option<Span>,
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
        /// The path of one of its fields.
        field: String,
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
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::UnknownWord { span, nearest, .. } | Self::UnknownField { span, nearest, .. } => {
                nearest.iter().map(|text| instead(*span, text)).collect()
            }
            Self::Ambiguous { word, span, fixes, parameter, .. } => {
                let renamed = parameter.and_then(|parameter| renamed(texts, word, parameter));
                fixes.iter().map(|text| instead(*span, text)).chain(renamed).collect()
            }
            Self::NotARecord { path, span, .. } => {
                let rest = texts.beside(*span).map_or("", |(_, after)| after);
                let end = rest.find(|next: char| !next.is_alphanumeric() && next != '_' && next != '.');
                let end = u32::try_from(end.unwrap_or(rest.len())).unwrap_or(0);
                let rest = Span::new(span.file, span.start.saturating_sub(1), span.end + end);
                vec![Fix::change(format!("end the path at `{path}`"), rest, "")]
            }
            Self::RecordAsValue { span, field, .. } => vec![instead(*span, field)],
            Self::TooEarly { ruleset, span } => Fix::list([moved_up(texts, ruleset, *span)]),
            Self::NotKnownHere { .. } | Self::NotSettable { .. } => Vec::new(),
        }
    }
}

/// Gives a parameter another name, wherever its declaration names it.
fn renamed(texts: Texts<'_>, word: &str, parameter: Span) -> Option<Fix> {
    let free = texts.free(parameter, word, "_");
    let places = texts.names(parameter, word).into_iter();
    let edits = places.map(|place| Some(Edit::new(place, &free)));
    Fix::all(format!("call the parameter `{free}`"), edits)
}

/// Moves a ruleset above the one that holds `span`.
pub(super) fn moved_up(texts: Texts<'_>, ruleset: &str, span: Span) -> Option<Fix> {
    let word = texts.word(span, &format!("classify {ruleset}"))?;
    let mut reader = span;
    while !texts.at(reader).starts_with("classify") {
        let (open, _) = texts.around(reader, "{")?;
        let outer = texts.entry(open)?;
        if outer == reader {
            return None;
        }
        reader = outer;
    }
    let edits = texts.moved(texts.entry(word)?, reader)?;
    Fix::all(format!("move `classify {ruleset}` up"), edits.map(Some))
}
