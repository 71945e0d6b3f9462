use crate::diagnostic::Problem;
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

impl Problem for TableError {}
