use super::nearest::instead;
use crate::diagnostic::{Edit, Fix, Problem};
use crate::source::Span;

/// What is allowed, but probably not meant.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum Doubt {
    #[error("`{path}` is never missing")]
    #[diagnostic(
        code("never-missing"),
        severity(Warning),
        help("leave the question out, or write `?` after the field's type")
    )]
    NeverMissing {
        path: String,
        #[label("always {answer}")]
        span: Span,
        answer: &'static str,
    },
    #[error("this is always {answer}")]
    #[diagnostic(
        code("always-same"),
        severity(Warning),
        help("compare with something the item carries, or leave it out")
    )]
    AlwaysSame {
        #[label("always {answer}")]
        span: Span,
        answer: &'static str,
    },
    #[error("this is nearly always true: one of the two differs whatever the item holds")]
    #[diagnostic(
        code("nearly-always-true"),
        severity(Warning),
        help("write `and` in place of `or`, or `not in [{values}]`")
    )]
    NearlyAlways {
        #[label("`!=` on both sides of `or`")]
        span: Span,
        values: String,
    },
    #[error("this also matches {whose} that have no `{path}`")]
    #[diagnostic(
        code("also-missing"),
        severity(Warning),
        help("ask `{path} is present` as well, or give the field a default")
    )]
    AlsoMissing {
        path: String,
        whose: &'static str,
        #[label("true where `{path}` is missing")]
        span: Span,
        /// Where the field is declared, and the default that may be written there.
        default: Option<(Span, String)>,
        /// The atom as written.
        atom: String,
    },
    #[error("`{word}` is found inside longer words too")]
    #[diagnostic(
        code("short-word"),
        severity(Advice),
        help("write `contains word`, so that only the whole word is found")
    )]
    ShortWord {
        word: String,
        #[label("also inside longer words")]
        span: Span,
        /// The text from the operator to the word, as written.
        operator: Span,
    },
    #[error("`{of}` may not be in an order that means anything")]
    #[diagnostic(
        code("unordered-enum"),
        severity(Warning),
        help(
            "its values stand in the order of the alphabet: name those you mean with `in [a, b]`, \
              or put them in order and say so in a `///` line with the word \"order\" above the enum"
        )
    )]
    Unordered {
        of: String,
        #[label("bigger and smaller follow the order of declaration")]
        span: Span,
    },
}

impl Problem for Doubt {
    fn fixes(&self) -> Vec<Fix> {
        match self {
            Self::AlsoMissing { path, span, default, atom, .. } => {
                let mut fixes = Vec::new();
                if let Some((field, value)) = default {
                    fixes.push(Fix {
                        title: format!("give `{path}` the default `{value}`"),
                        edits: vec![Edit { span: field.after(), text: format!(" = {value}") }],
                    });
                }
                fixes.push(instead(*span, &format!("({path} is present and {atom})")));
                fixes
            }
            Self::ShortWord { operator, .. } => {
                vec![Fix {
                    title: "find only the whole word".to_owned(),
                    edits: vec![Edit { span: operator.after(), text: " word".to_owned() }],
                }]
            }
            Self::NeverMissing { .. }
            | Self::AlwaysSame { .. }
            | Self::NearlyAlways { .. }
            | Self::Unordered { .. } => Vec::new(),
        }
    }
}
