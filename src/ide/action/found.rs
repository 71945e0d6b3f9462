use super::spot::Spot;
use super::{
    add, choice, comparison, declare, extract, imports, inline, label, lookup, order, settings, split,
};
use crate::diagnostic::{Edit, Severity};
use crate::engine::{Loader, Workspace};
use crate::source::Span;

/// Something an editor can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it does, as a short imperative.
    pub title: String,
    /// What it is for.
    pub kind: ActionKind,
    /// The changes, none overlapping another.
    pub edits: Vec<Edit>,
    /// The code of the diagnostic that it mends, if it mends one.
    pub mends: Option<String>,
    /// Whether it is the one thing to do about that diagnostic.
    pub preferred: bool,
}

/// What an action is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    /// It mends a diagnostic.
    Fix,
    /// It says the same in another way, or adds to it.
    Refactor,
}

impl Action {
    /// An action that mends nothing.
    pub(super) fn refactor(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), kind: ActionKind::Refactor, edits, mends: None, preferred: false }
    }
}

/// Everything that can be done where `span` of a file is selected; an empty span is a cursor.
///
/// First what mends the diagnostics that stand there, then what says the same in another way.
#[must_use]
pub fn actions(workspace: &Workspace, loader: &dyn Loader, span: Span) -> Vec<Action> {
    let mut found = fixes(workspace, span);
    found.extend(imports::missing(workspace, loader, span));
    if let Some(spot) = Spot::new(workspace, span) {
        found.extend(declare::missing(&spot));
        found.extend(REFACTORINGS.iter().flat_map(|refactoring| refactoring(&spot)));
    }
    found
}

type Refactoring = fn(&Spot<'_>) -> Vec<Action>;

const REFACTORINGS: [Refactoring; 16] = [
    comparison::turned,
    comparison::without_not,
    choice::one_of,
    choice::each,
    extract::condition,
    extract::constant,
    extract::list,
    inline::condition,
    split::rule,
    split::joined,
    lookup::table,
    label::rule,
    add::otherwise,
    add::test,
    settings::written_out,
    order::sorted,
];

/// What the compiler itself proposes.
fn fixes(workspace: &Workspace, span: Span) -> Vec<Action> {
    let meets = |place: Span| place.file == span.file && place.start <= span.end && span.start <= place.end;
    let here = workspace.diagnostics().iter().filter(|said| said.span().is_some_and(meets));
    let mut found = Vec::new();
    for said in here {
        let alone = said.fixes.len() == 1 && said.severity != Severity::Hint;
        found.extend(said.fixes.iter().map(|fix| Action {
            title: fix.title.clone(),
            kind: ActionKind::Fix,
            edits: fix.edits.clone(),
            mends: Some(said.code.clone()),
            preferred: alone,
        }));
    }
    found
}
