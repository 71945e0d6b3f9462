use crate::ide;
use crate::lsp::client::Client;
use crate::lsp::convert;
use crate::lsp::outbox::Weight;
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use gen_lsp_types::{PrepareRenameParams, PrepareRenameResult, RenameParams, WorkspaceEdit};

/// Whether what a word names can be renamed, and which word that is.
pub(in crate::lsp) fn prepare(
    state: &State<'_>,
    params: &PrepareRenameParams,
) -> Result<Option<PrepareRenameResult>, Refusal> {
    let (page, at) = state.cursor(&params.text_document_position_params)?;
    let span = ide::prepare_rename(page.view.workspace(), at).map_err(Refusal::failed)?;
    Ok(Some(page.view.range(span).into()))
}

/// The changes that rename what a word names.
pub(in crate::lsp) fn answer(
    state: &State<'_>,
    params: &RenameParams,
) -> Result<Option<WorkspaceEdit>, Refusal> {
    let (page, at) = state.cursor(&params.text_document_position_params)?;
    let renaming = ide::rename(page.view.workspace(), &page.loader(), at, &params.new_name);
    let renaming = renaming.map_err(Refusal::failed)?;
    let Client { knows_versions, knows_annotations, .. } = state.client;
    if let Some(told) = &renaming.outside {
        if knows_versions && knows_annotations {
            return Ok(Some(convert::confirmed(page.view, &renaming.edits, told)));
        }
        // Who cannot be asked before is told at once.
        state.outbox.show(Weight::Warning, told);
    }
    Ok(Some(convert::edits(page.view, &renaming.edits, knows_versions)))
}
