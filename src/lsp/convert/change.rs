use super::said::diagnostic;
use crate::diagnostic::{Diagnostic, Edit};
use crate::ide::{Action, ActionKind};
use crate::lsp::view::View;
use crate::source::{FileId, Span};
use gen_lsp_types as lsp;
use std::collections::BTreeMap;
use std::ops::Range;

/// Edits of the texts of a program, as one change.
pub(in crate::lsp) fn edits(view: View<'_>, edits: &[Edit], versions: bool) -> lsp::WorkspaceEdit {
    if versions {
        let changes = texts(view, edits).filter_map(|(file, edits)| versioned(view, file, edits));
        return lsp::WorkspaceEdit { document_changes: Some(changes.collect()), ..Default::default() };
    }
    let changes = texts(view, edits).filter_map(|(file, edits)| Some((view.uri(file)?, edits)));
    lsp::WorkspaceEdit { changes: Some(changes.collect()), ..Default::default() }
}

/// As [`edits`], for an editor that can ask before it makes them whether `told` was thought of.
pub(in crate::lsp) fn confirmed(view: View<'_>, edits: &[Edit], told: &str) -> lsp::WorkspaceEdit {
    let annotated = |text_edit| lsp::AnnotatedTextEdit { annotation_id: OUTSIDE.to_owned(), text_edit };
    let changes = texts(view, edits)
        .filter_map(|(file, edits)| versioned(view, file, edits.into_iter().map(annotated).collect()));
    let annotation = lsp::ChangeAnnotation {
        label: "also named outside of the program".to_owned(),
        needs_confirmation: Some(true),
        description: Some(told.to_owned()),
    };
    lsp::WorkspaceEdit {
        document_changes: Some(changes.collect()),
        change_annotations: Some([(OUTSIDE.to_owned(), annotation)].into()),
        ..Default::default()
    }
}

/// What changes are called that concern more than the program.
const OUTSIDE: &str = "outside";

/// Edits by text, in order.
fn texts(view: View<'_>, edits: &[Edit]) -> impl Iterator<Item = (FileId, Vec<lsp::TextEdit>)> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.span.file).or_default().push(edit);
    }
    by_file.into_iter().map(move |(file, mut edits)| {
        edits.sort_by_key(|edit| edit.span);
        (file, edits.into_iter().map(|edit| text_edit(view, edit)).collect())
    })
}

fn versioned<E: Into<lsp::Edit>>(view: View<'_>, file: FileId, edits: Vec<E>) -> Option<lsp::DocumentChange> {
    let text_document_identifier = lsp::TextDocumentIdentifier { uri: view.uri(file)? };
    let version = view.version(file);
    let edit = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier { version, text_document_identifier },
        edits: edits.into_iter().map(Into::into).collect(),
    };
    Some(edit.into())
}

/// One edit of a text.
pub(in crate::lsp) fn text_edit(view: View<'_>, edit: &Edit) -> lsp::TextEdit {
    lsp::TextEdit { range: view.range(edit.span), new_text: edit.text.clone() }
}

/// Edits of one text.
pub(in crate::lsp) fn text_edits(
    view: View<'_>,
    file: FileId,
    edits: Vec<(Range<u32>, String)>,
) -> Vec<lsp::TextEdit> {
    let edit = |(range, new_text): (Range<u32>, String)| {
        let range = view.range(Span::new(file, range.start, range.end));
        lsp::TextEdit { range, new_text }
    };
    edits.into_iter().map(edit).collect()
}

/// Something that can be done; `mends` is what it mends.
pub(in crate::lsp) fn action(
    view: View<'_>,
    action: &Action,
    mends: Option<&Diagnostic>,
    versions: bool,
) -> lsp::CodeAction {
    lsp::CodeAction {
        title: action.title.clone(),
        kind: Some(kind(action.kind)),
        diagnostics: mends.map(|found| vec![diagnostic(view, found)]),
        is_preferred: action.preferred.then_some(true),
        edit: Some(edits(view, &action.edits, versions)),
        ..Default::default()
    }
}

/// What the protocol calls a kind of action.
pub(in crate::lsp) fn kind(kind: ActionKind) -> lsp::CodeActionKind {
    match kind {
        ActionKind::Fix => lsp::CodeActionKind::QuickFix,
        ActionKind::Refactor => lsp::CodeActionKind::Refactor,
    }
}

/// The change that mends all there is to mend.
pub(in crate::lsp) fn fix_all(view: View<'_>, all: &[Edit], versions: bool) -> lsp::CodeAction {
    lsp::CodeAction {
        title: "mend all that can be mended in one way".to_owned(),
        kind: Some(lsp::CodeActionKind::SourceFixAll),
        edit: Some(edits(view, all, versions)),
        ..Default::default()
    }
}
