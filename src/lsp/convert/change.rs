use super::said::diagnostic;
use crate::diagnostic::{Diagnostic, Edit};
use crate::ide::{Action, ActionKind};
use crate::lsp::view::View;
use crate::source::{FileId, Span};
use gen_lsp_types as lsp;
use std::collections::BTreeMap;
use std::ops::Range;

/// Edits of the texts of a program, as one change.
fn edits(view: View<'_>, edits: &[Edit], versions: bool) -> lsp::WorkspaceEdit {
    let mut change = Change::default();
    change.add(view, edits);
    change.finish(versions)
}

/// Edits of the texts of programs, as they come together: what several say of a text that they share is done once.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Change {
    texts: BTreeMap<String, Text>,
}

/// The edits of a text.
#[derive(Debug)]
struct Text {
    uri: lsp::Uri,
    version: Option<i32>,
    edits: BTreeMap<(u32, u32, String), lsp::TextEdit>,
}

impl Change {
    /// Adds the edits of one program.
    pub(in crate::lsp) fn add(&mut self, view: View<'_>, edits: &[Edit]) {
        for edit in edits {
            let Some((path, uri)) = view.path(edit.span.file).zip(view.uri(edit.span.file)) else { continue };
            let empty = || Text { uri, version: view.version(edit.span.file), edits: BTreeMap::new() };
            let text = self.texts.entry(path.to_owned()).or_insert_with(empty);
            let Edit { span, text: new } = edit;
            text.edits.insert((span.start, span.end, new.clone()), text_edit(view, edit));
        }
    }

    /// All of them, as one change.
    pub(in crate::lsp) fn finish(self, versions: bool) -> lsp::WorkspaceEdit {
        let texts = self.texts.into_values();
        if versions {
            let changes = texts.map(|text| text.versioned(|edit| edit));
            return lsp::WorkspaceEdit { document_changes: Some(changes.collect()), ..Default::default() };
        }
        let changes = texts.map(|text| (text.uri, text.edits.into_values().collect())).collect();
        lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() }
    }

    /// The same, for an editor that can ask before it makes them whether `told` was thought of.
    pub(in crate::lsp) fn confirmed(self, told: &str) -> lsp::WorkspaceEdit {
        let annotated = |text_edit| lsp::AnnotatedTextEdit { annotation_id: OUTSIDE.to_owned(), text_edit };
        let changes = self.texts.into_values().map(|text| text.versioned(annotated));
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
}

/// What changes are called that concern more than the program.
const OUTSIDE: &str = "outside";

impl Text {
    /// Its edits for the version that they were made for, each as `shape` gives it.
    fn versioned<E: Into<lsp::Edit>>(self, shape: impl Fn(lsp::TextEdit) -> E) -> lsp::DocumentChange {
        let text_document_identifier = lsp::TextDocumentIdentifier { uri: self.uri };
        let version = self.version;
        let edit = lsp::TextDocumentEdit {
            text_document: lsp::OptionalVersionedTextDocumentIdentifier { version, text_document_identifier },
            edits: self.edits.into_values().map(|edit| shape(edit).into()).collect(),
        };
        edit.into()
    }
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
