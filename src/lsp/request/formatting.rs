use crate::format;
use crate::lsp::convert;
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use crate::lsp::view::Page;
use crate::source::SourceFile;
use gen_lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit,
};

/// How a text should look.
pub(in crate::lsp) fn whole(
    state: &State<'_>,
    params: &DocumentFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let file = source(page);
    let edits = format::edits(&file.text, &format::format(&file).text);
    Ok(Some(convert::text_edits(page.view, page.file, edits)))
}

/// How the lines in a range should look.
pub(in crate::lsp) fn range(
    state: &State<'_>,
    params: &DocumentRangeFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let span = page.span(params.range);
    let edits = format::selected(&source(page), &(span.start..span.end));
    Ok(Some(convert::text_edits(page.view, page.file, edits)))
}

/// How the declaration should look that a bracket was just closed of.
pub(in crate::lsp) fn on_type(
    state: &State<'_>,
    params: &DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let at = page.at(params.position).offset;
    let edits = format::within(&source(page), &(at..at));
    Ok(Some(convert::text_edits(page.view, page.file, edits)))
}

fn source(page: Page<'_>) -> SourceFile {
    SourceFile::new("", page.document.text.as_str())
}
