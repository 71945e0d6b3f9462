use crate::ide;
use crate::lsp::convert;
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use gen_lsp_types::{
    CodeLens, CodeLensParams, DocumentLink, DocumentLinkParams, DocumentSymbol, DocumentSymbolParams,
    DocumentSymbolResponse, FoldingRange, FoldingRangeParams, SelectionRange, SelectionRangeParams,
    WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use std::collections::BTreeSet;

/// What a text declares.
pub(in crate::lsp) fn symbols(
    state: &State<'_>,
    params: &DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let found = ide::symbols(page.view.workspace(), page.file);
    let found: Vec<DocumentSymbol> = found.iter().map(|symbol| convert::symbol(page.view, symbol)).collect();
    Ok(Some(found.into()))
}

/// What all programs declare, by what is typed of its name: what several share is given once.
pub(in crate::lsp) fn find(
    state: &State<'_>,
    params: &WorkspaceSymbolParams,
) -> Option<WorkspaceSymbolResponse> {
    let mut seen: BTreeSet<(String, u32)> = BTreeSet::new();
    let mut found: Vec<WorkspaceSymbol> = Vec::new();
    for program in state.all_programs() {
        let view = state.view(&program);
        for symbol in ide::find_symbols(view.workspace(), &params.query) {
            let place = symbol.name_span;
            let is_new =
                view.path(place.file).is_some_and(|path| seen.insert((path.to_owned(), place.start)));
            if is_new {
                found.extend(convert::found_symbol(view, &symbol));
            }
        }
    }
    (!found.is_empty()).then(|| found.into())
}

/// What can be folded away in a text.
pub(in crate::lsp) fn folds(
    state: &State<'_>,
    params: &FoldingRangeParams,
) -> Result<Option<Vec<FoldingRange>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let found = ide::folds(page.view.workspace(), page.file);
    Ok(Some(found.iter().map(|fold| convert::fold(page.view, fold)).collect()))
}

/// What can be selected around some places, ever more of it.
pub(in crate::lsp) fn selections(
    state: &State<'_>,
    params: &SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let around = |position| ide::selections(page.view.workspace(), page.at(position));
    let positions = params.positions.iter().copied();
    Ok(Some(positions.map(|position| convert::selection(page.view, &around(position))).collect()))
}

/// The paths in a text that lead to other files.
pub(in crate::lsp) fn links(
    state: &State<'_>,
    params: &DocumentLinkParams,
) -> Result<Option<Vec<DocumentLink>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let found = ide::links(page.view.workspace(), page.file);
    Ok(Some(found.iter().map(|link| convert::link(page.view, link)).collect()))
}

/// The tests and scenarios of a text, each with a command that runs it.
pub(in crate::lsp) fn lenses(
    state: &State<'_>,
    params: &CodeLensParams,
) -> Result<Option<Vec<CodeLens>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let found = ide::lenses(page.view.workspace(), page.file);
    Ok(Some(found.iter().map(|lens| convert::lens(page.view, page.file, lens)).collect()))
}
