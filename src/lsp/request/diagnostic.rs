use crate::lsp::convert;
use crate::lsp::paths;
use crate::lsp::publish::{digest, gathered, gathered_at};
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use gen_lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, PreviousResultId, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport,
};
use std::collections::BTreeMap;

/// What there is to say of a text.
pub(in crate::lsp) fn of_text(
    state: &State<'_>,
    params: &DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReport, Refusal> {
    let path = paths::path(params.text_document.uri.as_ref());
    let nowhere = || Refusal::bad_params(format!("`{}` belongs to no program", params.text_document.uri));
    let said = gathered_at(&state.programs, &path).ok_or_else(nowhere)?;
    let digest = digest(&said);
    let is_known = params.previous_result_id.as_ref() == Some(&digest);
    Ok(if is_known { convert::unchanged(digest) } else { convert::report(digest, &said) })
}

/// What there is to say of all texts of which something is known.
pub(in crate::lsp) fn of_all(
    state: &State<'_>,
    params: &WorkspaceDiagnosticParams,
) -> WorkspaceDiagnosticReport {
    let all = gathered(&state.programs);
    let before = params.previous_result_ids.iter();
    let before: BTreeMap<String, &PreviousResultId> =
        before.map(|before| (paths::path(before.uri.as_ref()), before)).collect();
    let mut items = Vec::new();
    for (path, said) in &all {
        let (uri, digest) = (state.documents.uri(path), digest(said));
        let version = state.documents.at(path).map(|document| document.version);
        let is_known = before.get(*path).is_some_and(|before| before.value == digest);
        items.push(if is_known {
            convert::unchanged_in(uri, version, digest)
        } else {
            convert::report_in(uri, version, digest, said)
        });
    }
    // What belongs to no program any more has nothing wrong with it.
    for (path, before) in before {
        if !all.contains_key(path.as_str()) {
            items.push(convert::report_in(before.uri.clone(), None, digest(&[]), &[]));
        }
    }
    WorkspaceDiagnosticReport { items }
}
