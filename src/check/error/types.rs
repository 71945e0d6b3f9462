use super::nearest::{did_you_mean, instead, one_of};
use super::retyped::{compared, equal, has_member, set_together, with_fewer, with_unit, without_level};
use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;

/// What may be wrong with what is compared, computed or given.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum TypeError {
    #[error("{wanted} is needed here, but this is {found}")]
    #[diagnostic(code("type-mismatch"))]
    Mismatch {
        wanted: String,
        found: String,
        #[label("this is {found}")]
        span: Span,
        #[help]
        help: Option<String>,
        /// How what stands there is written as what is wanted.
        instead: Option<String>,
    },
    #[error("{left} and {right} can not be {verb}")]
    #[diagnostic(code("types-differ"))]
    Differ {
        left: String,
        right: String,
        verb: &'static str,
        #[label("{left}")]
        left_span: Span,
        #[label(primary, "{right}")]
        span: Span,
        #[help]
        help: Option<String>,
        /// How one side is written as the other's type, and where.
        instead: Option<(Span, String)>,
    },
    #[error("this is {found}, not something that holds or does not")]
    #[diagnostic(code("not-a-condition"), help("{}", did_you_mean(instead.as_deref()).unwrap_or_else(|| "compare it with something, or ask `is present`".to_owned())))]
    NotACondition {
        found: String,
        #[label("holds or does not?")]
        span: Span,
        /// The comparison that was probably meant.
        instead: Option<String>,
    },
    #[error("{found} has no order, so there is no bigger or smaller")]
    #[diagnostic(code("no-order"), help("{help}"))]
    NoOrder {
        found: String,
        #[label("can not be ordered")]
        span: Span,
        help: &'static str,
    },
    #[error("`{of}` has no value `{word}`")]
    #[diagnostic(code("unknown-value"))]
    UnknownValue {
        of: String,
        word: String,
        #[label("not a value of `{of}`")]
        span: Span,
        #[help]
        help: Option<String>,
        nearest: Option<String>,
        /// The values, where they are few.
        values: Vec<String>,
    },
    #[error("a text is never empty here: blank data counts as missing")]
    #[diagnostic(code("empty-text"), help("write `{instead}`"))]
    EmptyText {
        #[label("compares with an empty text")]
        span: Span,
        instead: String,
    },
    #[error("an empty text is found in every text")]
    #[diagnostic(code("empty-search"), help("write what is to be found"))]
    EmptySearch {
        #[label("nothing to look for")]
        span: Span,
    },
    #[error("this pattern can not be used: {why}")]
    #[diagnostic(code("bad-pattern"), help("{help}"))]
    BadPattern {
        why: String,
        #[label("pattern")]
        span: Span,
        help: &'static str,
    },
    #[error("`{function}` is given {found}, but takes {wanted}")]
    #[diagnostic(code("wrong-arguments"), help("write `{form}`"))]
    Arguments {
        function: String,
        wanted: String,
        found: String,
        #[label("{found} here")]
        span: Span,
        form: String,
    },
    #[error("there is no time zone called `{zone}`")]
    #[diagnostic(
        code("unknown-zone"),
        help("write {}, or the name of `hours` that have a zone", quoted(nearest.as_ref()))
    )]
    UnknownZone {
        zone: String,
        #[label("no such zone")]
        span: Span,
        nearest: Option<String>,
    },
    #[error("`{what}` depends on where the clock hangs")]
    #[diagnostic(code("needs-zone"), help("{help}"))]
    NeedsZone {
        what: String,
        #[label("in which zone?")]
        span: Span,
        help: String,
        /// What to write instead.
        choices: Vec<String>,
    },
    #[error("this must be known now, and not depend on the item")]
    #[diagnostic(code("not-constant"), help("write the value itself, or the name of a `let`"))]
    NotConstant {
        #[label("only known when an item comes")]
        span: Span,
    },
    #[error("`{skill}` has no levels: it is held or not")]
    #[diagnostic(code("level-without-rating"), help("leave the level out, or give the skill a `rating`"))]
    LevelWithoutRating {
        skill: String,
        #[label("a level of what?")]
        span: Span,
    },
    #[error("`{skill}` has no level {level}: its levels are {levels}")]
    #[diagnostic(code("unknown-level"), help("write one of {levels}"))]
    UnknownLevel {
        skill: String,
        level: String,
        levels: String,
        #[label("not a level of `{skill}`")]
        span: Span,
        /// The nearest level.
        nearest: i64,
    },
    #[error("this is nested too deeply to be read by anyone")]
    #[diagnostic(code("nested-too-deeply"), help("give parts of it a name with `condition`"))]
    TooDeep {
        #[label("more than 200 levels")]
        span: Span,
    },
    #[error("nothing lies between {from} and {to}")]
    #[diagnostic(code("empty-range"), help("write the smaller end first: `{to}..{from}`"))]
    EmptyRange {
        from: String,
        to: String,
        #[label("this range is empty")]
        span: Span,
    },
    #[error("this list is empty, so nothing can be in it")]
    #[diagnostic(code("empty-list"), help("write the members between the brackets: `[a, b]`"))]
    EmptyList {
        #[label("no members")]
        span: Span,
    },
    #[error("`waited` may be compared only with a length of time as written")]
    #[diagnostic(
        code("waited-literal"),
        help("write the length itself, as in `waited < 2m`: the clock must know when to ask again")
    )]
    WaitedLiteral {
        #[label("not a written length")]
        span: Span,
    },
    #[error("`{table}` gives {count} values, and only one fits here")]
    #[diagnostic(code("several-outputs"), help("set them together: `set ({names}) = {table}(…)`"))]
    SeveralOutputs {
        table: String,
        count: usize,
        names: String,
        #[label("gives {count} values")]
        span: Span,
    },
    #[error("{what} can not be {verb}")]
    #[diagnostic(code("wrong-operator"), help("{help}"))]
    WrongOperator {
        what: String,
        verb: &'static str,
        #[label("{what}")]
        span: Span,
        help: &'static str,
    },
}

