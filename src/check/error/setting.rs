use super::nearest::{did_you_mean, instead};
use crate::diagnostic::{Edit, Fix, Problem};
use crate::source::Span;

/// What may be wrong with any setting.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum SettingError {
    #[error("`{block}` has no setting `{word}`")]
    #[diagnostic(code("unknown-setting"), help("{}", known_or_near(nearest.as_deref(), known)))]
    Unknown {
        word: String,
        #[label("not known here")]
        span: Span,
        block: &'static str,
        known: String,
        nearest: Option<String>,
    },
    #[error("`{word}` does not stand in `{block}`")]
    #[diagnostic(code("misplaced-setting"), help("`{word}` belongs in `{home}`: write it there"))]
    Misplaced {
        word: String,
        #[label("belongs in `{home}`")]
        span: Span,
        block: &'static str,
        home: String,
    },
    #[error("`{word}` is written twice")]
    #[diagnostic(code("repeated-setting"), help("keep the one that is meant"))]
    Repeated {
        word: String,
        #[label(primary, "written again here")]
        span: Span,
        #[label("first written here")]
        first: Span,
        edit: Span,
    },
    #[error("`{block}` needs `{word}`")]
    #[diagnostic(code("missing-setting"), help("write, for example, `{example}`: {}", lower(does)))]
    Missing {
        word: String,
        #[label("`{word}` is missing")]
        span: Span,
        block: &'static str,
        does: String,
        example: String,
    },
    #[error("`{word}` takes {takes}")]
    #[diagnostic(code("wrong-setting-value"), help("{}", example_or_near(nearest.as_deref(), example)))]
    WrongValue {
        word: String,
        takes: String,
        #[label("not this")]
        span: Span,
        example: String,
        nearest: Option<String>,
    },
    #[error("`{word}` takes {takes}")]
    #[diagnostic(code("setting-out-of-range"), help("write, for example, `{example}`"))]
    OutOfRange {
        word: String,
        takes: String,
        #[label("too small or too big")]
        span: Span,
        example: String,
    },
    #[error("`{word}` names the same thing twice")]
    #[diagnostic(code("repeated-entry"), severity(Warning), help("write it once"))]
    RepeatedEntry {
        word: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
}

fn known_or_near(nearest: Option<&str>, known: &str) -> String {
    did_you_mean(nearest).unwrap_or_else(|| match known {
        "" => "leave it out: nothing can be set here".to_owned(),
        known => format!("known here are {known}"),
    })
}

fn example_or_near(nearest: Option<&str>, example: &str) -> String {
    did_you_mean(nearest).unwrap_or_else(|| format!("write, for example, `{example}`"))
}

/// A sentence of the tables, as the end of another.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Problem for SettingError {
    fn fixes(&self) -> Vec<Fix> {
        match self {
            Self::Unknown { span, nearest, .. } | Self::WrongValue { span, nearest, .. } => {
                nearest.iter().map(|nearest| instead(*span, nearest)).collect()
            }
            Self::Repeated { edit, word, .. } => vec![Fix {
                title: format!("leave this `{word}` out"),
                edits: vec![Edit { span: *edit, text: String::new() }],
            }],
            Self::Misplaced { .. }
            | Self::Missing { .. }
            | Self::OutOfRange { .. }
            | Self::RepeatedEntry { .. } => Vec::new(),
        }
    }
}
