use super::places::{Place, Places};
use enroute::diagnostic::{Diagnostic, Edit, Severity};
use enroute::source::Span;
use schemars::JsonSchema;
use serde::Serialize;

/// One thing the compiler has to say about a program, as JSON. Lines and columns count from 1; columns count
/// characters (Unicode code points), not bytes; an end is just past the last character.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "Diagnostic")]
pub(crate) struct Shape {
    /// The stable code, such as `unknown-queue`; `enroute explain CODE` tells more.
    pub(crate) code: String,
    /// How much it matters.
    pub(crate) severity: Level,
    /// What is wrong.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: Option<String>,
    /// The file it stands in; none if it stands nowhere.
    pub(crate) file: Option<String>,
    /// Line of its first character, from 1.
    pub(crate) line: Option<u32>,
    /// Column of its first character, from 1, in characters.
    pub(crate) column: Option<u32>,
    /// Line just past its last character, from 1.
    pub(crate) end_line: Option<u32>,
    /// Column just past its last character, from 1, in characters.
    pub(crate) end_column: Option<u32>,
    /// Further places, each with what is said there; the first is the place itself.
    pub(crate) related: Vec<Related>,
    /// Changes that mend it; each is one choice.
    pub(crate) fixes: Vec<Mend>,
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    /// The program cannot be used.
    Error,
    /// The program can be used, but probably does not do what was meant.
    Warning,
    /// Something the author may want to know.
    Hint,
}

/// A place, and what is said about it there.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Related {
    /// What is said; may be empty.
    pub(crate) message: String,
    /// Where.
    #[serde(flatten)]
    pub(crate) at: At,
}

/// A stretch of a file. Lines and columns count from 1, columns in characters; the end is just past the last.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct At {
    /// The file.
    pub(crate) file: String,
    /// Line of the first character.
    pub(crate) line: u32,
    /// Column of the first character.
    pub(crate) column: u32,
    /// Line just past the last character.
    pub(crate) end_line: u32,
    /// Column just past the last character.
    pub(crate) end_column: u32,
}

/// A change that mends a diagnostic: all of its edits together.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Mend {
    /// What the change does.
    pub(crate) title: String,
    /// The edits; none overlaps another.
    pub(crate) edits: Vec<Replacement>,
}

/// The text between two places becomes another text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Replacement {
    /// What is replaced; empty for an insertion.
    #[serde(flatten)]
    pub(crate) at: At,
    /// What it is replaced by.
    pub(crate) text: String,
}

impl Shape {
    /// `diagnostic`, its places counted in `places`.
    pub(crate) fn of(diagnostic: &Diagnostic, places: &Places<'_>) -> Self {
        let place = diagnostic.span().map(|span| places.place(span));
        let part = |part: fn(&Place) -> u32| place.as_ref().map(part);
        Self {
            code: diagnostic.code.clone(),
            severity: Level::from(diagnostic.severity),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            file: place.as_ref().map(|place| place.file.clone()),
            line: part(|place| place.line),
            column: part(|place| place.column),
            end_line: part(|place| place.end_line),
            end_column: part(|place| place.end_column),
            related: diagnostic
                .labels
                .iter()
                .map(|label| Related { message: label.text.clone(), at: At::of(label.span, places) })
                .collect(),
            fixes: diagnostic
                .fixes
                .iter()
                .map(|fix| Mend {
                    title: fix.title.clone(),
                    edits: fix.edits.iter().map(|edit| Replacement::of(edit, places)).collect(),
                })
                .collect(),
        }
    }
}

impl At {
    fn of(span: Span, places: &Places<'_>) -> Self {
        let Place { file, line, column, end_line, end_column } = places.place(span);
        Self { file, line, column, end_line, end_column }
    }
}

impl Replacement {
    fn of(edit: &Edit, places: &Places<'_>) -> Self {
        Self { at: At::of(edit.span, places), text: edit.text.clone() }
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Hint => Self::Hint,
        }
    }
}