/// The nearest zone, or any, as an example.
fn quoted(zone: Option<&String>) -> String {
    zone.map_or_else(|| "a zone such as \"Europe/London\"".to_owned(), |zone| format!("\"{zone}\""))
}

impl Problem for TypeError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::UnknownValue { span, nearest: Some(text), .. }
            | Self::EmptyText { span, instead: text } => {
                vec![instead(*span, text)]
            }
            Self::UnknownValue { span, values: choices, .. } | Self::NeedsZone { span, choices, .. } => {
                one_of(*span, choices)
            }
            Self::UnknownZone { span, nearest, .. } => {
                nearest.iter().map(|zone| instead(*span, &format!("\"{zone}\""))).collect()
            }
            Self::Mismatch { instead: text, span, .. } => {
                text.iter().map(|text| instead(*span, text)).collect()
            }
            Self::Differ { left, right, left_span, span, instead: text, .. } => {
                let written = text.iter().map(|(span, text)| instead(*span, text));
                let member = has_member(texts, left, *left_span, *span);
                let units = with_unit(texts, [(left, *span), (right, *left_span)]);
                written.chain(member).chain(units).collect()
            }
            Self::NotACondition { span, instead: Some(whole), .. } => vec![instead(*span, whole)],
            Self::NotACondition { span, .. } => {
                vec![instead(*span, &format!("{} is present", texts.at(*span)))]
            }
            Self::NoOrder { span, .. } => Fix::list([equal(texts, *span)]),
            Self::LevelWithoutRating { span, .. } => Fix::list([without_level(texts, *span)]),
            Self::UnknownLevel { span, nearest, .. } => vec![instead(*span, &nearest.to_string())],
            Self::EmptyRange { from, to, span } => {
                let swapped = format!("{to}..{from}");
                if from == to { Vec::new() } else { vec![instead(*span, &swapped)] }
            }
            Self::SeveralOutputs { names, span, .. } => Fix::list([set_together(texts, names, *span)]),
            Self::WrongOperator { verb, span, .. } => {
                Fix::list([if *verb == "searched" { compared(texts, *span) } else { None }])
            }
            Self::Arguments { form, span, .. } => Fix::list([with_fewer(texts, form, *span)]),
            Self::EmptySearch { .. }
            | Self::BadPattern { .. }
            | Self::NotConstant { .. }
            | Self::TooDeep { .. }
            | Self::EmptyList { .. }
            | Self::WaitedLiteral { .. } => Vec::new(),
        }
    }
}
