use crate::ide;
use crate::lsp::convert;
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
    let edits = ide::rename(page.view.workspace(), &page.loader(), at, &params.new_name);
    let edits = edits.map_err(Refusal::failed)?;
    Ok(Some(convert::edits(page.view, &edits, state.client.knows_versions)))
}
