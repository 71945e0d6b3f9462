use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// What can be wrong with the files that a program is made of.
#[derive(Debug, Clone, Error, Diagnostic)]
pub(super) enum FileError {
    /// A file imports itself, directly or through others.
    #[error("this import goes in a circle: {circle}")]
    #[diagnostic(
        code("import-cycle"),
        help("move what both files need into a third file, and import that one from both")
    )]
    Cycle {
        /// The names of the files, joined by arrows.
        circle: String,
        /// The path.
        #[label("imports a file that leads back here")]
        span: Span,
    },
    /// An imported file is not there.
    #[error("there is no file `{name}` in this program's folder")]
    #[diagnostic(code("import-missing"), help("{}", suggest("import", similar.as_ref())))]
    ImportMissing {
        /// The file's name.
        name: String,
        /// What to write instead, if something is alike.
        similar: Option<String>,
        /// The path.
        #[label("not found")]
        span: Span,
    },
    /// An imported file is not a `.route` file.
    #[error("`{name}` is not a `.route` file, so it cannot be imported")]
    #[diagnostic(
        code("import-not-route"),
        help("import files that end in `.route`; rows of a table come in by `from \"{name}\"` in the table")
    )]
    ImportNotRoute {
        /// The file's name.
        name: String,
        /// The path.
        #[label("not a `.route` file")]
        span: Span,
    },
    /// A path leads out of the program's folder.
    #[error("`{path}` leads out of this program's folder")]
    #[diagnostic(
        code("file-outside"),
        help(
            "a program is one folder: copy the file into it, and write its path from here, as in `\"shared/people.route\"`"
        )
    )]
    Outside {
        /// The path as written.
        path: String,
        /// Where.
        #[label("outside the folder")]
        span: Span,
    },
    /// The file with a table's rows is not there.
    #[error("there is no file `{name}` with the rows of this table")]
    #[diagnostic(code("table-file-missing"), help("{}", suggest("read", similar.as_ref())))]
    TableFileMissing {
        /// The file's name.
        name: String,
        /// What to write instead, if something is alike.
        similar: Option<String>,
        /// The path.
        #[label("not found")]
        span: Span,
    },
    /// The file with a test's items is not there.
    #[error("there is no file `{name}` with the items of this test")]
    #[diagnostic(code("items-file-missing"), help("{}", suggest("read", similar.as_ref())))]
    ItemsFileMissing {
        /// The file's name.
        name: String,
        /// What to write instead, if something is alike.
        similar: Option<String>,
        /// The path.
        #[label("not found")]
        span: Span,
    },
}

/// A calendar whose closures have run out; asked for by `check --as-of`.
#[derive(Debug, Clone, Error, Diagnostic)]
#[error("calendar `{name}` lists no closure after {day}")]
#[diagnostic(
    code("calendar-runs-out"),
    severity(Warning),
    help("add the coming holidays to its closures, as in `2027-12-25 \"Christmas Day\"`")
)]
pub(super) struct StaleCalendar {
    /// The calendar's name.
    pub(super) name: String,
    /// The day asked about.
    pub(super) day: String,
    /// Where it is declared.
    #[label("open on every holiday after {day}")]
    pub(super) span: Span,
}

impl Problem for StaleCalendar {}

fn suggest(verb: &str, similar: Option<&String>) -> String {
    match similar {
        Some(similar) => format!("did you mean `\"{similar}\"`?"),
        None => {
            format!(
                "{verb} a file that lies beside this one, or write its path from here, as in `\"shared/…\"`"
            )
        }
    }
}

impl Problem for FileError {
    fn fixes(&self, _: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::ImportMissing { similar: Some(similar), span, .. }
            | Self::TableFileMissing { similar: Some(similar), span, .. }
            | Self::ItemsFileMissing { similar: Some(similar), span, .. } => vec![Fix {
                title: format!("write `\"{similar}\"`"),
                edits: vec![Edit { span: *span, text: format!("\"{similar}\"") }],
            }],
            Self::ImportMissing { .. }
            | Self::TableFileMissing { .. }
            | Self::ItemsFileMissing { .. }
            | Self::ImportNotRoute { .. }
            | Self::Cycle { .. }
            | Self::Outside { .. } => Vec::new(),
        }
    }
}
