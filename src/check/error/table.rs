use super::nearest::{instead, without};
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;

/// What may be wrong with a table.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum TableError {
    #[error("`{table}` does not say which of several matching rows counts")]
    #[diagnostic(
        code("table-needs-policy"),
        help("write `first` before the brace, or `unique` if no two rows may match at once")
    )]
    NoPolicy {
        table: String,
        #[label("`first` or `unique`?")]
        span: Span,
    },
    #[error("this row has {found}, but the table has {wanted}")]
    #[diagnostic(
        code("row-length"),
        help(
            "write one cell for each column, with `|` between them and `any` where a column does not matter"
        )
    )]
    RowLength {
        found: String,
        wanted: String,
        #[label("{found}")]
        span: Span,
        /// How many cells are missing before the results.
        missing: usize,
    },
    #[error("two rows of `{table}` match at once{example}")]
    #[diagnostic(code("rows-overlap"), help("make the rows differ, or write `first` in place of `unique`"))]
    Overlap {
        table: String,
        example: String,
        #[label(primary, "this row matches")]
        span: Span,
        #[label("and so does this one")]
        first: Span,
        /// Where `unique` stands.
        policy: Option<Span>,
    },
    #[error("`{table}` has no row for {example}")]
    #[diagnostic(
        code("table-hole"),
        help("add a row for it, end with `otherwise -> …`, or leave `complete` out")
    )]
    Hole {
        table: String,
        example: String,
        #[label("not complete")]
        span: Span,
    },
    #[error("this row is never reached: rows above it match whatever it matches")]
    #[diagnostic(code("row-never-reached"), severity(Warning), help("move it up, or remove it"))]
    NeverReached {
        #[label("never reached")]
        span: Span,
    },
    #[error("`{table}` is too tangled to prove that its rows are {claim}")]
    #[diagnostic(
        code("table-too-tangled"),
        help("split the table, use fewer ranges and `any`, or write `first` without `complete`")
    )]
    TooTangled {
        table: String,
        claim: &'static str,
        #[label("can not be proved")]
        span: Span,
    },
    #[error("`{table}` has no rows")]
    #[diagnostic(code("table-without-rows"), help("write a row: `phone | \"FR\" -> paris`"))]
    NoRows {
        table: String,
        #[label("no rows")]
        span: Span,
    },
    #[error("the first line of `{file}` does not name {missing}")]
    #[diagnostic(code("csv-header"), help("begin the file with the line `{wanted}`"))]
    Header {
        file: String,
        missing: String,
        wanted: String,
        #[label("the names of the columns")]
        span: Span,
    },
    #[error("`{cell}` can not be read as {wanted}, in column `{column}`")]
    #[diagnostic(code("csv-cell"), help("{help}"))]
    Cell {
        cell: String,
        wanted: String,
        column: String,
        help: String,
        #[label("in this line")]
        span: Span,
    },
}

impl Problem for TableError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::NoPolicy { span, .. } => {
                let add = |word: &str| Fix::add(word, Some(Edit::new(span.after(), &format!(" {word}"))));
                Fix::list([add("first"), add("unique")])
            }
            Self::RowLength { span, missing, .. } if *missing > 0 => {
                let row = texts.at(*span);
                let cells = row.split("->").next().unwrap_or_default().trim_end().len();
                let at = u32::try_from(cells).unwrap_or(0);
                let more = " | any".repeat((*missing).min(100));
                let place = Span::new(span.file, span.start + at, span.start + at);
                Fix::list([Fix::add(more.trim(), Some(Edit::new(place, &more)))])
            }
            Self::Overlap { policy, .. } => policy.iter().map(|policy| instead(*policy, "first")).collect(),
            Self::Hole { span, .. } => vec![without(texts, "complete", *span)],
            Self::NeverReached { span } => {
                vec![Fix { title: "remove the row".to_owned(), edits: vec![texts.left_out(*span)] }]
            }
            Self::TooTangled { claim, span, .. } => {
                if *claim == "unique" {
                    vec![instead(*span, "first")]
                } else {
                    vec![without(texts, "complete", *span)]
                }
            }
            Self::Header { wanted, span, .. } => {
                let cells = |line: &str| line.split(',').count();
                let title = format!("name the columns `{wanted}`");
                let above = Span::new(span.file, span.start, span.start);
                let same = cells(wanted) == cells(texts.at(*span))
                    && !texts.at(*span).contains(|digit: char| digit.is_ascii_digit());
                if same {
                    vec![Fix::change(title, *span, wanted)]
                } else {
                    vec![Fix::change(title, above, &format!("{wanted}\n"))]
                }
            }
            Self::RowLength { .. } | Self::NoRows { .. } | Self::Cell { .. } => Vec::new(),
        }
    }
}
