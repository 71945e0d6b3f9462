use crate::ide;
use crate::lsp::convert;
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use gen_lsp_types::{Hover, HoverParams};

/// What there is to say of a word.
pub(in crate::lsp) fn answer(state: &State<'_>, params: &HoverParams) -> Result<Option<Hover>, Refusal> {
    let (page, at) = state.cursor(&params.text_document_position_params)?;
    Ok(ide::hover(page.view.workspace(), at).map(|hover| convert::hover(page.view, hover)))
}
