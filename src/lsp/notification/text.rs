use crate::lsp::documents::Document;
use crate::lsp::outbox::Weight;
use crate::lsp::paths;
use crate::lsp::state::State;
use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, TextDocumentContentChangeEvent, Uri,
};

/// The names of the language that editors give.
const LANGUAGES: [&str; 2] = ["enroute", "route"];

/// A text was opened.
pub(in crate::lsp) fn opened(state: &mut State<'_>, params: &DidOpenTextDocumentParams) {
    let item = &params.text_document;
    let language = String::from(item.language_id.clone());
    let is_route = paths::is_route(&paths::path(item.uri.as_ref())) || LANGUAGES.contains(&language.as_str());
    let document = Document::new(item.uri.clone(), item.version, item.text.clone(), is_route);
    let path = state.documents.open(document);
    state.programs.open(&path, &state.documents);
}

/// An open text was edited.
pub(in crate::lsp) fn changed(state: &mut State<'_>, params: &DidChangeTextDocumentParams) {
    let uri = &params.text_document.text_document_identifier.uri;
    let encoding = state.client.encoding;
    let Some((path, document)) = state.documents.get_mut(uri) else { return not_open(state, uri) };
    for change in &params.content_changes {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                document.edit(Some(part.range), &part.text, encoding);
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                document.edit(None, &whole.text, encoding);
            }
        }
    }
    document.version = params.text_document.version;
    state.programs.edit(&path);
}

/// An open text was written to disk: who has no watch on files learns of a new one so.
pub(in crate::lsp) fn saved(state: &mut State<'_>, params: &DidSaveTextDocumentParams) {
    let path = paths::path(params.text_document.uri.as_ref());
    state.programs.written(&path, &state.documents);
    if !state.programs.knows(&path) {
        state.programs.list(state.outside.files);
    }
}

/// A text was closed: from now on it is what is on disk.
pub(in crate::lsp) fn closed(state: &mut State<'_>, params: &DidCloseTextDocumentParams) {
    let uri = &params.text_document.uri;
    match state.documents.close(uri) {
        Some(path) => state.programs.close(&path),
        None => not_open(state, uri),
    }
}

fn not_open(state: &State<'_>, uri: &Uri) {
    state.outbox.log(Weight::Error, &format!("`{uri}` is not open"));
}
