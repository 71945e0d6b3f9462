use crate::ide;
use crate::lsp::convert;
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use gen_lsp_types::{SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams};

/// What each word of a text is.
pub(in crate::lsp) fn whole(
    state: &State<'_>,
    params: &SemanticTokensParams,
) -> Result<Option<SemanticTokens>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    Ok(Some(convert::tokens(page.view, &ide::paint(page.view.workspace(), page.file))))
}

/// What each word in a range of a text is.
pub(in crate::lsp) fn range(
    state: &State<'_>,
    params: &SemanticTokensRangeParams,
) -> Result<Option<SemanticTokens>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let span = page.span(params.range);
    let mut paints = ide::paint(page.view.workspace(), page.file);
    paints.retain(|paint| paint.span.start < span.end && span.start < paint.span.end);
    Ok(Some(convert::tokens(page.view, &paints)))
}
