use super::nearest::instead;
use crate::diagnostic::{Edit, Fix, Problem, Texts};
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
        /// What to write in its place: the left side of `??`.
        instead: Option<String>,
        /// Where the field is declared.
        field: Option<Span>,
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
        /// The one thing that is compared, as written, if both sides of `or` are all there is.
        left: Option<String>,
    },
    #[error("this also matches {whose} that have no `{path}`")]
    #[diagnostic(
        code("also-missing"),
        severity(Warning),
        help("ask `{asked} is present` as well, or give the field a default")
    )]
    AlsoMissing {
        path: String,
        /// What must be there for all of the path to be.
        asked: String,
        whose: &'static str,
        #[label("true where `{path}` is missing")]
        span: Span,
        /// Where the field is declared, and the default that may be written there.
        default: Option<(Span, String)>,
        /// The part of the condition before which it must be asked, and whether that needs no parentheses.
        whole: Span,
        bare: bool,
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
        /// Where the enum is declared, if no text stands above it.
        declared: Option<Span>,
    },
}

impl Problem for Doubt {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::AlsoMissing { path, asked, default, whole, bare, .. } => {
                let mut fixes = Vec::new();
                if let Some((field, value)) = default {
                    fixes.push(Fix {
                        title: format!("give `{path}` the default `{value}`"),
                        edits: vec![Edit { span: field.after(), text: format!(" = {value}") }],
                    });
                }
                let both = format!("{asked} is present and {}", texts.at(*whole));
                fixes.push(instead(*whole, &if *bare { both } else { format!("({both})") }));
                fixes
            }
            Self::ShortWord { operator, .. } => {
                vec![Fix {
                    title: "find only the whole word".to_owned(),
                    edits: vec![Edit { span: operator.after(), text: " word".to_owned() }],
                }]
            }
            Self::NeverMissing { instead: Some(text), span, .. } => vec![instead(*span, text)],
            Self::NeverMissing { path, field, .. } => {
                Fix::list([field.and_then(|field| may_be_missing(texts, path, field))])
            }
            Self::AlwaysSame { span, answer } => Fix::list([left_out(texts, *span, answer)]),
            Self::NearlyAlways { left: Some(left), values, span } => {
                let both = texts.at(*span).replacen(" or ", " and ", 1);
                vec![instead(*span, &format!("{left} not in [{values}]")), instead(*span, &both)]
            }
            Self::Unordered { of, declared: Some(name), .. } => Fix::list([said_in_order(texts, of, *name)]),
            Self::NearlyAlways { .. } | Self::Unordered { .. } => Vec::new(),
        }
    }
}

/// Writes `?` after the type of the field declared at `field`.
fn may_be_missing(texts: Texts<'_>, path: &str, field: Span) -> Option<Fix> {
    let written = texts.at(field);
    let (name, rest) = written.split_once(':')?;
    let ty = rest.split(['=', '"']).next()?.split(" from").next()?.trim_end();
    if written.contains('=') || ty.ends_with('?') {
        return None;
    }
    let at = field.start + u32::try_from(name.len() + 1 + ty.len()).ok()?;
    let title = format!("let `{path}` be missing");
    Some(Fix::change(title, Span::new(field.file, at, at), "?"))
}

/// Leaves out what joins nothing: `and` something that is always so, `or` something that never is.
fn left_out(texts: Texts<'_>, span: Span, answer: &str) -> Option<Fix> {
    let join = if answer == "true" { "and" } else { "or" };
    let (before, after) = texts.beside(span)?;
    let (start, end) = (before.trim_end(), after.trim_start());
    let length = |text: &str| u32::try_from(text.len()).ok();
    let whole = if let Some(rest) = start.strip_suffix(join).filter(|rest| rest.ends_with(' ')) {
        Span::new(span.file, span.start - length(before)? + length(rest.trim_end())?, span.end)
    } else {
        let rest = end.strip_prefix(join).filter(|rest| rest.starts_with(' '))?;
        Span::new(span.file, span.start, span.end + length(after)? - length(rest.trim_start())?)
    };
    Some(Fix::change("leave it out", whole, ""))
}

/// A line above the enum declared at `name` that says its order is meant.
fn said_in_order(texts: Texts<'_>, of: &str, name: Span) -> Option<Fix> {
    let start = texts.declaration(name)?.start;
    let line = Span::new(name.file, start, start);
    Some(Fix::change(format!("say that the order of `{of}` is meant"), line, "/// In this order.\n"))
}
