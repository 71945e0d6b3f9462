use super::fired::takes_a_tested_rule;
use super::layout::{When, laid_out};
use super::spot::Spot;
use super::{
    add, choice, comparison, declare, extract, imports, inline, label, lookup, order, settings, split,
};
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::engine::{Loader, Workspace};
use crate::ide::{breaks, cursor};
use crate::source::{FileId, Span};
use crate::syntax::lex::{self, Token, TokenKind};

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
        let all = REFACTORINGS.iter().flat_map(|refactoring| refactoring(&spot));
        found.extend(all.filter(|action| keeps_comments(workspace, action)));
    }
    let looks = |action: Action| {
        let when = if action.kind == ActionKind::Fix { When::AsBefore } else { When::Always };
        let edits = action.edits.into_iter().map(|edit| breaks::as_in_file(workspace, edit)).collect();
        Action { edits: laid_out(workspace, edits, when), ..action }
    };
    found.into_iter().map(looks).collect()
}

/// Whether every comment that stands in what is replaced is there afterwards.
fn keeps_comments(workspace: &Workspace, action: &Action) -> bool {
    let comments = |text: &str| {
        let tokens = lex::tokens(text).into_iter();
        let is_comment = |token: &Token| matches!(token.kind, TokenKind::Comment | TokenKind::Doc);
        tokens.filter(is_comment).map(|token| token.text(text).to_owned()).collect::<Vec<_>>()
    };
    action.edits.iter().all(|edit| comments(cursor::text(workspace, edit.span)) == comments(&edit.text))
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

/// The edits that mend how a file is written, wherever there is one way to: they leave what is meant to the author. Of
/// two that touch, the first.
#[must_use]
pub fn mended(workspace: &Workspace, file: FileId) -> Vec<Edit> {
    let mut found = workspace.misread(file);
    found.sort_by_key(Diagnostic::span);
    let mut edits: Vec<Edit> = Vec::new();
    for said in found.iter().filter(|said| said.severity == Severity::Error) {
        let [fix] = said.fixes.as_slice() else { continue };
        let end = edits.last().map_or(0, |edit| edit.span.end + 1);
        let mut own = fix.edits.clone();
        own.sort_by_key(|edit| edit.span);
        if own.first().is_some_and(|edit| edits.is_empty() || edit.span.start >= end) {
            edits.extend(own.into_iter().map(|edit| breaks::as_in_file(workspace, edit)));
        }
    }
    edits
}

/// What the compiler itself proposes.
fn fixes(workspace: &Workspace, span: Span) -> Vec<Action> {
    let written = workspace.misread(span.file);
    let here =
        workspace.diagnostics().iter().filter(|said| said.span().is_some_and(|place| place.touches(span)));
    let mut found = Vec::new();
    for said in here {
        // One proposal may be the one thing to do; an example, or what takes something away, never is.
        let spelled = said.help.as_ref().is_some_and(|help| help.starts_with("did you mean"));
        let sure = said.severity == Severity::Error && (spelled || written.contains(said));
        let alone = said.fixes.len() == 1 && sure;
        let fit = said.fixes.iter().filter(|fix| !takes_a_tested_rule(workspace, &fix.edits));
        found.extend(fit.map(|fix| Action {
            title: fix.title.clone(),
            kind: ActionKind::Fix,
            edits: fix.edits.clone(),
            mends: Some(said.code.clone()),
            preferred: alone,
        }));
    }
    found
}
