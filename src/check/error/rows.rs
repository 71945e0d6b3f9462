use super::nearest::instead;
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// What may be wrong with the rows of tests.
#[derive(Debug, Clone, Error, Diagnostic)]
pub(in crate::check) enum RowsError {
    #[error("these rows are none, so the test is never run")]
    #[diagnostic(code("test-without-rows"), help("add a row, such as `{row}`"))]
    Empty {
        #[label]
        span: Span,
        /// What a row looks like.
        row: String,
    },

    #[error("this row has {cells} {side} the arrow, for {columns}")]
    #[diagnostic(
        code("test-row-width"),
        help("write one cell a column, with `|` between them; `any` on the right for what may be anything")
    )]
    Width {
        /// `2 cells`
        cells: String,
        /// `before` or `after`
        side: &'static str,
        /// `1 column`
        columns: String,
        #[label]
        span: Span,
        #[label("the columns")]
        header: Span,
    },

    #[error("line {line} of `{file}` is no item")]
    #[diagnostic(code("test-not-items"), help("{help}"))]
    NotItems {
        file: String,
        /// From 1.
        line: usize,
        help: &'static str,
        #[label("read here")]
        span: Span,
        #[label("this line")]
        at: Span,
    },

    #[error("two items of `{file}` have the id `{id}`: those of lines {first} and {again}")]
    #[diagnostic(code("test-id-twice"), help("give one of them another `id`, or take it out"))]
    IdTwice {
        id: String,
        file: String,
        /// From 1.
        first: usize,
        again: usize,
        #[label("read here")]
        span: Span,
        #[label("this one")]
        at: Span,
        #[label("and this one")]
        twice: Span,
    },

    #[error("the item `{id}`, in line {line} of `{file}`, comes to {to}")]
    #[diagnostic(
        code("test-item-elsewhere"),
        help(
            "choose items that the test is about with `given id` or a column `id`, or put those of each workstream into a file of their own"
        )
    )]
    Stray {
        id: String,
        file: String,
        /// From 1.
        line: usize,
        /// The workstream or intake.
        to: String,
        #[label]
        span: Span,
        #[label("it says so here")]
        at: Span,
    },

    #[error("two rows of this test are called `{label}`")]
    #[diagnostic(code("test-row-twice"), help("give one of them another label"))]
    Twice {
        label: String,
        #[label]
        span: Span,
        #[label("the other")]
        first: Span,
    },

    #[error("there is no item in `{file}`, so the test is never run")]
    #[diagnostic(
        code("test-without-items"),
        help("write one JSON object a line, such as `{{\"id\": \"c-1\", \"tier\": \"gold\"}}`")
    )]
    NoItems {
        file: String,
        #[label("read here")]
        span: Span,
    },

    #[error("no item of `{file}` has the id `{id}`")]
    #[diagnostic(code("test-unknown-item"), help("{help}"))]
    UnknownItem {
        id: String,
        file: String,
        help: String,
        near: Option<String>,
        #[label]
        span: Span,
    },

    #[error("this is no label of a rule")]
    #[diagnostic(
        code("test-row-label"),
        help(
            "a column `fired` holds labels: `\"Gold\"` for a rule that must be applied, `not \"Gold\"` for one that must not, or `any`"
        )
    )]
    NotALabel {
        #[label]
        span: Span,
        /// The cell as written.
        written: String,
    },
}

impl Problem for RowsError {
    fn fixes(&self, _: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::NotALabel { span, written } => {
                let label = format!("\"{written}\"");
                Fix::list([Fix::add(&label, Some(Edit::new(*span, &label)))])
            }
            Self::UnknownItem { near: Some(near), span, .. } => vec![instead(*span, &format!("\"{near}\""))],
            Self::UnknownItem { .. }
            | Self::Empty { .. }
            | Self::Width { .. }
            | Self::NotItems { .. }
            | Self::IdTwice { .. }
            | Self::Stray { .. }
            | Self::Twice { .. }
            | Self::NoItems { .. } => Vec::new(),
        }
    }
}
