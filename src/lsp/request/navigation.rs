use crate::ide::{self, Access, IncludeDeclaration};
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use gen_lsp_types::{
    Definition, DefinitionParams, DefinitionResponse, DocumentHighlight, DocumentHighlightKind,
    DocumentHighlightParams, Location, ReferenceParams,
};

/// Where what a word names is declared.
pub(in crate::lsp) fn definition(
    state: &State<'_>,
    params: &DefinitionParams,
) -> Result<Option<DefinitionResponse>, Refusal> {
    let (page, at) = state.cursor(&params.text_document_position_params)?;
    let found = page.view.locations(ide::definition(page.view.workspace(), at));
    Ok((!found.is_empty()).then(|| Definition::from(found).into()))
}

/// Everywhere the same thing is named.
pub(in crate::lsp) fn references(
    state: &State<'_>,
    params: &ReferenceParams,
) -> Result<Option<Vec<Location>>, Refusal> {
    let (page, at) = state.cursor(&params.text_document_position_params)?;
    let with_declaration = params.context.include_declaration;
    let declaration = if with_declaration { IncludeDeclaration::Yes } else { IncludeDeclaration::No };
    Ok(Some(page.view.locations(ide::references(page.view.workspace(), at, declaration))))
}

/// Everywhere in the text that the same thing is named.
pub(in crate::lsp) fn highlights(
    state: &State<'_>,
    params: &DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>, Refusal> {
    let (page, at) = state.cursor(&params.text_document_position_params)?;
    let found = ide::highlights(page.view.workspace(), at).into_iter();
    let highlight = |(span, access)| DocumentHighlight {
        range: page.view.range(span),
        kind: Some(match access {
            Access::Read => DocumentHighlightKind::Read,
            Access::Write => DocumentHighlightKind::Write,
        }),
    };
    Ok(Some(found.map(highlight).collect()))
}
