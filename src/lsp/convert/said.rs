use crate::diagnostic::{self, Label, Severity};
use crate::lsp::view::View;
use crate::source::{FileId, Span};
use gen_lsp_types as lsp;

/// Codes of what could as well not be there.
const UNUSED: &[&str] = &[
    "assignment-not-used",
    "queue-not-used",
    "row-never-reached",
    "rule-never-reached",
    "workstream-not-reached",
];

/// What there is to say of each text of a program, by number.
pub(in crate::lsp) fn diagnostics(view: View<'_>) -> Vec<Vec<lsp::Diagnostic>> {
    let mut said = vec![Vec::new(); view.program.size()];
    for found in view.workspace().diagnostics() {
        let file = found.span().map_or(0, |span| span.file.0);
        if let Some(said) = usize::try_from(file).ok().and_then(|file| said.get_mut(file)) {
            said.push(diagnostic(view, found));
        }
    }
    said
}

/// One thing there is to say.
pub(in crate::lsp) fn diagnostic(view: View<'_>, found: &diagnostic::Diagnostic) -> lsp::Diagnostic {
    let span = found.span().unwrap_or(Span::new(FileId(0), 0, 0));
    let message = match &found.help {
        Some(help) => format!("{}\nhelp: {help}", found.message),
        None => found.message.clone(),
    };
    let related: Vec<_> = found.labels.iter().skip(1).filter_map(|label| related(view, label)).collect();
    let is_unused = UNUSED.contains(&found.code.as_str());
    lsp::Diagnostic {
        range: view.range(span),
        severity: Some(severity(found.severity)),
        code: Some(found.code.clone().into()),
        code_description: Some(lsp::CodeDescription { href: page(&found.code) }),
        source: Some("enroute".to_owned()),
        message: message.into(),
        tags: is_unused.then(|| vec![lsp::DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::Error,
        Severity::Warning => lsp::DiagnosticSeverity::Warning,
        Severity::Hint => lsp::DiagnosticSeverity::Information,
    }
}

fn related(view: View<'_>, label: &Label) -> Option<lsp::DiagnosticRelatedInformation> {
    let text = if label.text.is_empty() { "it has to do with this" } else { &label.text };
    Some(lsp::DiagnosticRelatedInformation { location: view.location(label.span)?, message: text.to_owned() })
}

/// The address of the page about a code: in the repository, where it is known, else one that an extension can show.
fn page(code: &str) -> lsp::Uri {
    let repository = env!("CARGO_PKG_REPOSITORY");
    if repository.is_empty() {
        lsp::Uri(format!("enroute:explain/{code}"))
    } else {
        lsp::Uri(format!("{repository}/blob/main/docs/errors/{code}.md"))
    }
}

fn full(digest: String, said: &[&lsp::Diagnostic]) -> lsp::FullDocumentDiagnosticReport {
    lsp::FullDocumentDiagnosticReport {
        result_id: Some(digest),
        items: said.iter().map(|one| (*one).clone()).collect(),
    }
}

/// All there is to say of the text that was asked about.
pub(in crate::lsp) fn report(digest: String, said: &[&lsp::Diagnostic]) -> lsp::DocumentDiagnosticReport {
    let full_document_diagnostic_report = full(digest, said);
    lsp::RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report }
        .into()
}

/// What was said last time still holds of the text that was asked about.
pub(in crate::lsp) fn unchanged(digest: String) -> lsp::DocumentDiagnosticReport {
    let unchanged_document_diagnostic_report = lsp::UnchangedDocumentDiagnosticReport { result_id: digest };
    lsp::RelatedUnchangedDocumentDiagnosticReport {
        related_documents: None,
        unchanged_document_diagnostic_report,
    }
    .into()
}

/// All there is to say of one of the texts.
pub(in crate::lsp) fn report_in(
    uri: lsp::Uri,
    version: Option<i32>,
    digest: String,
    said: &[&lsp::Diagnostic],
) -> lsp::WorkspaceDocumentDiagnosticReport {
    let full_document_diagnostic_report = full(digest, said);
    lsp::WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
}

/// What was said last time still holds of one of the texts.
pub(in crate::lsp) fn unchanged_in(
    uri: lsp::Uri,
    version: Option<i32>,
    digest: String,
) -> lsp::WorkspaceDocumentDiagnosticReport {
    let unchanged_document_diagnostic_report = lsp::UnchangedDocumentDiagnosticReport { result_id: digest };
    lsp::WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }
        .into()
}
