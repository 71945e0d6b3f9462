use crate::ide::{self, At};
use crate::lsp::convert;
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use crate::lsp::view::Page;
use gen_lsp_types::{
    CompletionItem, CompletionParams, CompletionResponse, Hover, HoverParams, InlayHint, InlayHintParams,
    SignatureHelp, SignatureHelpParams,
};

/// What there is to say of a word.
pub(in crate::lsp) fn hover(state: &State<'_>, params: &HoverParams) -> Result<Option<Hover>, Refusal> {
    let hover = |(page, at): (Page<'_>, At)| {
        ide::hover(page.view.workspace(), at).map(|hover| convert::hover(page.view, &hover))
    };
    Ok(state.cursors(&params.text_document_position_params)?.find_map(hover))
}

/// What may be written at a place.
pub(in crate::lsp) fn completion(
    state: &State<'_>,
    params: &CompletionParams,
) -> Result<Option<CompletionResponse>, Refusal> {
    let (page, at) = state.cursor(&params.text_document_position_params)?;
    let offers = ide::complete(page.view.workspace(), &page.loader(), at);
    let item = |offer| convert::completion(page.view, offer, state.client.knows_snippets);
    let items: Vec<CompletionItem> = offers.iter().map(item).collect();
    Ok(Some(items.into()))
}

/// What a call is given, at a place within it.
pub(in crate::lsp) fn signature(
    state: &State<'_>,
    params: &SignatureHelpParams,
) -> Result<Option<SignatureHelp>, Refusal> {
    let (page, at) = state.cursor(&params.text_document_position_params)?;
    let found = ide::signature(page.view.workspace(), at);
    Ok(found.map(|found| convert::signature(page.view.encoding, &found)))
}

/// What holds though it is not written.
pub(in crate::lsp) fn hints(
    state: &State<'_>,
    params: &InlayHintParams,
) -> Result<Option<Vec<InlayHint>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let found = ide::hints(page.view.workspace(), page.file, page.span(params.range));
    Ok(Some(found.iter().map(|hint| convert::hint(page.view, page.file, hint)).collect()))
}
