use crate::ide::{self, Access, IncludeDeclaration};
use crate::lsp::across::ask_all;
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use crate::lsp::view::View;
use crate::source::Span;
use gen_lsp_types::{
    Definition, DefinitionParams, DefinitionResponse, DocumentHighlight, DocumentHighlightKind,
    DocumentHighlightParams, Location, ReferenceParams,
};
use std::collections::BTreeMap;

/// Where what a word names is declared: in each program that has the text it may be something else.
pub(in crate::lsp) fn definition(
    state: &State<'_>,
    params: &DefinitionParams,
) -> Result<Option<DefinitionResponse>, Refusal> {
    let mut places = Places::default();
    for (page, at) in state.cursors(&params.text_document_position_params)? {
        places.add(page.view, ide::definition(page.view.workspace(), at));
    }
    let found = places.locations();
    Ok((!found.is_empty()).then(|| Definition::from(found).into()))
}

/// Everywhere the same thing is named, in all programs that have it.
pub(in crate::lsp) fn references(
    state: &State<'_>,
    params: &ReferenceParams,
) -> Result<Option<Vec<Location>>, Refusal> {
    let cursor = state.cursor(&params.text_document_position_params)?;
    let with_declaration = params.context.include_declaration;
    let declaration = if with_declaration { IncludeDeclaration::Yes } else { IncludeDeclaration::No };
    let mut places = Places::default();
    ask_all(state, cursor, &mut |question| {
        let workspace = question.view.workspace();
        places.add(question.view, ide::references(workspace, question.at, declaration));
        Ok(ide::definition(workspace, question.at))
    })?;
    Ok(Some(places.locations()))
}

/// Everywhere in the text that the same thing is named.
pub(in crate::lsp) fn highlights(
    state: &State<'_>,
    params: &DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>, Refusal> {
    let mut found: BTreeMap<(u32, u32), DocumentHighlight> = BTreeMap::new();
    for (page, at) in state.cursors(&params.text_document_position_params)? {
        for (span, access) in ide::highlights(page.view.workspace(), at) {
            let highlight = DocumentHighlight {
                range: page.view.range(span),
                kind: Some(match access {
                    Access::Read => DocumentHighlightKind::Read,
                    Access::Write => DocumentHighlightKind::Write,
                }),
            };
            found.entry((span.start, span.end)).or_insert(highlight);
        }
    }
    Ok(Some(found.into_values().collect()))
}

/// Places in the texts of programs, each once.
#[derive(Default)]
struct Places {
    found: BTreeMap<(String, u32, u32), Location>,
}

impl Places {
    fn add(&mut self, view: View<'_>, spans: Vec<Span>) {
        for span in spans {
            if let Some((path, location)) = view.path(span.file).zip(view.location(span)) {
                self.found.insert((path.to_owned(), span.start, span.end), location);
            }
        }
    }

    fn locations(self) -> Vec<Location> {
        self.found.into_values().collect()
    }
}
