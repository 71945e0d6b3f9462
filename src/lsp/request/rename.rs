use crate::ide::{self, Renaming};
use crate::lsp::across::{Question, ask_all};
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

/// The changes that rename what a word names, in all programs that have it: in all of them or in none.
pub(in crate::lsp) fn answer(
    state: &State<'_>,
    params: &RenameParams,
) -> Result<Option<WorkspaceEdit>, Refusal> {
    let cursor = state.cursor(&params.text_document_position_params)?;
    let (mut change, mut outside) = (convert::Change::default(), None);
    ask_all(state, cursor, &mut |question| {
        let Renaming { edits, outside: told } = renamed(state, &question, &params.new_name)?;
        change.add(question.view, &edits);
        outside = outside.take().or(told);
        // What a field is called in the data is written beside its name, and names nothing itself.
        let names = edits.iter().filter(|edit| edit.text == params.new_name);
        Ok(names.map(|edit| edit.span).collect())
    })?;
    let Client { knows_versions, knows_annotations, .. } = state.client;
    if let Some(told) = &outside {
        if knows_versions && knows_annotations {
            return Ok(Some(change.confirmed(told)));
        }
        // Who cannot be asked before is told at once.
        state.outbox.show(Weight::Warning, told);
    }
    Ok(Some(change.finish(knows_versions)))
}

/// The edits in one of the programs; why there are none, with its name, where others are concerned too.
fn renamed(state: &State<'_>, question: &Question<'_>, new: &str) -> Result<Renaming, Refusal> {
    let Question { view, at, is_one_of_several } = question;
    let renaming = ide::rename(view.workspace(), &state.loader(view.program), *at, new);
    renaming.map_err(|why| {
        let program = state.programs.shown(&view.program.at);
        Refusal::failed(if *is_one_of_several { format!("in the program `{program}`: {why}") } else { why })
    })
}
