//! What the editor may ask and tell, and who answers: a method a line.

use super::refusal::Refusal;
use super::state::State;
use super::{notification as told, request as asked};
use gen_lsp_types as lsp;
use serde_json::Value;
use std::collections::BTreeMap;

/// The requests.
pub(super) fn requests() -> Requests {
    Requests::from([
        answer::<lsp::DocumentDiagnosticRequest>(asked::diagnostic::of_text),
        say::<lsp::WorkspaceDiagnosticRequest>(asked::diagnostic::of_all),
        answer::<lsp::CodeActionRequest>(asked::code_action::answer),
        answer::<lsp::CompletionRequest>(asked::help::completion),
        answer::<lsp::HoverRequest>(asked::help::hover),
        answer::<lsp::SignatureHelpRequest>(asked::help::signature),
        answer::<lsp::InlayHintRequest>(asked::help::hints),
        answer::<lsp::DefinitionRequest>(asked::navigation::definition),
        answer::<lsp::ReferencesRequest>(asked::navigation::references),
        answer::<lsp::DocumentHighlightRequest>(asked::navigation::highlights),
        answer::<lsp::PrepareRenameRequest>(asked::rename::prepare),
        answer::<lsp::RenameRequest>(asked::rename::answer),
        answer::<lsp::DocumentSymbolRequest>(asked::outline::symbols),
        say::<lsp::WorkspaceSymbolRequest>(asked::outline::find),
        answer::<lsp::FoldingRangeRequest>(asked::outline::folds),
        answer::<lsp::SelectionRangeRequest>(asked::outline::selections),
        answer::<lsp::DocumentLinkRequest>(asked::outline::links),
        answer::<lsp::CodeLensRequest>(asked::outline::lenses),
        answer::<lsp::SemanticTokensRequest>(asked::paint::whole),
        answer::<lsp::SemanticTokensRangeRequest>(asked::paint::range),
        answer::<lsp::DocumentFormattingRequest>(asked::formatting::whole),
        answer::<lsp::DocumentRangeFormattingRequest>(asked::formatting::range),
        answer::<lsp::DocumentOnTypeFormattingRequest>(asked::formatting::on_type),
        answer::<lsp::ExecuteCommandRequest>(asked::execute_command::answer),
    ])
}

/// The notifications.
pub(super) fn notifications() -> Notifications {
    Notifications::from([
        hear::<lsp::InitializedNotification>(told::initialized::hear),
        hear::<lsp::DidOpenTextDocumentNotification>(told::text::opened),
        hear::<lsp::DidChangeTextDocumentNotification>(told::text::changed),
        hear::<lsp::DidSaveTextDocumentNotification>(told::text::saved),
        hear::<lsp::DidCloseTextDocumentNotification>(told::text::closed),
        hear::<lsp::DidChangeWatchedFilesNotification>(told::files::changed),
        hear::<lsp::DidCreateFilesNotification>(told::files::created),
        hear::<lsp::DidRenameFilesNotification>(told::files::renamed),
        hear::<lsp::DidDeleteFilesNotification>(told::files::deleted),
        hear::<lsp::DidChangeWorkspaceFoldersNotification>(told::folders::changed),
        hear::<lsp::DidChangeConfigurationNotification>(told::configuration::changed),
        hear::<lsp::SetTraceNotification>(told::trace::hear),
    ])
}

/// Who answers which request.
pub(super) type Requests = BTreeMap<&'static str, Answer>;

/// Who hears which notification.
pub(super) type Notifications = BTreeMap<&'static str, Hear>;

type Answer = Box<dyn Fn(&State<'_>, Value) -> Result<Value, Refusal>>;
type Hear = Box<dyn Fn(&mut State<'_>, Value) -> Result<(), Refusal>>;

fn answer<R: lsp::Request>(
    handler: fn(&State<'_>, &R::Params) -> Result<R::Result, Refusal>,
) -> (&'static str, Answer) {
    let route = move |state: &State<'_>, params: Value| {
        let result = handler(state, &read(params)?)?;
        serde_json::to_value(result).map_err(|_| Refusal::mistake())
    };
    (R::METHOD.as_str(), Box::new(route))
}

fn say<R: lsp::Request>(handler: fn(&State<'_>, &R::Params) -> R::Result) -> (&'static str, Answer) {
    let route = move |state: &State<'_>, params: Value| {
        serde_json::to_value(handler(state, &read(params)?)).map_err(|_| Refusal::mistake())
    };
    (R::METHOD.as_str(), Box::new(route))
}

fn hear<N: lsp::Notification>(handler: fn(&mut State<'_>, &N::Params)) -> (&'static str, Hear) {
    let route = move |state: &mut State<'_>, params: Value| {
        handler(state, &read(params)?);
        Ok(())
    };
    (N::METHOD.as_str(), Box::new(route))
}

fn read<P: serde::de::DeserializeOwned>(params: Value) -> Result<P, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::bad_params(lacking(&error)))
}

/// What is wrong with what came with a message. Of all that can be, the name of what is missing says something to those
/// who do not know this program.
fn lacking(error: &serde_json::Error) -> String {
    let error = error.to_string();
    let field = error.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    field.map_or_else(
        || "what came with it is not what belongs to it".to_owned(),
        |field| format!("`{field}` is missing"),
    )
}
