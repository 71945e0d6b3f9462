use crate::lsp::client;
use crate::lsp::state::State;
use gen_lsp_types::SetTraceParams;

/// The editor wants to be told what was handled, or not any more.
pub(in crate::lsp) fn hear(state: &mut State<'_>, params: &SetTraceParams) {
    let value = serde_json::to_value(&params.value).unwrap_or_default();
    state.client.traces = client::traces(Some(&value));
}
